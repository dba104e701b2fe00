//! The leaf of an entry: six lines of text that hold no personal data.

use crate::{Hash, LedgerError, attest, merkle};
use model::{EntryId, Id as _, archive::Entry};

/// Longest entry kind.
const KIND_MAX: usize = 120;

/// Beginning of the kind of an entry that names a disposal.
const DISPOSED: &str = "record.disposed/";

/// Beginning of the kind of an entry that names the erasure of another entry.
const ERASED: &str = "entry.erased/";

/// Kind of the entry that holds a decision to dispose of records; disposals name it ([`disposal_kind`]).
pub const DISPOSAL_DECIDED: &str = "disposal.decided";

/// Whether verification looks into the content of entries of this kind.
pub(crate) fn is_looked_into(kind: &str) -> bool {
    let says_gone = kind.starts_with(DISPOSED) || kind.starts_with(ERASED);
    kind == DISPOSAL_DECIDED || says_gone || is_attestation(kind)
}

/// Whether an entry of this kind holds what others say of a checkpoint.
pub(crate) fn is_attestation(kind: &str) -> bool {
    kind == attest::STAMPED || kind == attest::WITNESSED
}

/// The leaf's bytes: version, entry id, record id, kind, milliseconds, commitment in hex; each on a line.
/// No field can hold a line break ([`check_kind`]), so the text is canonical. The position is not in it: the
/// tree itself fixes that.
#[must_use]
pub fn bytes(entry: &Entry) -> Vec<u8> {
    let (id, record) = (entry.id.as_str(), entry.record.as_str());
    bytes_of(
        id,
        record,
        &entry.kind,
        entry.at.0,
        &hex::encode(&entry.commitment),
    )
}

/// [`bytes`] of an entry whose fields stand in a text, the commitment in hex.
pub(crate) fn bytes_of(id: &str, record: &str, kind: &str, at: i64, commitment: &str) -> Vec<u8> {
    format!("rettesnor/leaf/v1\n{id}\n{record}\n{kind}\n{at}\n{commitment}\n").into_bytes()
}

/// RFC 6962 leaf hash of the entry's leaf.
#[must_use]
pub fn hash(entry: &Entry) -> Hash {
    merkle::leaf_hash(&bytes(entry))
}

/// Refuses kinds that could make a leaf ambiguous.
///
/// # Errors
/// [`LedgerError::BadKind`].
pub fn check_kind(kind: &str) -> Result<(), LedgerError> {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
    if kind.is_empty() || kind.len() > KIND_MAX || !kind.chars().all(fine) {
        return Err(LedgerError::BadKind(kind.chars().take(40).collect()));
    }
    Ok(())
}

/// Kind of the entry that says: this record was disposed of, by the decision in that
/// (earlier) entry of kind [`DISPOSAL_DECIDED`].
/// It is an entry of the disposed record itself and has no parts.
#[must_use]
pub fn disposal_kind(decision: &EntryId) -> String {
    format!("{DISPOSED}{decision}")
}

/// Kind of the entry that says: what this entry of the same record said was erased, by the decision in that entry. It has
/// no parts; the rest of the record stays.
#[must_use]
pub fn erasure_kind(erased: &EntryId, decision: &EntryId) -> String {
    format!("{ERASED}{erased}/{decision}")
}

/// The erased entry and the one with the decision, when `kind` is that of an erasure.
#[must_use]
pub fn erasure(kind: &str) -> Option<(EntryId, EntryId)> {
    let (erased, decision) = kind.strip_prefix(ERASED)?.split_once('/')?;
    Some((EntryId::parse(erased).ok()?, EntryId::parse(decision).ok()?))
}

/// The entry with the decision, when `kind` is that of a disposal.
#[must_use]
pub fn disposal_decision(kind: &str) -> Option<EntryId> {
    kind.strip_prefix(DISPOSED).and_then(|id| EntryId::parse(id).ok())
}
