//! Commitments: what an entry promises about its payload without telling it.

use crate::{Hash, keys::hmac};
use model::{
    Id as _,
    archive::{Part, Record},
};
use sha2::{Digest as _, Sha256};

/// Commitment to one part: `HMAC-SHA256(salt, "rettesnor/part/v1" ‖ len(name) ‖ name ‖ content)`, lengths as
/// eight big-endian bytes. Without the salt nobody can confirm a guess of the content.
#[must_use]
pub fn part(salt: &[u8; 32], name: &str, content: &[u8]) -> Hash {
    let length = u64::try_from(name.len()).unwrap_or(u64::MAX).to_be_bytes();
    hmac(salt, &[b"rettesnor/part/v1", &length, name.as_bytes(), content])
}

/// Digest of what a record is about: id, kind, subject, opening time. Every entry commits to it.
#[must_use]
pub fn record(record: &Record) -> Hash {
    let (municipality, id) = (record.municipality.as_str(), record.id.as_str());
    record_of(
        municipality,
        id,
        record.kind.as_str(),
        &record.subject,
        record.opened_at.0,
    )
}

/// [`record`] of a record whose fields stand in a text.
pub(crate) fn record_of(municipality: &str, id: &str, kind: &str, subject: &str, opened_at: i64) -> Hash {
    let mut sha = Sha256::new();
    sha.update(b"rettesnor/record/v1");
    for text in [municipality, id, kind, subject] {
        field(&mut sha, text.as_bytes());
    }
    sha.update(opened_at.to_be_bytes());
    sha.finalize().into()
}

/// Commitment of an entry: SHA-256 over a domain tag, the digest of its record ([`record`]) and its parts in
/// order (id, name, content type, commitment). It holds for all columns of these rows also after the payload
/// was erased.
#[must_use]
pub fn entry<'a>(record: &Hash, parts: impl ExactSizeIterator<Item = &'a Part>) -> Hash {
    let fields = |part: &'a Part| {
        let (name, content_type) = (part.name.as_str(), part.content_type.as_str());
        (part.id.as_str(), name, content_type, part.commitment.as_slice())
    };
    entry_of(record, parts.map(fields))
}

/// [`entry`] of parts of which id, name, content type and commitment stand in a text.
pub(crate) fn entry_of<'a>(
    record: &Hash,
    parts: impl ExactSizeIterator<Item = (&'a str, &'a str, &'a str, &'a [u8])>,
) -> Hash {
    let mut sha = Sha256::new();
    sha.update(b"rettesnor/entry/v1");
    sha.update(record);
    sha.update(u64::try_from(parts.len()).unwrap_or(u64::MAX).to_be_bytes());
    for (id, name, content_type, commitment) in parts {
        field(&mut sha, id.as_bytes());
        field(&mut sha, name.as_bytes());
        field(&mut sha, content_type.as_bytes());
        field(&mut sha, commitment);
    }
    sha.finalize().into()
}

fn field(sha: &mut Sha256, bytes: &[u8]) {
    sha.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
    sha.update(bytes);
}
