//! Decisions on what others wrote: ground, reason, evidence, outcome, way back.

use crate::{EntryId, ItemId, Millis, ModerationId, MunicipalityId, PersonId};
use serde::{Deserialize, Serialize};

crate::words! {
    /// What is asked of the network.
    ModerationAct {
        /// Take out of sight.
        Hide = "hide",
        /// Show again.
        Restore = "restore",
    }
}

crate::states! {
    /// Life of a moderation decision.
    ModerationState {
        /// Decided, and the evidence is committed.
        Decided = "decided" => [Sent, Failed],
        /// The network was asked; its answer is not yet confirmed by reading again.
        Sent = "sent" => [Confirmed, Failed, Sent],
        /// Re-read: it is so.
        Confirmed = "confirmed" => [],
        /// The network could not or would not; says why.
        Failed = "failed" => [Sent],
    }
}

/// A decision to hide or restore an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moderation {
    /// Id.
    pub id: ModerationId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// On which item.
    pub item: ItemId,
    /// Act.
    pub act: ModerationAct,
    /// Clause that is the ground, with its letter where it has one; empty for a restore.
    pub ground: String,
    /// Reason in words.
    pub reason: String,
    /// Journal entry that holds the evidence.
    pub evidence: EntryId,
    /// State.
    pub state: ModerationState,
    /// What the network can do here: "thread-gate", "mute", "report"; set by the connector.
    pub means: String,
    /// Stable key of the last problem; empty when none.
    pub problem: String,
    /// Who decided.
    pub decided_by: PersonId,
    /// When.
    pub decided_at: Millis,
    /// When the network was re-read and agreed.
    pub confirmed_at: Option<Millis>,
    /// Optimistic version.
    pub version: i64,
}
