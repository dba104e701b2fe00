//! First step of signing in: e-mail and password.
use crate::{Error, Flow, Result};

/// Checks the password and begins an incomplete session; returns the cookie's token (32 bytes, base64url). The same
/// time and the same answer for an unknown e-mail and a wrong password.
///
/// # Errors
/// `Refused("sign-in-wrong")`; `Refused("sign-in-too-many")` with `minutes` after 5 wrong tries for the e-mail or 20
/// from `client` (address) within 15 minutes.
pub async fn sign_in(flow: &Flow, email: &str, password: &str, client: &str) -> Result<String> {
    let _ = (flow, email, password, client);
    Err(Error::Internal("sign_in".into()))
}
