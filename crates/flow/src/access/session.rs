//! Whose browser it is.
use crate::{Actor, Flow, Result};
use model::person::Session;

/// What a cookie's token leads to.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The session; `complete` tells whether the second factor was given.
    pub session: Session,
    /// The person, her municipality; `locale` is her choice or the municipality's default.
    pub actor: Actor,
    /// Whether she has a second factor already.
    pub enrolled: bool,
}

/// Finds the session of a token. `None` when unknown, expired (30 minutes idle when incomplete, 12 hours at most, 2
/// hours idle) or the account is disabled. Notes the visit at most once a minute.
///
/// # Errors
/// The database.
pub async fn resume(flow: &Flow, token: &str) -> Result<Option<Visitor>> {
    let _ = (flow, token);
    Err(crate::Error::Internal("resume".into()))
}
