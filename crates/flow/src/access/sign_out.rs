//! Ends a session.
use crate::{Flow, Result};

/// Ends the session of a token; no error when there is none.
///
/// # Errors
/// The database.
pub async fn sign_out(flow: &Flow, token: &str) -> Result<()> {
    let _ = (flow, token);
    Err(crate::Error::Internal("sign_out".into()))
}
