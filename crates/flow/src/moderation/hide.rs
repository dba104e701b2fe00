//! Hides a comment.
use crate::rules::Ground;
use crate::{Actor, Error, Flow, Result};
use model::{ItemId, ModerationId};

/// The grounds that the municipality's guideline gives.
///
/// # Errors
/// `NotAllowed`.
pub fn grounds(flow: &Flow, actor: &Actor) -> Result<Vec<Ground>> {
    let _ = (flow, actor);
    Err(Error::Internal("grounds".into()))
}

/// Decides to hide. In one transaction, before the network is asked: evidence (content, author, context, time, raw
/// network JSON of every version), the decision with ground and reason, the job.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Invalid` (`required`, `reason-short` under 20 characters, `ground-unknown`), `Step`,
/// `Refused("network-cannot-hide")` with `network` where the network has no way; `Stopped`.
pub async fn hide(flow: &Flow, actor: &Actor, item: &ItemId, ground: &str, reason: &str) -> Result<ModerationId> {
    let _ = (flow, actor, item, ground, reason);
    Err(Error::Internal("hide".into()))
}
