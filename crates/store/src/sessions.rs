//! Signed-in browsers and attempts to sign in.

use crate::Result;
use async_trait::async_trait;
use model::person::Session;
use model::{Millis, MunicipalityId, PersonId};

/// One attempt to sign in, kept a short while to slow down guessing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginAttempt {
    /// What is counted: a hash of the e-mail or of the address, prefixed by its kind.
    pub key: String,
    /// When.
    pub at: Millis,
    /// Whether it succeeded.
    pub success: bool,
}

/// Reads sessions.
#[async_trait]
pub trait SessionRead {
    /// A session by the hash of its token, ended or not, in the whole installation.
    async fn session(&self, token_hash: &str) -> Result<Option<Session>>;
    /// Failed attempts under `key` since `since` and since the last success.
    async fn failed_logins(&self, key: &str, since: Millis) -> Result<i64>;
}

/// Writes sessions.
#[async_trait]
pub trait SessionWrite {
    /// Adds one.
    async fn insert_session(&self, session: &Session) -> Result<()>;
    /// Marks the second factor as given.
    async fn complete_session(&self, token_hash: &str) -> Result<()>;
    /// Notes the last request.
    async fn touch_session(&self, token_hash: &str, seen_at: Millis) -> Result<()>;
    /// Signs one browser out.
    async fn delete_session(&self, token_hash: &str) -> Result<()>;
    /// Signs a person out everywhere; how many sessions that were.
    async fn delete_sessions_of(&self, municipality: &MunicipalityId, person: &PersonId) -> Result<u64>;
    /// Removes sessions that ended before `now`, and login attempts and invitations that ended before `old`.
    async fn sweep_sessions(&self, now: Millis, old: Millis) -> Result<u64>;
    /// Notes an attempt to sign in.
    async fn record_login(&self, attempt: &LoginAttempt) -> Result<()>;
}
