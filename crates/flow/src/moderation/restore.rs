//! Shows a hidden comment again.
use crate::{Actor, Error, Flow, Result};
use model::{ItemId, ModerationId};

/// Decides to restore, with a reason.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Invalid` (`required`).
pub async fn restore(flow: &Flow, actor: &Actor, item: &ItemId, reason: &str) -> Result<ModerationId> {
    let _ = (flow, actor, item, reason);
    Err(Error::Internal("restore".into()))
}
