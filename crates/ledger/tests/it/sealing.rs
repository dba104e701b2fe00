//! Keys, envelopes and sealed parts.

use ledger::{MasterKey, NewPart, RecordKey, open_part, seal_entry};
use model::{
    Id as _, Millis, MunicipalityId, RecordId, Source,
    archive::{LogState, Record, RecordKind},
    clock::Fixed,
};

pub fn source() -> Source {
    Fixed::new(Millis(1_700_000_000_000), 7).source()
}
pub fn master() -> MasterKey {
    MasterKey::new([3; 32])
}
pub fn municipality() -> MunicipalityId {
    MunicipalityId::parse("01JD0000000000000000000001").unwrap()
}
pub fn record(source: &Source) -> (Record, RecordKey) {
    let id: RecordId = source.id();
    let key = RecordKey::generate(source, &id);
    let mut record = Record {
        id,
        municipality: municipality(),
        kind: RecordKind::Post,
        subject: source.id::<model::PostId>().to_string(),
        opened_at: source.now(),
        key_wrapped: None,
    };
    record.key_wrapped = Some(master().wrap(source, &record, &key));
    (record, key)
}

#[test]
fn a_key_is_read_from_hex_or_base64_and_never_shown() {
    let hex = "ab".repeat(32);
    let base64 = "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=";
    let key = MasterKey::parse(&format!(" {hex}\n")).unwrap();
    assert_eq!(key.id(), MasterKey::parse(base64).unwrap().id());
    assert_eq!(format!("{key:?}"), format!("MasterKey({})", key.id()));
    for bad in ["", "ab", &"zz".repeat(32), "q6s="] {
        assert_eq!(MasterKey::parse(bad).unwrap_err().key(), "bad-key");
    }
    MasterKey::parse(&MasterKey::generate(&source())).unwrap();
}

#[test]
fn an_envelope_opens_for_its_key_purpose_and_owner_alone() {
    let source = source();
    let sealed = master().seal(&source, "totp", "anna", b"secret");
    assert_eq!(
        master().open("totp", "anna", &sealed).unwrap().as_slice(),
        b"secret"
    );
    assert_ne!(
        sealed,
        master().seal(&source, "totp", "anna", b"secret"),
        "nonces differ"
    );
    assert_eq!(
        master().open("totp", "berit", &sealed).unwrap_err().key(),
        "sealed-damaged"
    );
    assert_eq!(
        master().open("credential", "anna", &sealed).unwrap_err().key(),
        "sealed-damaged"
    );
    let other = MasterKey::new([4; 32]);
    assert_eq!(
        other.open("totp", "anna", &sealed).unwrap_err().key(),
        "wrong-key"
    );
    for at in 0..sealed.len() {
        let mut bad = sealed.clone();
        bad[at] ^= 1;
        assert!(master().open("totp", "anna", &bad).is_err(), "byte {at}");
    }
    assert!(master().open("totp", "anna", &sealed[..10]).is_err());
}

#[test]
fn a_part_opens_with_its_record_key_and_shows_every_change() {
    let source = source();
    let (record, key) = record(&source);
    let big = vec![b'x'; ledger::entry::BLOB_FROM];
    let parts = [
        NewPart {
            name: "data",
            content_type: "application/json",
            content: b"{\"a\":1}",
        },
        NewPart {
            name: "media/0",
            content_type: "image/png",
            content: &big,
        },
        NewPart {
            name: "empty",
            content_type: "text/plain",
            content: b"",
        },
    ];
    let mut sealed = seal_entry(&source, &record, Some(&key), "post.created", Millis(9), &parts).unwrap();
    let key = master().unwrap(&record).unwrap();
    assert_eq!(
        open_part(&key, &sealed.parts[0], &sealed.parts[0].sealed).unwrap(),
        b"{\"a\":1}"
    );
    assert_eq!(
        open_part(&key, &sealed.parts[1], &sealed.blobs[0].1).unwrap(),
        big
    );
    assert_eq!(
        open_part(&key, &sealed.parts[2], &sealed.parts[2].sealed).unwrap(),
        b""
    );
    assert_eq!(sealed.parts[1].blob, sealed.blobs[0].0);
    assert!(open_part(&key, &sealed.parts[0], &sealed.parts[2].sealed).is_err());

    assert_eq!(sealed.entry.seq, -1);
    let log = sealed.place(&LogState::default()).unwrap();
    assert_eq!((sealed.entry.seq, log.size), (0, 1));
    sealed.place(&log).unwrap();
    assert_eq!(sealed.entry.seq, 1, "a lost race takes the next place");
}

#[test]
fn ambiguous_kinds_and_names_are_refused() {
    let source = source();
    let (record, key) = record(&source);
    let seal = |kind: &str, names: &[&str]| {
        let parts: Vec<_> = names
            .iter()
            .map(|name| NewPart {
                name,
                content_type: "text/plain",
                content: b"",
            })
            .collect();
        seal_entry(&source, &record, Some(&key), kind, Millis(0), &parts).map(|_| ())
    };
    assert_eq!(seal("a\nb", &[]).unwrap_err().key(), "bad-entry-kind");
    assert_eq!(seal("", &[]).unwrap_err().key(), "bad-entry-kind");
    assert_eq!(seal("a", &["x", "x"]).unwrap_err().key(), "bad-part-name");
    assert_eq!(seal("a", &[""]).unwrap_err().key(), "bad-part-name");
    let other = RecordKey::generate(&source, &source.id());
    let part = NewPart {
        name: "data",
        content_type: "text/plain",
        content: b"",
    };
    let refused = seal_entry(&source, &record, Some(&other), "a", Millis(0), &[part]);
    assert_eq!(refused.unwrap_err().key(), "record-erased");
}
