//! `rettesnor verify`: recomputes everything and says what it proved.

use crate::config::Config;
use crate::{system, wire};
use anyhow::{Context, Result};
use std::fmt::Write;
use std::process::ExitCode;

/// Verifies all logs and records of the data folder (or database). Ends with failure when anything does not hold.
///
/// # Errors
/// The data cannot be opened at all; the message says why.
pub async fn run(config: Config) -> Result<ExitCode> {
    let parts = wire::open(&config, system::source(), wire::Purpose::Verify).await?;
    let reports = flow::archive::verify(&parts.flow)
        .await
        .context("cannot verify")?;
    let names = parts.flow.store().read().await?.municipalities().await?;
    let mut out = String::new();
    let mut sound = true;
    for (report, municipality) in reports.iter().zip(&names) {
        let _ = writeln!(out, "{} ({})", municipality.name, municipality.id);
        let _ = writeln!(
            out,
            "  {} journal entries, {} parts in {} records, {} bytes opened; {} erased",
            report.entries, report.parts, report.records, report.bytes, report.erased
        );
        for e in &report.erasures {
            let _ = write!(out, "    by decision {}: {} records", e.decision, e.records);
            for entry in &e.entries {
                let _ = write!(out, ", entry {entry}");
            }
            let _ = writeln!(out, " erased: {}", e.said);
        }
        let _ = writeln!(
            out,
            "  {} checkpoints and {} tiles agree with the journal",
            report.checkpoints, report.tiles
        );
        let _ = writeln!(
            out,
            "  root {} of {} leaves",
            hex(report.root.as_slice()),
            report.entries
        );
        for problem in &report.problems {
            let _ = writeln!(out, "  PROBLEM {}: {}", problem.place, problem.key);
        }
        if report.more > 0 {
            let _ = writeln!(out, "  and {} more", report.more);
        }
        sound &= report.holds();
    }
    let _ = writeln!(
        out,
        "{}",
        if sound {
            "everything holds"
        } else {
            "NOT EVERYTHING HOLDS"
        }
    );
    super::print(&out);
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
