//! Cosignatures, and what others say of a log's checkpoints in its own journal.

use crate::sealing::municipality;
use crate::stamp::AUTHORITY;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer as _, SigningKey};
use ledger::attest::{self, Attestors};
use ledger::copy::{CopyTrust, OpenedPart, Writer, verify};
use ledger::note::LogKey;
use ledger::stamp::request;
use ledger::witness::{Witness, add_checkpoint, cosign, open};
use ledger::{MasterKey, NewPart, RecordKey, merkle, open_salted, seal_entry};
use model::archive::{LogState, Record, RecordKind};
use model::{Millis, RecordId, clock::Fixed};
use sha2::{Digest as _, Sha256};

/// A witness as c2sp.org/tlog-cosignature describes it.
struct Seer(SigningKey);

impl Seer {
    fn id(&self) -> Vec<u8> {
        let key = self.0.verifying_key();
        Sha256::digest([b"seer.example/w1\n\x04".as_slice(), key.as_bytes()].concat())[..4].to_vec()
    }
    fn vkey(&self) -> String {
        let key = [&[4_u8][..], self.0.verifying_key().as_bytes()].concat();
        format!(
            "seer.example/w1+{}+{}",
            hex::encode(self.id()),
            STANDARD.encode(key)
        )
    }
    fn sign(&self, note: &str, time: u64) -> String {
        let body = &note[..note.find("\n\n").unwrap() + 1];
        let signature = self
            .0
            .sign(format!("cosignature/v1\ntime {time}\n{body}").as_bytes());
        let line = [
            self.id(),
            time.to_be_bytes().to_vec(),
            signature.to_bytes().to_vec(),
        ]
        .concat();
        format!("\u{2014} seer.example/w1 {}\n", STANDARD.encode(line))
    }
}

fn log() -> (LogKey, String) {
    let source = Fixed::new(Millis(1_795_000_000_000), 3).source();
    let key = LogKey::generate(&source, &municipality());
    let log = merkle::append(&LogState::default(), [5; 32]).unwrap();
    let note = key.checkpoint(&log, source.now()).unwrap().note;
    (key, note)
}

#[test]
fn a_witness_is_believed_for_its_own_line_alone() {
    let (key, note) = log();
    let seer = Seer(SigningKey::from_bytes(&[8; 32]));
    let witness = Witness::parse(&seer.vkey()).unwrap();
    let line = seer.sign(&note, 1_795_000_100);
    let signed = cosign(&note, &line, &key.verifier(), &witness).unwrap();
    let seen = open(&signed, &key.verifier(), std::slice::from_ref(&witness)).unwrap();
    assert_eq!((seen.statement.size, seen.unknown), (1, 0));
    assert_eq!(seen.cosignatures[0].time, 1_795_000_100);
    // Known to nobody, it is neither believed nor in the way.
    let seen = open(&signed, &key.verifier(), &[]).unwrap();
    assert_eq!((seen.cosignatures.len(), seen.unknown), (0, 1));
    // A stranger's lines in the answer are left out; without its own there is none.
    let stranger = line.replace("seer.example/w1", "other.example/w1");
    let both = cosign(&note, &format!("{stranger}{line}"), &key.verifier(), &witness).unwrap();
    assert_eq!(both, signed);
    assert!(cosign(&note, &stranger, &key.verifier(), &witness).is_err());
    for wrong in [
        "",
        "no line\n",
        &line[..line.len() - 9],
        &seer.sign(&note.replace('1', "2"), 1_795_000_100),
    ] {
        assert!(
            cosign(&note, wrong, &key.verifier(), &witness).is_err(),
            "{wrong}"
        );
    }
    for wrong in [
        "",
        "a+b",
        &seer.vkey().replace("seer", "deer"),
        &key.verifier().vkey(),
    ] {
        assert!(Witness::parse(wrong).is_err(), "{wrong}");
    }
    // Every byte of its line counts, to whoever knows the witness.
    for at in note.len()..signed.len() {
        let mut changed = signed.clone().into_bytes();
        changed[at] ^= 1;
        let Ok(changed) = String::from_utf8(changed) else {
            continue;
        };
        let seen = open(&changed, &key.verifier(), std::slice::from_ref(&witness));
        assert!(
            seen.is_err() || seen.is_ok_and(|s| s.cosignatures.is_empty()),
            "byte {at}"
        );
    }
}

#[test]
fn the_request_is_as_the_protocol_says() {
    let body = add_checkpoint(7, &[[1; 32], [2; 32]], "note\n");
    let (one, two) = (STANDARD.encode([1; 32]), STANDARD.encode([2; 32]));
    assert_eq!(body, format!("old 7\n{one}\n{two}\n\nnote\n"));
    assert_eq!(add_checkpoint(0, &[], "note\n"), "old 0\n\nnote\n");
}

