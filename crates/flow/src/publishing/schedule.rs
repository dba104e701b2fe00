//! Schedules the approved revision.
use crate::{Actor, Error, Flow, Result};
use model::{Millis, PostId};

/// Makes one publication a channel, due at `at` (`None`: now), and its job in the same transaction.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused` with `not-approved`, `revision-outdated`, `crisis-hold`, `time-passed`,
/// `channel-not-active` (`channel`), `schedule-too-far` (beyond two years).
pub async fn schedule(flow: &Flow, actor: &Actor, post: &PostId, at: Option<Millis>) -> Result<()> {
    let _ = (flow, actor, post, at);
    Err(Error::Internal("schedule".into()))
}
