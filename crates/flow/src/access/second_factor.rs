//! Second step: a code from the authenticator, or a recovery code.
use crate::{Error, Flow, Result};

/// Takes a six-digit TOTP code (each works once, one step of drift) or a recovery code (each works once) and completes
/// the session. The token changes: returns the new one for the cookie.
///
/// # Errors
/// `Refused("code-wrong")`, `Refused("sign-in-too-many")`, `Refused("session-ended")`.
pub async fn second_factor(flow: &Flow, token: &str, code: &str, client: &str) -> Result<String> {
    let _ = (flow, token, code, client);
    Err(Error::Internal("second_factor".into()))
}