/// A copy of a log of two checkpoints, the first stamped and cosigned; `spoil` may change what the authority and the witness said.
fn attested(spoil: impl Fn(&mut Vec<u8>, &mut String)) -> (Vec<u8>, CopyTrust) {
    let clock = Fixed::new(Millis(1_795_000_000_000), 4);
    let source = clock.source();
    let key = LogKey::generate(&source, &municipality());
    let master = MasterKey::new([1; 32]);
    let id: RecordId = source.id();
    let record_key = RecordKey::generate(&source, &id);
    let mut record = Record {
        id,
        municipality: municipality(),
        kind: RecordKind::Municipality,
        subject: "log".to_owned(),
        opened_at: source.now(),
        key_wrapped: None,
    };
    record.key_wrapped = Some(master.wrap(&source, &record, &record_key));
    let mut out = Writer::new(Vec::new(), &municipality(), &key.verifier()).unwrap();
    let mut log = LogState::default();
    let seer = Seer(SigningKey::from_bytes(&[8; 32]));
    let (mut token, mut note) = (Vec::new(), String::new());
    for (kind, name) in [
        ("town.founded", "data"),
        (attest::STAMPED, attest::TOKEN),
        (attest::WITNESSED, attest::NOTE),
    ] {
        let content = match kind {
            attest::STAMPED => token.as_slice(),
            attest::WITNESSED => note.as_bytes(),
            _ => b"{}",
        };
        let part = NewPart {
            name,
            content_type: "application/octet-stream",
            content,
        };
        let mut sealed =
            seal_entry(&source, &record, Some(&record_key), kind, source.now(), &[part]).unwrap();
        log = sealed.place(&log).unwrap();
        let opened = sealed.parts.iter().map(|part| OpenedPart {
            opened: Some(open_salted(&record_key, part, &part.sealed).unwrap()),
            part: part.clone(),
        });
        out.entry(&record, &sealed.entry, &opened.collect::<Vec<_>>())
            .unwrap();
        if kind == "town.founded" {
            let checkpoint = key.checkpoint(&log, source.now()).unwrap();
            out.checkpoint(&checkpoint).unwrap();
            let digest = Sha256::digest(&checkpoint.note).into();
            token = AUTHORITY.answer(&request(&digest, &[9; 16]), "tsa", "middle.pem");
            note = format!(
                "{}{}",
                checkpoint.note,
                seer.sign(&checkpoint.note, 1_795_000_100)
            );
            spoil(&mut token, &mut note);
        }
    }
    out.checkpoint(&key.checkpoint(&log, source.now()).unwrap())
        .unwrap();
    let attestors = Attestors {
        roots: AUTHORITY.roots(),
        witnesses: vec![Witness::parse(&seer.vkey()).unwrap()],
    };
    let trust = CopyTrust {
        log_key: Some(key.verifier()),
        attestors,
        ..CopyTrust::default()
    };
    (out.finish().unwrap(), trust)
}

/// The cosigned note in a copy.
fn cosigned(copy: &[u8]) -> String {
    let text = String::from_utf8_lossy(copy);
    let line = text.find("\u{2014} seer.example").unwrap();
    let end = line + text[line..].find('\n').unwrap() + 1;
    let begin = text[..line]
        .rfind("rettesnor/01JD0000000000000000000001\n1\n")
        .unwrap();
    text[begin..end].to_owned()
}

#[test]
fn stamps_and_cosignatures_in_the_journal_are_checked_and_told() {
    let (copy, trust) = attested(|_, _| {});
    let report = verify(copy.as_slice(), &trust).unwrap();
    assert!(report.holds(), "{:?}", report.problems);
    let (size, stamp) = &report.attested.stamps[0];
    assert!(
        *size == 1 && stamp.trusted && stamp.authority.contains("tsa"),
        "{stamp:?}"
    );
    assert_eq!(
        report.attested.witnesses["seer.example/w1"],
        (1, 1, 1_795_000_100)
    );
    // The published note, with the witness's line below it, is as good to keep as the bare one.
    let text = cosigned(&copy);
    let kept = CopyTrust {
        kept: vec![text],
        ..trust.clone()
    };
    assert_eq!(verify(copy.as_slice(), &kept).unwrap().kept, 1);
    // Without roots and witnesses it still holds, and says that nobody vouches.
    let alone = CopyTrust {
        attestors: Attestors::default(),
        ..trust
    };
    let report = verify(copy.as_slice(), &alone).unwrap();
    assert!(report.holds() && !report.attested.stamps[0].1.trusted);
    assert_eq!(report.attested.unknown, 1);
}

#[test]
fn what_others_did_not_say_is_named() {
    let key = |spoil: fn(&mut Vec<u8>, &mut String)| {
        let (copy, trust) = attested(spoil);
        let report = verify(copy.as_slice(), &trust).unwrap();
        report.problems.iter().map(|p| p.key).collect::<Vec<_>>()
    };
    let other = |token: &mut Vec<u8>, _: &mut String| {
        *token = AUTHORITY.answer(&request(&[3; 32], &[9; 16]), "tsa", "middle.pem");
    };
    assert_eq!(key(other), ["stamp-of-other-bytes"]);
    assert_eq!(key(|token, _| token.truncate(100)), ["stamp-unreadable"]);
    assert_eq!(
        key(|_, note| *note = note.replace("at 2026", "at 2025")),
        ["bad-checkpoint-signature"]
    );
    let (other, _) = log();
    assert_eq!(other.verifier().name(), "rettesnor/01JD0000000000000000000001");
}
