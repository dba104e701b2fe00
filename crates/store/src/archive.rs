//! Records, the journal's entries and their sealed parts.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::archive::{Entry, Part, Record, RecordKind};
use model::{EntryId, MunicipalityId, RecordId};

/// Which records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// Of this kind.
    pub kind: Option<RecordKind>,
}

/// Reads the archive.
#[async_trait]
pub trait ArchiveRead {
    /// One record.
    async fn record(&self, municipality: &MunicipalityId, id: &RecordId) -> Result<Record>;
    /// The record about a subject.
    async fn record_of(
        &self,
        municipality: &MunicipalityId,
        kind: RecordKind,
        subject: &str,
    ) -> Result<Option<Record>>;
    /// A page, last opened first.
    async fn records(
        &self,
        municipality: &MunicipalityId,
        filter: &RecordFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Record>>;
    /// One entry.
    async fn entry(&self, municipality: &MunicipalityId, id: &EntryId) -> Result<Entry>;
    /// A record's entries in the order of the log.
    async fn entries_of(&self, municipality: &MunicipalityId, record: &RecordId) -> Result<Vec<Entry>>;
    /// Entries from position `seq` on, at most `limit`: what verifying reads in chunks.
    async fn entries_from(&self, municipality: &MunicipalityId, seq: i64, limit: usize)
    -> Result<Vec<Entry>>;
    /// An entry's parts in order.
    async fn parts_of(&self, municipality: &MunicipalityId, entry: &EntryId) -> Result<Vec<Part>>;
    /// A record's parts, by entry in the order of the log, then in order.
    async fn parts_of_record(&self, municipality: &MunicipalityId, record: &RecordId) -> Result<Vec<Part>>;
    /// Parts of the entries from position `seq` up to, not including, `end`, by entry, then in order.
    async fn parts_between(&self, municipality: &MunicipalityId, seq: i64, end: i64) -> Result<Vec<Part>>;
}

/// Writes the archive. Nothing in it changes afterwards but by [`ArchiveWrite::erase_record`].
#[async_trait]
pub trait ArchiveWrite {
    /// Opens a record. [`crate::StoreError::Duplicate`] when the subject has one.
    async fn insert_record(&self, record: &Record) -> Result<()>;
    /// Appends entries and their parts, many at a time.
    async fn append_entries(&self, entries: &[Entry], parts: &[Part]) -> Result<()>;
    /// Destroys a record's key and the content of its parts; names of blobs to remove afterwards. Entries, commitments and
    /// leaves stay, so that all proofs still hold.
    async fn erase_record(&self, municipality: &MunicipalityId, id: &RecordId) -> Result<Vec<String>>;
}
