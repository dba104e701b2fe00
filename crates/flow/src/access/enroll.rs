//! Setting up the second factor.
use crate::{Error, Flow, Result};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// `otpauth://totp/…` for the QR code.
    pub uri: String,
    /// The secret in base 32, in groups of four, for typing.
    pub secret: String,
}

/// Begins (or shows again) the enrolment of the person behind an incomplete session without second factor.
///
/// # Errors
/// `Refused("session-ended")`, `Refused("second-factor-exists")`.
pub async fn enroll_begin(flow: &Flow, token: &str) -> Result<Enrolment> {
    let _ = (flow, token);
    Err(Error::Internal("enroll_begin".into()))
}

/// Confirms with a first code. Completes the session; returns its new token and ten recovery codes, shown once.
///
/// # Errors
/// `Refused("code-wrong")`, `Refused("session-ended")`.
pub async fn enroll_confirm(flow: &Flow, token: &str, code: &str) -> Result<(String, Vec<String>)> {
    let _ = (flow, token, code);
    Err(Error::Internal("enroll_confirm".into()))
}
