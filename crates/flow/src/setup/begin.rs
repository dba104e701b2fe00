//! Makes the one-time set-up link.
use crate::{Flow, Result};

/// The token of the set-up link when no municipality exists yet, `None` otherwise. Each call makes a new token and
/// forgets the one before (only its hash is kept), so that the newest printed link is the one that works.
///
/// # Errors
/// The database.
pub async fn begin(flow: &Flow) -> Result<Option<String>> {
    let _ = flow;
    Err(crate::Error::Internal("begin".into()))
}
