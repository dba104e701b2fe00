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
use model::{EntryId, Id as _, Millis, MunicipalityId, RecordId, Source};
use std::path::Path;
use std::process::Command;

/// Whoever writes a log and its copy.
struct Scribe {
    clock: std::sync::Arc<Fixed>,
    source: Source,
    whose: MunicipalityId,
    log_key: LogKey,
    log: LogState,
    out: Writer<Vec<u8>>,
}

impl Scribe {
    fn new() -> Self {
        let clock = Fixed::new(Millis(1_795_000_000_000), 9);
        let source = clock.source();
        let whose = MunicipalityId::parse("01JD0000000000000000000001").unwrap();
        let log_key = LogKey::generate(&source, &whose);
        let out = Writer::new(Vec::new(), &whose, &log_key.verifier()).unwrap();
        let log = LogState::default();
        Self {
            clock,
            source,
            whose,
            log_key,
            log,
            out,
        }
    }

    fn record(&self, subject: &str) -> (Record, RecordKey) {
        let id: RecordId = self.source.id();
        let key = RecordKey::generate(&self.source, &id);
        let mut record = Record {
            id,
            municipality: self.whose.clone(),
            kind: RecordKind::Item,
            subject: subject.to_owned(),
            opened_at: self.source.now(),
            key_wrapped: None,
        };
        record.key_wrapped = Some(MasterKey::new([1; 32]).wrap(&self.source, &record, &key));
        (record, key)
    }

    /// Writes an entry with these parts, of which so many are still there in the copy.
    fn write(&mut self, of: &(Record, RecordKey), kind: &str, parts: &[&str], there: usize) -> EntryId {
        self.clock.advance(60_000);
        let (record, key) = of;
        let new: Vec<_> = ["data", "raw"]
            .into_iter()
            .zip(parts)
            .map(|(name, content)| NewPart {
                name,
                content_type: "application/json",
                content: content.as_bytes(),
            })
            .collect();
        let now = self.source.now();
        let mut sealed = seal_entry(&self.source, record, Some(key), kind, now, &new).unwrap();
        self.log = sealed.place(&self.log).unwrap();
        let opened = sealed.parts.iter().enumerate().map(|(n, part)| OpenedPart {
            opened: (n < there).then(|| open_salted(key, part, &part.sealed).unwrap()),
            part: part.clone(),
        });
        let opened: Vec<_> = opened.collect();
        self.out.entry(record, &sealed.entry, &opened).unwrap();
        sealed.entry.id
    }

    /// Signs, and gives the copy and the public key.
    fn end(mut self) -> (Vec<u8>, String) {
        let checkpoint = self.log_key.checkpoint(&self.log, self.source.now());
        self.out.checkpoint(&checkpoint.unwrap()).unwrap();
        (self.out.finish().unwrap(), self.log_key.verifier().vkey())
    }
}

const DECISION: &str = "{\"body\":\"Kommunestyret\",\"number\":\"12/26\"}";

/// Writes a copy of a log with a decision and an erased record; gives the public key.
fn make(path: &Path) -> String {
    let mut scribe = Scribe::new();
    let kept = scribe.record("01JD0000000000000000000002");
    let gone = scribe.record("01JD0000000000000000000003");
    scribe.write(&gone, "item.received", &["En kommentar"], 0);
    let decision = scribe.write(&kept, leaf::DISPOSAL_DECIDED, &[DECISION], 1);
    scribe.write(&gone, &leaf::disposal_kind(&decision), &[], 0);
    let (copy, key) = scribe.end();
    std::fs::write(path, copy).unwrap();
    key
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

/// What became of a comment in a thread that stays.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    /// It was erased by a decision.
    Decided,
    /// It was erased, and nothing says so.
    Nothing,
    /// It was erased by a decision that cannot be read.
    NoDecision,
    /// Something of it is left.
    Half,
    /// It was not erased.
    There,
}

#[test]
fn each_erased_entry_is_told_with_its_decision() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy");
    let told = |told: Told| {
        let mut scribe = Scribe::new();
        let (thread, office) = (
            scribe.record("01JD0000000000000000000002"),
            scribe.record("01JD0000000000000000000003"),
        );
        let left = [0, 0, 0, 1, 2][told as usize];
        scribe.write(&thread, "post.created", &["Et innlegg"], 1);
        let gone = scribe.write(&thread, "item.received", &["En kommentar", "{}"], left);
        let readable = usize::from(told != Told::NoDecision);
        let decision = scribe.write(&office, leaf::DISPOSAL_DECIDED, &[DECISION], readable);
        let kind = match told {
            Told::Nothing => "item.gone".to_owned(),
            _ => leaf::erasure_kind(&gone, &decision),
        };
        scribe.write(&thread, &kind, &[], 0);
        let (copy, key) = scribe.end();
        std::fs::write(&path, copy).unwrap();
        let (code, said) = run(&["--key", &key, path.to_str().unwrap()]);
        let (json_code, json) = run(&["--json", "--key", &key, path.to_str().unwrap()]);
        assert_eq!(code, json_code);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let problems: Vec<String> = json["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| format!("{} {}", p["place"].as_str().unwrap(), p["key"].as_str().unwrap()))
            .collect();
        (code, said, json, gone, problems)
    };
    let (code, said, json, gone, problems) = told(Told::Decided);
    assert_eq!((code, problems.len()), (Some(0), 0), "{said}");
    assert!(said.contains("parts erased: 2, by disposals: 1"), "{said}");
    assert!(
        said.contains(&format!("entry {gone} of record ")) && said.contains("Kommunestyret"),
        "{said}"
    );
    let disposal = &json["disposals"][0];
    assert_eq!(disposal["erased_entry"], gone.as_str());
    assert_eq!(
        (&disposal["said"]["number"], &disposal["entry"]),
        (&"12/26".into(), &3.into())
    );

    for (what, at, key) in [
        (Told::Nothing, "journal 1 ", "erased-without-decision"),
        (Told::NoDecision, "journal 3 ", "disposal-without-decision"),
        (Told::Half, "journal 3 ", "not-erased"),
        (Told::There, "journal 3 ", "not-erased"),
    ] {
        let (code, said, _, _, problems) = told(what);
        assert_eq!(code, Some(1), "{said}");
        let named = |p: &String| p.starts_with(at) && p.ends_with(key);
        assert!(problems.iter().any(named), "{problems:?}");
    }
}
