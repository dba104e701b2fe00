//! Passwords: argon2id, off the threads that answer requests.

use crate::{Error, Flow, PasswordCost, Result};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

/// Shortest password, in characters (NIST SP 800-63B-4 asks for 15 alone or 8 beside a second factor; 12 is between).
const SHORTEST: usize = 12;
/// Longest, in bytes: more brings nothing and costs time.
const LONGEST: usize = 1_024;

/// Hashes at the same time: each takes memory (19 MiB), and there are few cores.
static AT_ONCE: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(4);

/// Whether a password may be chosen; otherwise the key of the message.
pub(crate) fn check(password: &str) -> std::result::Result<(), &'static str> {
    if password.chars().count() < SHORTEST {
        Err("password-short")
    } else if password.len() > LONGEST {
        Err("password-long")
    } else {
        Ok(())
    }
}

fn hasher(cost: PasswordCost) -> Result<Argon2<'static>> {
    let params =
        Params::new(cost.memory_kib, cost.passes, 1, None).map_err(|e| Error::Internal(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE
        .acquire()
        .await
        .map_err(|e| Error::Internal(e.to_string()))?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|e| Error::Internal(e.to_string()))?
}

/// The PHC string of a password.
pub(crate) async fn hash(flow: &Flow, password: &str) -> Result<String> {
    let (cost, salt, password) = (
        flow.settings().password_cost,
        flow.source().bytes::<16>(),
        password.to_owned(),
    );
    off_thread(move || {
        let made: PasswordHash = hasher(cost)?
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map_err(|e| Error::Internal(e.to_string()))?;
        Ok(made.to_string())
    })
    .await
}

/// Whether the password is the stored one. Without a stored one it does the same work and says no, so that the time
/// taken does not tell who has an account.
pub(crate) async fn verify(flow: &Flow, password: &str, stored: Option<String>) -> Result<bool> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    let (cost, password) = (flow.settings().password_cost, password.to_owned());
    off_thread(move || {
        let hasher = hasher(cost)?;
        let Some(stored) = stored else {
            let made: std::result::Result<PasswordHash, _> =
                hasher.hash_password_with_salt(password.as_bytes(), &[0; 16]);
            return made.map(|_| false).map_err(|e| Error::Internal(e.to_string()));
        };
        let stored = PasswordHash::new(&stored).map_err(|e| Error::Internal(e.to_string()))?;
        Ok(hasher.verify_password(password.as_bytes(), &stored).is_ok())
    })
    .await
}
