//! The report in words and as JSON. Keys of problems are the ledger's; `docs/operate/ledger.md` lists them.

use ledger::attest::Attested;
use ledger::copy::{CopyReport, CopyTrust};
use model::Millis;
use serde_json::json;
use std::fmt::Write as _;

/// Time stamps shown in words; JSON has them all.
const SHOWN: usize = 10;

/// A hash as people read it.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, b| {
        // Writing to a string does not fail.
        let _ = write!(out, "{b:02x}");
        out
    })
}

fn time(millis: i64) -> String {
    Millis(millis).rfc3339()
}

/// In words.
pub fn text(report: &CopyReport, trust: &CopyTrust) -> String {
    let mut lines = vec![
        format!("log rettesnor/{}", report.municipality),
        format!("  key {} ({})", report.key, key_source(trust)),
        format!(
            "  {} entries from {} to {}, {} parts, {} bytes: all in the log, all as they were written",
            report.entries,
            time(report.first_at),
            time(report.last_at),
            report.parts,
            report.bytes
        ),
        format!(
            "  {} checkpoints, each the beginning of the next; the newest signs {} entries",
            report.checkpoints, report.signed
        ),
        format!(
            "  {} of {} kept checkpoints are in this log",
            report.kept,
            trust.kept.len()
        ),
        format!("  root {}", hex(&report.root)),
        format!(
            "  parts erased: {}, by disposals: {}",
            report.erased,
            disposals(report)
        ),
    ];
    lines.extend(attested(&report.attested, trust));
    if !report.holds() {
        lines.retain(|line| !line.contains("as they were written"));
    }
    for d in &report.disposals {
        let what = match &d.entry {
            None => format!("record {}", d.record),
            Some(entry) => format!("entry {entry} of record {}", d.record),
        };
        lines.push(format!(
            "    {} {what} erased, entry {}, by decision {}: {}",
            time(d.at),
            d.seq,
            d.decision,
            d.said
        ));
    }
    for problem in &report.problems {
        lines.push(format!("  PROBLEM {}: {}", problem.place, problem.key));
    }
    if report.more > 0 {
        lines.push(format!("  and {} more", report.more));
    }
    let end = if report.holds() {
        "everything holds"
    } else {
        "NOT EVERYTHING HOLDS"
    };
    lines.push(end.to_owned());
    lines.join("\n")
}

/// What others say of the checkpoints.
fn attested(attested: &Attested, trust: &CopyTrust) -> Vec<String> {
    let count = attested.more_stamps + u64::try_from(attested.stamps.len()).unwrap_or(u64::MAX);
    let mut lines = vec![format!("  {count} time stamps")];
    for (size, stamp) in attested.stamps.iter().rev().take(SHOWN).rev() {
        let whom = if stamp.trusted {
            "trusted root"
        } else {
            "NO ROOT GIVEN: give --time-root"
        };
        let at = time(stamp.at.0);
        lines.push(format!(
            "    {at} the first {size} entries existed, says {} ({whom})",
            stamp.authority
        ));
    }
    for (name, (count, size, seconds)) in &attested.witnesses {
        let seconds = i64::try_from(*seconds).unwrap_or(i64::MAX);
        let at = time(seconds.saturating_mul(1000));
        lines.push(format!(
            "  witness {name}: {count} checkpoints, the newest of {size} entries, seen {at}"
        ));
    }
    for witness in &trust.attestors.witnesses {
        if !attested.witnesses.contains_key(witness.name()) {
            lines.push(format!("  witness {}: has signed nothing", witness.name()));
        }
    }
    if attested.unknown > 0 {
        lines.push(format!(
            "  {} lines by witnesses whose keys were not given (--witness)",
            attested.unknown
        ));
    }
    lines
}

fn disposals(report: &CopyReport) -> u64 {
    report.more_disposals + u64::try_from(report.disposals.len()).unwrap_or(u64::MAX)
}

fn key_source(trust: &CopyTrust) -> &'static str {
    match trust.log_key {
        Some(_) => "as given",
        None => "FROM THE COPY ITSELF: give --key to know whose log it is",
    }
}

/// As JSON, one object.
pub fn json(report: &CopyReport, trust: &CopyTrust) -> String {
    let disposals: Vec<_> = report
        .disposals
        .iter()
        .map(|d| {
            let said = serde_json::from_str(&d.said).unwrap_or_else(|_| json!(d.said));
            json!({ "entry": d.seq, "at": time(d.at), "record": d.record, "erased_entry": d.entry, "decision": d.decision, "said": said })
        })
        .collect();
    let stamps: Vec<_> = report
        .attested
        .stamps
        .iter()
        .map(|(size, s)| json!({ "entries": size, "at": time(s.at.0), "authority": s.authority, "trusted": s.trusted }))
        .collect();
    let witnesses: Vec<_> = report
        .attested
        .witnesses
        .iter()
        .map(|(name, (count, size, seconds))| {
            json!({ "name": name, "checkpoints": count, "entries": size, "seen": seconds })
        })
        .collect();
    let problems: Vec<_> = report
        .problems
        .iter()
        .map(|p| json!({ "place": p.place.to_string(), "key": p.key }))
        .collect();
    let report = json!({
        "holds": report.holds(),
        "log": format!("rettesnor/{}", report.municipality),
        "key": report.key,
        "key_given": trust.log_key.is_some(),
        "entries": report.entries,
        "first_at": time(report.first_at),
        "last_at": time(report.last_at),
        "parts": report.parts,
        "bytes": report.bytes,
        "checkpoints": report.checkpoints,
        "signed": report.signed,
        "kept_checkpoints": report.kept,
        "time_stamps": stamps,
        "witnesses": witnesses,
        "unknown_witness_lines": report.attested.unknown,
        "root": hex(&report.root),
        "erased_parts": report.erased,
        "disposals": disposals,
        "more_disposals": report.more_disposals,
        "problems": problems,
        "more_problems": report.more,
    });
    format!("{report:#}")
}
