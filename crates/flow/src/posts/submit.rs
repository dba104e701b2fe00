//! Freezes a revision and asks for approval.
use super::Draft;
use crate::{Actor, Error, Flow, Result};
use model::{PostId, RevisionId};

/// Saves, checks, freezes. In one transaction: revision, decision, approval steps, journal. Always at least one
/// approval by somebody else (the product's own rule, four eyes).
///
/// # Errors
/// `Stopped` with the points that block or ask; `Refused("text-over-limit")` with `channel`, `used`, `limit`;
/// `Invalid` (`required` for text or channels); `Refused("not-a-draft")`; `Conflict`; `Refused("nobody-can-approve")`.
/// The draft stays as it was.
pub async fn submit(flow: &Flow, actor: &Actor, post: &PostId, draft: Draft) -> Result<RevisionId> {
    let _ = (flow, actor, post, draft);
    Err(Error::Internal("submit".into()))
}
