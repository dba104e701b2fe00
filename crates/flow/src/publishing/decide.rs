//! What a person decides about a publication that did not go out.
use crate::{Actor, Error, Flow, Result};
use model::PublicationId;

/// Sends a held or expired publication after all; rules are asked again when it is sent.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("crisis-hold")` while the crisis is open.
pub async fn send_held(flow: &Flow, actor: &Actor, publication: &PublicationId) -> Result<()> {
    let _ = (flow, actor, publication);
    Err(Error::Internal("send_held".into()))
}

/// Tries a failed publication again with the same key, so that it can never come twice.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`.
pub async fn retry(flow: &Flow, actor: &Actor, publication: &PublicationId) -> Result<()> {
    let _ = (flow, actor, publication);
    Err(Error::Internal("retry".into()))
}

/// Gives up a publication that is not sent.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`.
pub async fn cancel(flow: &Flow, actor: &Actor, publication: &PublicationId) -> Result<()> {
    let _ = (flow, actor, publication);
    Err(Error::Internal("cancel".into()))
}
