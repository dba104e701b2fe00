//! Takes a post back.
use crate::{Actor, Error, Flow, Result};
use model::PostId;

/// Makes a draft again of a submitted, approved or returned post: open steps are cancelled, a new submission makes a new revision.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("already-sending")` when a publication is under way or out.
pub async fn reopen(flow: &Flow, actor: &Actor, post: &PostId) -> Result<()> {
    let _ = (flow, actor, post);
    Err(Error::Internal("reopen".into()))
}

/// Withdraws a post that is not sent: nothing more happens with it; it stays in the archive.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("already-sending")`.
pub async fn withdraw(flow: &Flow, actor: &Actor, post: &PostId) -> Result<()> {
    let _ = (flow, actor, post);
    Err(Error::Internal("withdraw".into()))
}
