//! Approves a step or sends it back.
use crate::{Actor, Error, Flow, Result};
use model::ApprovalId;

/// The decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Approve,
    /// Back to the one who asked, with a note of at least ten characters.
    Return,
}

/// Decides one step. `digest` is what the approver has seen on the page; when the subject has changed since, nothing
/// is decided. The last step moves the subject on (post → approved, channel → approved).
///
/// # Errors
/// `NotFound`; `NotAllowed` (not the step's role); `Refused` with `approver-is-author`, `revision-outdated`,
/// `approval-closed`, `note-required`.
pub async fn decide(flow: &Flow, actor: &Actor, approval: &ApprovalId, digest: &str, verdict: Verdict, note: &str) -> Result<()> {
    let _ = (flow, actor, approval, digest, verdict, note);
    Err(Error::Internal("decide".into()))
}
