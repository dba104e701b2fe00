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
    let mut sha = Sha256::new();
    sha.update(b"rettesnor/record/v1");
    field(&mut sha, record.municipality.as_str().as_bytes());
    field(&mut sha, record.id.as_str().as_bytes());
    field(&mut sha, record.kind.as_str().as_bytes());
    field(&mut sha, record.subject.as_bytes());
    sha.update(record.opened_at.0.to_be_bytes());
    sha.finalize().into()
}

/// Commitment of an entry: SHA-256 over a domain tag, the digest of its record ([`record`]) and its parts in
/// order (id, name, content type, commitment). It holds for all columns of these rows also after the payload
/// was erased.
#[must_use]
pub fn entry<'a>(record: &Hash, parts: impl ExactSizeIterator<Item = &'a Part>) -> Hash {
    let mut sha = Sha256::new();
    sha.update(b"rettesnor/entry/v1");
    sha.update(record);
    sha.update(u64::try_from(parts.len()).unwrap_or(u64::MAX).to_be_bytes());
    for part in parts {
        field(&mut sha, part.id.as_str().as_bytes());
        field(&mut sha, part.name.as_bytes());
        field(&mut sha, part.content_type.as_bytes());
        field(&mut sha, &part.commitment);
    }
    sha.finalize().into()
}

fn field(sha: &mut Sha256, bytes: &[u8]) {
    sha.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
    sha.update(bytes);
}
