//! Taking, giving back and closing items.
use crate::{Actor, Error, Flow, Result};
use model::ItemId;

/// Takes an item, so that two people do not answer it.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("claimed-by-other")` with `name`.
pub async fn claim(flow: &Flow, actor: &Actor, item: &ItemId) -> Result<()> {
    let _ = (flow, actor, item);
    Err(Error::Internal("claim".into()))
}

/// Gives an item back.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn release(flow: &Flow, actor: &Actor, item: &ItemId) -> Result<()> {
    let _ = (flow, actor, item);
    Err(Error::Internal("release".into()))
}

/// Closes an item without an answer, with the reason.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Invalid` (`required` for the reason).
pub async fn close(flow: &Flow, actor: &Actor, item: &ItemId, reason: &str) -> Result<()> {
    let _ = (flow, actor, item, reason);
    Err(Error::Internal("close".into()))
}
