//! Ends a crisis.
use crate::{Actor, Error, Flow, Result};

/// Ends the open crisis. Nothing held is sent by itself: each needs a person's decision.
///
/// # Errors
/// `NotAllowed`, `Refused("no-crisis")`.
pub async fn end(flow: &Flow, actor: &Actor) -> Result<()> {
    let _ = (flow, actor);
    Err(Error::Internal("end".into()))
}
