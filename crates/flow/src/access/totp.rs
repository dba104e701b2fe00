//! Time-based codes (RFC 6238): SHA-1, six digits, 30 seconds, one step of drift; what every authenticator app can.

use crate::{Error, Flow, Result};
use model::{Id as _, PersonId};
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

/// Purpose of the seal.
const PURPOSE: &str = "totp";
/// Bytes of the secret, as RFC 4226 recommends.
const SECRET: usize = 20;

/// A fresh secret, sealed for its person.
pub(super) fn generate(flow: &Flow, person: &PersonId) -> Vec<u8> {
    let secret = Zeroizing::new(flow.source().bytes::<SECRET>());
    flow.parts
        .master
        .seal(flow.source(), PURPOSE, person.as_str(), secret.as_slice())
}

/// Opens a sealed secret. `account` and `issuer` are what the authenticator app shows.
pub(super) fn open(
    flow: &Flow,
    person: &PersonId,
    sealed: &[u8],
    account: &str,
    issuer: &str,
) -> Result<Totp> {
    let secret = flow.parts.master.open(PURPOSE, person.as_str(), sealed)?;
    // The colon parts issuer and account in the address and can be in neither.
    let plain = |text: &str| text.replace(':', " ");
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_skew(1)
        .with_secret(secret.to_vec())
        .with_account_name(plain(account))
        .with_issuer(Some(plain(issuer)))
        .build()
        .map_err(|e| Error::Internal(e.to_string()))
}

/// The time step whose code this is, when it is one of those that count now.
pub(super) fn step(flow: &Flow, totp: &Totp, code: &str) -> Option<i64> {
    let seconds = u64::try_from(flow.source().now().0 / 1_000).ok()?;
    totp.check(code, seconds)
        .and_then(|step| i64::try_from(step).ok())
}
