//! The program as an auditor runs it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice
)]

use ledger::copy::{OpenedPart, Writer};
use ledger::note::LogKey;
use ledger::{MasterKey, NewPart, RecordKey, leaf, open_salted, seal_entry};
use model::archive::{LogState, Record, RecordKind};
use model::clock::Fixed;
use model::{Id as _, Millis, MunicipalityId, RecordId};
use std::path::Path;
use std::process::Command;

/// Writes a copy of a log with a decision and an erased record; gives the public key.
fn make(path: &Path) -> String {
    let clock = Fixed::new(Millis(1_795_000_000_000), 9);
    let source = clock.source();
    let whose = MunicipalityId::parse("01JD0000000000000000000001").unwrap();
    let log_key = LogKey::generate(&source, &whose);
    let master = MasterKey::new([1; 32]);
    let record = |subject: &str| {
        let id: RecordId = source.id();
        let key = RecordKey::generate(&source, &id);
        let mut record = Record {
            id,
            municipality: whose.clone(),
            kind: RecordKind::Item,
            subject: subject.to_owned(),
            opened_at: source.now(),
            key_wrapped: None,
        };
        record.key_wrapped = Some(master.wrap(&source, &record, &key));
        (record, key)
    };
    let (kept, gone) = (
        record("01JD0000000000000000000002"),
        record("01JD0000000000000000000003"),
    );
    let mut out = Writer::new(Vec::new(), &whose, &log_key.verifier()).unwrap();
    let mut log = LogState::default();
    let decision = "{\"body\":\"Kommunestyret\",\"number\":\"12/26\"}";
    let mut kind = leaf::DISPOSAL_DECIDED.to_owned();
    for (step, (record, key)) in [&gone, &kept, &gone].into_iter().enumerate() {
        clock.advance(60_000);
        let (name, content) = [
            ("item.received", "En kommentar"),
            (kind.as_str(), decision),
            (kind.as_str(), ""),
        ][step];
        let part = NewPart {
            name: "data",
            content_type: "application/json",
            content: content.as_bytes(),
        };
        let parts = if step < 2 { vec![part] } else { Vec::new() };
        let mut sealed = seal_entry(&source, record, Some(key), name, source.now(), &parts).unwrap();
        log = sealed.place(&log).unwrap();
        let erased = record.id == gone.0.id;
        let opened = sealed.parts.iter().map(|part| OpenedPart {
            opened: (!erased).then(|| open_salted(key, part, &part.sealed).unwrap()),
            part: part.clone(),
        });
        out.entry(record, &sealed.entry, &opened.collect::<Vec<_>>())
            .unwrap();
        if step == 1 {
            kind = leaf::disposal_kind(&sealed.entry.id);
        }
    }
    out.checkpoint(&log_key.checkpoint(&log, source.now()).unwrap())
        .unwrap();
    std::fs::write(path, out.finish().unwrap()).unwrap();
    log_key.verifier().vkey()
}

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let ran = Command::new(env!("CARGO_BIN_EXE_rettesnor-verify"))
        .args(arguments)
        .output()
        .unwrap();
    let said = [ran.stdout, ran.stderr].concat();
    (ran.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn the_program_says_what_is_proved_and_ends_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy");
    let (key, copy) = (make(&path), path.to_str().unwrap().to_owned());

    let (code, said) = run(&["--key", &key, &copy]);
    assert_eq!(code, Some(0), "{said}");
    for words in [
        "3 entries",
        "parts erased: 1, by disposals: 1",
        "Kommunestyret",
        "(as given)",
        "everything holds",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let (code, said) = run(&[&copy]);
    assert_eq!(code, Some(0));
    assert!(said.contains("FROM THE COPY ITSELF"), "{said}");
    let (code, said) = run(&["--json", "--key", &key, &copy]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(code, Some(0));
    assert_eq!(json["disposals"][0]["said"]["number"], "12/26");
    assert_eq!((&json["entries"], &json["holds"]), (&3.into(), &true.into()));

    let changed = std::fs::read_to_string(&path).unwrap().replace("12/26", "13/26");
    std::fs::write(&path, changed).unwrap();
    let (code, said) = run(&["--key", &key, &copy]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("PROBLEM journal 1 ") && said.contains("payload-differs"),
        "{said}"
    );
    assert!(
        said.contains("NOT EVERYTHING HOLDS") && !said.contains("as they were written"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_checked_is_not_said_to_hold() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy");
    let key = make(&path);
    let copy = path.to_str().unwrap();
    for arguments in [
        &["--key", &key][..],
        &["--key", "rettesnor/x+00000000+AAAA", copy],
        &["--key", &key, "--checkpoint", "no-such-file", copy],
        &["--wrong", copy],
        &["--key", &key, "no-such-copy"],
        &[copy, copy],
    ] {
        let (code, said) = run(arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {said}");
        assert!(said.starts_with("rettesnor-verify: "), "{said}");
    }
    let (code, said) = run(&["--help"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("--checkpoint"), "{said}");
}
