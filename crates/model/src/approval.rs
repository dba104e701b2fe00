//! Approval: steps in order, each decided by somebody with the step's role, never by the one who asked.

use crate::person::Role;
use crate::{ApprovalId, Millis, MunicipalityId, PersonId};
use serde::{Deserialize, Serialize};

crate::words! {
    /// What is approved.
    ApprovalSubject {
        /// A channel's application.
        Channel = "channel",
        /// A post's revision.
        Post = "post",
        /// A waiver: being excused from a clause.
        Waiver = "waiver",
    }
}

crate::states! {
    /// Life of one step.
    ApprovalState {
        /// Waits for the steps before it.
        Waiting = "waiting" => [Open, Cancelled],
        /// May be decided now.
        Open = "open" => [Approved, Returned, Cancelled],
        /// Approved.
        Approved = "approved" => [],
        /// Sent back with a note.
        Returned = "returned" => [],
        /// No longer asked for (a new revision, a returned sibling).
        Cancelled = "cancelled" => [],
    }
}

/// One step of an approval, bound to the digest of exactly what is approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Id.
    pub id: ApprovalId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Kind of subject.
    pub subject: ApprovalSubject,
    /// Id of the channel, the post or the waiver.
    pub subject_id: String,
    /// One line that tells approvers what it is.
    pub title: String,
    /// Hex SHA-256 of the frozen content (revision digest, application digest).
    pub digest: String,
    /// Order, from 1.
    pub step: i64,
    /// Role that decides; any person with it.
    pub role: Role,
    /// Clause that asks for the step; empty for the product's own rule (another pair of eyes).
    pub clause: String,
    /// State.
    pub state: ApprovalState,
    /// Who asked; may not decide.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Millis,
    /// Who decided.
    pub decided_by: Option<PersonId>,
    /// When.
    pub decided_at: Option<Millis>,
    /// Note of the one who decided.
    pub note: String,
    /// Optimistic version.
    pub version: i64,
}
