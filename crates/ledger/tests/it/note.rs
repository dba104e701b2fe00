//! Signed checkpoints.

use crate::sealing::{master, municipality, source};
use ledger::{
    merkle,
    note::{LogKey, Verifier, origin},
};
use model::{Millis, archive::LogState};

#[test]
fn a_checkpoint_is_a_signed_note_that_its_public_key_verifies() {
    let key = LogKey::generate(&source(), &municipality());
    let log = merkle::append(&LogState::default(), merkle::leaf_hash(b"a")).unwrap();
    let checkpoint = key.checkpoint(&log, Millis(1_700_000_000_123)).unwrap();
    let lines: Vec<_> = checkpoint.note.split('\n').collect();
    assert_eq!(lines[0], origin(&municipality()));
    assert_eq!(lines[1], "1");
    assert_eq!(lines[3], "at 2023-11-14T22:13:20.123Z");
    assert_eq!(lines[4], "");
    assert!(lines[5].starts_with(&format!("\u{2014} {} ", lines[0])));

    let verifier = Verifier::parse(&key.verifier().vkey()).unwrap();
    let statement = verifier.check(&checkpoint).unwrap();
    assert_eq!(statement.size, 1);
    assert_eq!(statement.root.as_slice(), checkpoint.root);
}

#[test]
fn the_published_example_key_and_note_of_the_specification_are_understood() {
    // The example key of golang.org/x/mod/sumdb/note, of which c2sp.org/signed-note is the description.
    let vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let verifier = Verifier::parse(vkey).unwrap();
    assert_eq!(verifier.vkey(), vkey);
    let note = "If you think cryptography is the answer to your problem,\n\
                then you don't know what your problem is.\n\n\
                \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    // The signature verifies; the text is no checkpoint.
    assert_eq!(verifier.open(note).unwrap_err().key(), "bad-checkpoint");
    let forged = note.replace("answer", "anSwer");
    assert_eq!(
        verifier.open(&forged).unwrap_err().key(),
        "bad-checkpoint-signature"
    );
}

#[test]
fn one_changed_byte_of_a_note_or_its_columns_is_refused() {
    let key = LogKey::generate(&source(), &municipality());
    let good = key.checkpoint(&LogState::default(), Millis(5)).unwrap();
    let verifier = key.verifier();
    for at in 0..good.note.len() {
        for bit in 0..8 {
            let mut bytes = good.note.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            if let Ok(note) = String::from_utf8(bytes) {
                assert!(verifier.open(&note).is_err(), "byte {at} bit {bit}");
            }
        }
    }
    let mut bad = good.clone();
    bad.size = 1;
    assert!(verifier.check(&bad).is_err());
    let mut bad = good.clone();
    bad.root[0] ^= 1;
    assert!(verifier.check(&bad).is_err());
    let mut bad = good.clone();
    bad.at = Millis(6);
    assert!(verifier.check(&bad).is_err());
    verifier.check(&good).unwrap();
}

#[test]
fn the_signing_key_is_stored_sealed() {
    let key = LogKey::generate(&source(), &municipality());
    let sealed = key.seal(&source(), &master());
    let again = LogKey::open(&master(), &municipality(), &sealed).unwrap();
    assert_eq!(again.verifier(), key.verifier());
    let other = ledger::MasterKey::new([9; 32]);
    assert_eq!(
        LogKey::open(&other, &municipality(), &sealed).unwrap_err().key(),
        "wrong-key"
    );
}
