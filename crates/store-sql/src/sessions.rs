//! Signed-in browsers and attempts to sign in.

use crate::session::Session;
use crate::value::{args, id};
use async_trait::async_trait;
use model::person::Session as Browser;
use model::{Millis, MunicipalityId, PersonId};
use store::{LoginAttempt, Result, SessionRead, SessionWrite, StoreError};

const BY_TOKEN: &str = "SELECT * FROM sessions WHERE token_hash = $1";
const FAILED: &str = "SELECT COUNT(*) AS n FROM login_attempts WHERE key = $1 AND success = 0 AND at >= $2 AND at > \
     COALESCE((SELECT MAX(at) FROM login_attempts WHERE key = $1 AND success = 1), $3)";
const INSERT: &str = "INSERT INTO sessions (token_hash, person, municipality, csrf, complete, created_at, seen_at, \
     expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const COMPLETE: &str = "UPDATE sessions SET complete = 1 WHERE token_hash = $1";
const TOUCH: &str = "UPDATE sessions SET seen_at = $2 WHERE token_hash = $1";
const DELETE: &str = "DELETE FROM sessions WHERE token_hash = $1";
const DELETE_OF: &str = "DELETE FROM sessions WHERE municipality = $1 AND person = $2";
const SWEEP: &str = "DELETE FROM sessions WHERE expires_at < $1";
const SWEEP_LOGINS: &str = "DELETE FROM login_attempts WHERE at < $1";
const SWEEP_INVITATIONS: &str = "DELETE FROM invitations WHERE expires_at < $1";
const RECORD: &str = "INSERT INTO login_attempts (key, at, success) VALUES ($1, $2, $3)";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    BY_TOKEN,
    FAILED,
    INSERT,
    COMPLETE,
    TOUCH,
    DELETE,
    DELETE_OF,
    SWEEP,
    SWEEP_LOGINS,
    SWEEP_INVITATIONS,
    RECORD,
];

#[async_trait]
impl SessionRead for Session {
    async fn session(&self, token_hash: &str) -> Result<Option<Browser>> {
        let Some(row) = self.conn().await.opt(BY_TOKEN, args![token_hash]).await? else {
            return Ok(None);
        };
        Ok(Some(Browser {
            token_hash: row.text("token_hash")?,
            person: row.id("person")?,
            municipality: row.id("municipality")?,
            csrf: row.text("csrf")?,
            complete: row.bool("complete")?,
            created_at: row.millis("created_at")?,
            seen_at: row.millis("seen_at")?,
            expires_at: row.millis("expires_at")?,
        }))
    }

    async fn failed_logins(&self, key: &str, since: Millis) -> Result<i64> {
        let row = self.conn().await.opt(FAILED, args![key, since, i64::MIN]).await?;
        row.map_or(Ok(0), |row| row.int("n"))
    }
}

#[async_trait]
impl SessionWrite for Session {
    async fn insert_session(&self, s: &Browser) -> Result<()> {
        let values = args![
            &s.token_hash,
            s.person.to_string(),
            s.municipality.to_string(),
            &s.csrf,
            s.complete,
            s.created_at,
            s.seen_at,
            s.expires_at,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }

    async fn complete_session(&self, token_hash: &str) -> Result<()> {
        match self.conn().await.run(COMPLETE, args![token_hash]).await? {
            0 => Err(StoreError::NotFound("session")),
            _ => Ok(()),
        }
    }

    async fn touch_session(&self, token_hash: &str, seen_at: Millis) -> Result<()> {
        self.conn().await.run(TOUCH, args![token_hash, seen_at]).await?;
        Ok(())
    }

    async fn delete_session(&self, token_hash: &str) -> Result<()> {
        self.conn().await.run(DELETE, args![token_hash]).await?;
        Ok(())
    }

    async fn delete_sessions_of(&self, municipality: &MunicipalityId, person: &PersonId) -> Result<u64> {
        self.conn()
            .await
            .run(DELETE_OF, vec![id(municipality), id(person)])
            .await
    }

    async fn sweep_sessions(&self, now: Millis, old: Millis) -> Result<u64> {
        let mut conn = self.conn().await;
        let sessions = conn.run(SWEEP, args![now]).await?;
        let logins = conn.run(SWEEP_LOGINS, args![old]).await?;
        let invitations = conn.run(SWEEP_INVITATIONS, args![old]).await?;
        Ok(sessions.saturating_add(logins).saturating_add(invitations))
    }

    async fn record_login(&self, attempt: &LoginAttempt) -> Result<()> {
        self.conn()
            .await
            .run(RECORD, args![&attempt.key, attempt.at, attempt.success])
            .await?;
        Ok(())
    }
}
