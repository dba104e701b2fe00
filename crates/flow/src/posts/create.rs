//! Begins a draft.
use crate::{Actor, Error, Flow, Result};
use model::PostId;

/// An empty draft of the actor's.
///
/// # Errors
/// `NotAllowed`.
pub async fn create(flow: &Flow, actor: &Actor) -> Result<PostId> {
    let _ = (flow, actor);
    Err(Error::Internal("create".into()))
}
