//! A record with a post, a comment, a picture, moderation, and something erased.

use ledger::{NewPart, RecordKey, open_salted, seal_entry};
use model::{
    Id as _, Millis, MunicipalityId,
    archive::{Record, RecordKind},
    clock::Fixed,
};
use records::{OpenEntry, OpenPart};

/// Bytes that no text and no line reader survives.
pub fn picture() -> Vec<u8> {
    (0..70_000_u32)
        .flat_map(|i| (i.wrapping_mul(2_654_435_761)).to_be_bytes())
        .collect()
}

pub fn record() -> (Record, Vec<OpenEntry>) {
    let clock = Fixed::new(Millis(1_760_000_000_000), 1);
    let source = clock.source();
    let record = Record {
        id: source.id(),
        municipality: MunicipalityId::parse("01JD0000000000000000000001").unwrap(),
        kind: RecordKind::Post,
        subject: source.id::<model::PostId>().to_string(),
        opened_at: source.now(),
        key_wrapped: None,
    };
    let key = RecordKey::generate(&source, &record.id);
    let picture = picture();
    let raw = b"{\"uri\":\"at://x\",\r\n \"text\":\"Hei, \xc3\xa6\xc3\xb8\xc3\xa5!\"}\r\n\r\nWARC/1.1\r\n";
    let events: [(&str, &[(&str, &str, &[u8])]); 5] = [
        (
            "post.submitted",
            &[
                (
                    "data",
                    "application/json",
                    br#"{"text":"Vegen er open","n":1.10}"#,
                ),
                ("media/0", "image/png", &picture),
            ],
        ),
        (
            "decision.made",
            &[("data", "application/json", br#"{"outcome":"pass"}"#)],
        ),
        (
            "item.received",
            &[
                ("data", "application/json", b"{}"),
                ("raw", "application/json", raw),
            ],
        ),
        (
            "moderation.evidence",
            &[
                ("data", "application/json", br#"{"ground":"hets"}"#),
                ("note", "text/plain", b""),
                ("odd-name/æ", "application/octet-stream", b"\xff\xfe"),
            ],
        ),
        ("item.erased", &[("data", "application/json", b"gone")]),
    ];
    let mut log = model::archive::LogState::default();
    let mut open = Vec::new();
    for (kind, parts) in events {
        clock.advance(60_000);
        let new: Vec<_> = parts
            .iter()
            .map(|(name, content_type, content)| NewPart {
                name,
                content_type,
                content,
            })
            .collect();
        let mut sealed = seal_entry(&source, &record, Some(&key), kind, source.now(), &new).unwrap();
        log = sealed.place(&log).unwrap();
        let blobs: std::collections::HashMap<_, _> = sealed.blobs.into_iter().collect();
        let parts = sealed
            .parts
            .into_iter()
            .zip(parts)
            .map(|(part, (name, _, content))| OpenPart {
                salt: (kind != "item.erased").then(|| {
                    let bytes = blobs.get(&part.blob).unwrap_or(&part.sealed);
                    open_salted(&key, &part, bytes).unwrap().0
                }),
                part,
                content: (kind != "item.erased").then(|| content.to_vec()),
                source: (*name == "raw")
                    .then(|| "https://bsky.example/xrpc/app.bsky.feed.getPostThread?uri=1".to_owned()),
            })
            .collect();
        open.push(OpenEntry {
            entry: sealed.entry,
            parts,
        });
    }
    (record, open)
}
