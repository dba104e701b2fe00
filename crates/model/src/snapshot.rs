//! Pictures of channels' pages as a visitor sees them.

use crate::{ChannelId, DisposalId, EntryId, Millis, MunicipalityId, PersonId, SnapshotId};
use serde::{Deserialize, Serialize};

crate::states! {
    /// Life of a snapshot.
    SnapshotState {
        /// Waits for a worker, or is being made.
        Making = "making" => [Kept, Failed],
        /// In the archive.
        Kept = "kept" => [Erased],
        /// Nothing was made; says why.
        Failed = "failed" => [Making],
        /// Was in the archive, and lawfully erased.
        Erased = "erased" => [],
    }
}

crate::words! {
    /// What a snapshot was made from.
    SnapshotOrigin {
        /// The page that everybody sees.
        Page = "page",
        /// What we hold ourselves, since the network shows visitors nothing.
        Own = "own",
    }
}

/// One snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Id.
    pub id: SnapshotId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Channel.
    pub channel: ChannelId,
    /// Who asked for it; `None` when a duty's day did.
    pub asked_by: Option<PersonId>,
    /// When.
    pub asked_at: Millis,
    /// State.
    pub state: SnapshotState,
    /// What it was made from.
    pub origin: SnapshotOrigin,
    /// Address of the page.
    pub url: String,
    /// Key of what went wrong, or of why it was made from our own data; empty when none.
    pub problem: String,
    /// The journal entry that holds it, once kept.
    pub entry: Option<EntryId>,
    /// Bytes of its files together.
    pub bytes: i64,
    /// When it was kept, or given up.
    pub ended_at: Option<Millis>,
    /// When it was erased.
    pub erased_at: Option<Millis>,
    /// The disposal by which it was erased.
    pub disposal: Option<DisposalId>,
    /// Optimistic version.
    pub version: i64,
}
