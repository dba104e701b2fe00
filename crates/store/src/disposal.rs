//! Disposals, requests to erase, and destroying what a record said everywhere in the database.

use crate::Result;
use async_trait::async_trait;
use model::archive::{Part, Record, RecordKind};
use model::item::Item;
use model::retention::{Disposal, DisposalItem, DisposalItemState, Erasure};
use model::{ChannelId, DisposalId, ErasureId, ItemId, MunicipalityId, PostId, RecordId};

/// Some of a disposal's list, counted: what the protocol says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisposalCount {
    /// Kind of record.
    pub kind: RecordKind,
    /// Rule or clause.
    pub rule: String,
    /// Legal reference.
    pub law: String,
    /// Decision, as JSON of [`model::retention::Ruling`] says it.
    pub ruling: model::retention::Ruling,
    /// State.
    pub state: DisposalItemState,
    /// Why left out; empty otherwise.
    pub why: String,
    /// How many.
    pub n: i64,
    /// When the first of them was opened.
    pub first: model::Millis,
    /// When the last of them was opened.
    pub last: model::Millis,
}

/// How clean the database's files are after [`crate::Store::clean`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleaned {
    /// Nothing of what was deleted is in any file of the database.
    Clean,
    /// Tables and indexes are clean; the server's write-ahead log still holds the old statements, because this program
    /// may not make it start anew or something holds old segments back.
    LogWaits,
    /// Somebody reads what was deleted: try again.
    Busy,
}

/// Reads disposals.
#[async_trait]
pub trait DisposalRead {
    /// Records of a kind that were not erased, with ids above `after`, by id.
    async fn kept_records(
        &self,
        municipality: &MunicipalityId,
        kind: RecordKind,
        after: &str,
        limit: usize,
    ) -> Result<Vec<Record>>;
    /// All disposals, newest first.
    async fn disposals(&self, municipality: &MunicipalityId) -> Result<Vec<Disposal>>;
    /// One disposal.
    async fn disposal(&self, municipality: &MunicipalityId, id: &DisposalId) -> Result<Disposal>;
    /// A disposal's list from after `after` (record and entry) on, at most `limit`; `states` empty is any.
    async fn disposal_items(
        &self,
        municipality: &MunicipalityId,
        disposal: &DisposalId,
        states: &[DisposalItemState],
        after: (&str, &str),
        limit: usize,
    ) -> Result<Vec<DisposalItem>>;
    /// A disposal's list, counted.
    async fn disposal_counts(
        &self,
        municipality: &MunicipalityId,
        disposal: &DisposalId,
    ) -> Result<Vec<DisposalCount>>;
    /// All requests to erase, newest first.
    async fn erasures(&self, municipality: &MunicipalityId) -> Result<Vec<Erasure>>;
    /// One request.
    async fn erasure(&self, municipality: &MunicipalityId, id: &ErasureId) -> Result<Erasure>;
    /// Items by an author's handle (without regard to case and a leading `@`) or id on the network.
    async fn items_by_author(&self, municipality: &MunicipalityId, who: &str) -> Result<Vec<Item>>;
    /// Items in the thread of a post.
    async fn thread_items(&self, municipality: &MunicipalityId, post: &PostId) -> Result<Vec<ItemId>>;
    /// Files that were promised to be removed.
    async fn blob_removals(&self, municipality: &MunicipalityId, limit: usize) -> Result<Vec<String>>;
    /// Whether a picture, a part or a frozen revision of any municipality uses a file.
    async fn blob_is_used(&self, blob: &str) -> Result<bool>;
    /// Which of these marks were set by [`ForgetWrite::forget_remote`].
    async fn forgotten(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        marks: &[String],
    ) -> Result<Vec<String>>;
}

/// Writes disposals.
#[async_trait]
pub trait DisposalWrite {
    /// Adds a disposal.
    async fn insert_disposal(&self, disposal: &Disposal) -> Result<()>;
    /// Changes a disposal.
    async fn update_disposal(&self, disposal: &mut Disposal) -> Result<()>;
    /// Adds to a disposal's list.
    async fn insert_disposal_items(&self, items: &[DisposalItem]) -> Result<()>;
    /// Changes state and reason of a place on the list.
    async fn update_disposal_item(&self, item: &DisposalItem) -> Result<()>;
    /// Adds a request to erase.
    async fn insert_erasure(&self, erasure: &Erasure) -> Result<()>;
    /// Changes a request to erase.
    async fn update_erasure(&self, erasure: &mut Erasure) -> Result<()>;
}

/// Destroys what a record said, beside its sealed parts ([`crate::ArchiveWrite::erase_record`]).
#[async_trait]
pub trait ForgetWrite {
    /// Removes every row that says something of a post and its thread, of an item, or of a case; names of files in the
    /// blob store that nothing else uses now.
    async fn forget_subject(
        &self,
        municipality: &MunicipalityId,
        kind: RecordKind,
        subject: &str,
    ) -> Result<Vec<String>>;
    /// Removes every row that says something of one item.
    async fn forget_item(&self, municipality: &MunicipalityId, item: &ItemId) -> Result<()>;
    /// Sets a mark of something that is not to be read in from a network again.
    async fn forget_remote(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        mark: &str,
    ) -> Result<()>;
    /// Changes how a part is sealed, and where; what it commits to stays.
    async fn reseal_part(&self, part: &Part) -> Result<()>;
    /// Gives a record another wrapped key. [`crate::StoreError::Conflict`] when it no longer has the one in `old`.
    async fn rekey_record(&self, record: &RecordId, old: &[u8], new: &[u8]) -> Result<()>;
    /// Records of the whole installation whose key is not wrapped by the key named `by` (8 bytes), with ids above
    /// `after`, by id.
    async fn wrapped_otherwise(&self, by: &[u8], after: &str, limit: usize) -> Result<Vec<Record>>;
    /// Promises to remove files of the blob store.
    async fn queue_blob_removals(&self, municipality: &MunicipalityId, blobs: &[String]) -> Result<()>;
    /// A promised file is removed.
    async fn blob_removed(&self, municipality: &MunicipalityId, blob: &str) -> Result<()>;
}
