//! An invited person chooses a password.
use crate::{Error, Flow, Result};

/// Whom an invitation is for: name and e-mail. `None` when it is used or older than 14 days.
///
/// # Errors
/// The database.
pub async fn invitation(flow: &Flow, token: &str) -> Result<Option<(String, String)>> {
    let _ = (flow, token);
    Err(Error::Internal("invitation".into()))
}

/// Sets the password; returns the token of an incomplete session, the next page is the second factor.
///
/// # Errors
/// `Refused("invitation-used")`, `Invalid` (`password-short`).
pub async fn accept_invitation(flow: &Flow, token: &str, password: &str) -> Result<String> {
    let _ = (flow, token, password);
    Err(Error::Internal("accept_invitation".into()))
}
