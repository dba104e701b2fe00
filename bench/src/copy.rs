//! Checking a copy of the log of 1,000,000 records beside `sha256sum` over the same bytes, which does nothing but read and
//! hash them. The copy is made once and kept under `target/bench`.

use crate::stats::{Spread, verdict};
use ledger::copy::{CopyTrust, OpenedPart, Writer, verify};
use ledger::note::{LogKey, Verifier};
use ledger::{MasterKey, NewPart, RecordKey, open_salted, seal_entry};
use model::archive::{LogState, Record, RecordKind};
use model::clock::Fixed;
use model::{Id as _, ItemId, Millis, MunicipalityId, RecordId};
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const RECORDS: i64 = 1_000_000;
/// A checkpoint after so many.
const CHECKPOINT_EVERY: i64 = 500;
const ROUNDS: usize = 3;

pub fn run(folder: &Path) {
    let path = folder.join("verify.copy");
    let key_path = folder.join("verify.key");
    if !path.exists() {
        let key = make(&path);
        std::fs::write(&key_path, key).unwrap();
    }
    let bytes = path.metadata().unwrap().len();
    println!(
        "Checking a copy of {RECORDS} records ({} MB) beside sha256sum over the same bytes",
        bytes / 1_000_000
    );
    let trust = CopyTrust {
        log_key: Some(Verifier::parse(&std::fs::read_to_string(&key_path).unwrap()).unwrap()),
        threads: std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get),
        ..CopyTrust::default()
    };
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let sum = Command::new("sha256sum").arg(&path).output().unwrap();
        assert!(sum.status.success());
        theirs.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        let report = verify(File::open(&path).unwrap(), &trust).unwrap();
        ours.push(start.elapsed().as_secs_f64());
        assert!(
            report.holds() && report.entries == RECORDS as u64,
            "{:?}",
            report.problems
        );
        ratios.push(ours[ours.len() - 1] / theirs[theirs.len() - 1]);
    }
    println!("    copy checked {}", Spread::of(&ours).show("s", 2));
    println!("    sha256sum    {}", Spread::of(&theirs).show("s", 2));
    verdict(
        "checking a copy",
        &ratios,
        2,
        "x the time of sha256sum",
        "<= 2",
        |m| m <= 2.0,
    );
}

/// Writes the copy; gives the public key.
fn make(path: &Path) -> String {
    let clock = Fixed::new(Millis(1_795_000_000_000), 11);
    let source = clock.source();
    let whose = MunicipalityId::parse("01JD0000000000000000000001").unwrap();
    let (log_key, master) = (LogKey::generate(&source, &whose), MasterKey::new([1; 32]));
    let unfinished = path.with_extension("unfinished");
    let file = BufWriter::with_capacity(1 << 20, File::create(&unfinished).unwrap());
    let mut out = Writer::new(file, &whose, &log_key.verifier()).unwrap();
    let mut log = LogState::default();
    let body = "Når åpner svømmehallen igjen? Ungene gleder seg. ".repeat(30);
    for n in 1..=RECORDS {
        clock.advance(31);
        let id: RecordId = source.id();
        let key = RecordKey::generate(&source, &id);
        let mut record = Record {
            id,
            municipality: whose.clone(),
            kind: RecordKind::Item,
            subject: source.id::<ItemId>().to_string(),
            opened_at: source.now(),
            key_wrapped: None,
        };
        record.key_wrapped = Some(master.wrap(&source, &record, &key));
        let data = format!(
            "{{\"item\":\"{}\",\"text\":\"Når åpner svømmehallen igjen? ({n})\"}}",
            record.subject
        );
        // As long as what the networks answer for a comment, about 1.8 KB.
        let raw =
            format!("{{\"id\":\"{n}\",\"account\":{{\"acct\":\"innbygger{n}\"}},\"content\":\"{body}\"}}");
        let part = |name, content| NewPart {
            name,
            content_type: "application/json",
            content,
        };
        let parts = [part("data", data.as_bytes()), part("raw", raw.as_bytes())];
        let mut sealed = seal_entry(
            &source,
            &record,
            Some(&key),
            "item.received",
            source.now(),
            &parts,
        )
        .unwrap();
        log = sealed.place(&log).unwrap();
        let opened = sealed.parts.iter().map(|part| OpenedPart {
            opened: Some(open_salted(&key, part, &part.sealed).unwrap()),
            part: part.clone(),
        });
        out.entry(&record, &sealed.entry, &opened.collect::<Vec<_>>())
            .unwrap();
        if n % CHECKPOINT_EVERY == 0 {
            out.checkpoint(&log_key.checkpoint(&log, source.now()).unwrap())
                .unwrap();
        }
    }
    out.finish().unwrap().flush().unwrap();
    std::fs::rename(&unfinished, path).unwrap();
    log_key.verifier().vkey()
}
