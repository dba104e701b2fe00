//! Snapshots of channels' pages.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::snapshot::Snapshot;
use model::{ChannelId, EntryId, MunicipalityId, SnapshotId};

/// Reads snapshots.
#[async_trait]
pub trait SnapshotRead {
    /// One.
    async fn snapshot(&self, municipality: &MunicipalityId, id: &SnapshotId) -> Result<Snapshot>;
    /// The one that is kept in an entry.
    async fn snapshot_of(&self, municipality: &MunicipalityId, entry: &EntryId) -> Result<Option<Snapshot>>;
    /// A page of a channel's, last asked first.
    async fn snapshots(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Snapshot>>;
}

/// Writes snapshots.
#[async_trait]
pub trait SnapshotWrite {
    /// Adds one.
    async fn insert_snapshot(&self, snapshot: &Snapshot) -> Result<()>;
    /// Changes state, origin, problem and outcome, and by what it was erased.
    async fn update_snapshot(&self, snapshot: &mut Snapshot) -> Result<()>;
}
