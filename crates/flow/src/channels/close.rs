//! Closes a channel.
use crate::{Actor, Error, Flow, Result};
use model::ChannelId;

/// Closes: off the public list as active, its history stays; what waits for sending on it is cancelled.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Invalid` (`required` for the reason).
pub async fn close(flow: &Flow, actor: &Actor, channel: &ChannelId, reason: &str) -> Result<()> {
    let _ = (flow, actor, channel, reason);
    Err(Error::Internal("close".into()))
}
