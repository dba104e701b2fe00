//! Making a journal entry: seal the parts, commit to them, then take a place in the log.

use crate::{Hash, LedgerError, RecordKey, commit, leaf, merkle, part};
use model::{
    EntryId, Id as _, Millis, PartId, Source,
    archive::{Entry, LogState, Part, Record},
};
use std::collections::HashSet;

/// From this many content bytes on a sealed part goes to the blob store.
pub const BLOB_FROM: usize = 64 * 1024;

/// Plain part of an entry that is to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewPart<'a> {
    /// `data`, `raw`, `media/0` …; no two of an entry the same.
    pub name: &'a str,
    /// Content type, e.g. `application/json`.
    pub content_type: &'a str,
    /// The bytes.
    pub content: &'a [u8],
}

/// An entry ready to be stored. Write the blobs first, then entry, parts and the new log state in one transaction.
#[derive(Clone, Debug)]
pub struct SealedEntry {
    /// The entry; its `seq` is −1 until [`SealedEntry::place`].
    pub entry: Entry,
    /// Its parts in order.
    pub parts: Vec<Part>,
    /// Name and bytes for the blob store.
    pub blobs: Vec<(String, Vec<u8>)>,
}

impl SealedEntry {
    /// Gives the entry the next place in the log and returns the log's state after it. Call it inside the
    /// transaction that read `log`; after a lost race, call it again with the new state.
    ///
    /// # Errors
    /// [`LedgerError::BadLogState`].
    pub fn place(&mut self, log: &LogState) -> Result<LogState, LedgerError> {
        let leaf = <Hash>::try_from(self.entry.leaf.as_slice()).map_err(|_| LedgerError::BadLogState)?;
        let next = merkle::append(log, leaf)?;
        self.entry.seq = log.size;
        Ok(next)
    }
}

/// Seals an entry of `record`. `key` comes from [`crate::MasterKey::unwrap`] or, for a new record, from
/// [`RecordKey::generate`]; without parts (a disposal) no key is needed.
///
/// # Errors
/// [`LedgerError::BadKind`], [`LedgerError::BadPartName`]; [`LedgerError::Erased`] when there are parts and no key of this record.
pub fn seal_entry(
    source: &Source,
    record: &Record,
    key: Option<&RecordKey>,
    kind: &str,
    at: Millis,
    parts: &[NewPart<'_>],
) -> Result<SealedEntry, LedgerError> {
    leaf::check_kind(kind)?;
    let mut names = HashSet::new();
    let id: EntryId = source.id();
    let mut sealed = Vec::with_capacity(parts.len());
    let mut blobs = Vec::new();
    for (position, new) in (0_i64..).zip(parts) {
        let plain = !new.name.contains(|c: char| c.is_whitespace() || c.is_control());
        if new.name.is_empty() || new.name.len() > 100 || !plain || !names.insert(new.name) {
            return Err(LedgerError::BadPartName(new.name.chars().take(40).collect()));
        }
        let key = key
            .filter(|k| *k.record() == record.id)
            .ok_or(LedgerError::Erased)?;
        let part_id: PartId = source.id();
        let mut part = Part {
            id: part_id,
            municipality: record.municipality.clone(),
            entry: id.clone(),
            position,
            name: new.name.to_owned(),
            content_type: new.content_type.to_owned(),
            commitment: Vec::new(),
            sealed: Vec::new(),
            blob: String::new(),
        };
        let bytes = part::seal(source, key, &mut part, new.content);
        if new.content.len() < BLOB_FROM {
            part.sealed = bytes;
        } else {
            part.blob = blob_name(&part.id);
            blobs.push((part.blob.clone(), bytes));
        }
        sealed.push(part);
    }
    let mut entry = Entry {
        id,
        municipality: record.municipality.clone(),
        seq: -1,
        record: record.id.clone(),
        kind: kind.to_owned(),
        at,
        commitment: commit::entry(&commit::record(record), sealed.iter()).to_vec(),
        leaf: Vec::new(),
    };
    entry.leaf = leaf::hash(&entry).to_vec();
    Ok(SealedEntry {
        entry,
        parts: sealed,
        blobs,
    })
}

/// Name of a sealed part in the blob store.
#[must_use]
pub fn blob_name(part: &PartId) -> String {
    format!("part/{}", part.as_str())
}
