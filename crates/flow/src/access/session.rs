//! Whose browser it is.

use super::token;
use crate::{Actor, Error, Flow, Result};
use model::Millis;
use model::person::{Credentials, Person, PersonState, Session};
use store::Tx;

/// Idle time after which an incomplete session ends.
const INCOMPLETE_IDLE_MS: i64 = 30 * Millis::MINUTE;
/// Idle time after which a complete session ends.
const IDLE_MS: i64 = 2 * Millis::HOUR;
/// Longest life.
const LIFE_MS: i64 = 12 * Millis::HOUR;
/// Visits are noted this often at most.
const NOTED_EVERY_MS: i64 = Millis::MINUTE;

/// What a cookie's token leads to.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The session; `complete` tells whether the second factor was given.
    pub session: Session,
    /// The person, her municipality; `locale` is her choice or the municipality's default.
    pub actor: Actor,
    /// Whether she has a second factor already.
    pub enrolled: bool,
}

/// Finds the session of a token. `None` when unknown, expired (30 minutes idle when incomplete, 12 hours at most, 2
/// hours idle) or the account is disabled. Notes the visit at most once a minute.
///
/// # Errors
/// The database.
pub async fn resume(flow: &Flow, token: &str) -> Result<Option<Visitor>> {
    let hash = token::hash(token);
    let now = flow.source().now();
    let read = flow.store().read().await?;
    let Some(session) = read.session(&hash).await? else {
        return Ok(None);
    };
    if !alive(&session, now) {
        return Ok(None);
    }
    let person = read.person(&session.municipality, &session.person).await?;
    if person.state != PersonState::Active {
        return Ok(None);
    }
    let municipality = read.municipality(&session.municipality).await?;
    let enrolled = enrolled(&read.credentials(&session.municipality, &session.person).await?);
    drop(read);
    if now.0.saturating_sub(session.seen_at.0) >= NOTED_EVERY_MS {
        let tx = flow.store().begin().await?;
        tx.touch_session(&hash, now).await?;
        tx.commit().await?;
    }
    let locale = person.locale.unwrap_or_else(|| municipality.locale());
    Ok(Some(Visitor {
        session,
        actor: Actor {
            person,
            municipality,
            locale,
        },
        enrolled,
    }))
}

fn alive(session: &Session, now: Millis) -> bool {
    let idle = if session.complete {
        IDLE_MS
    } else {
        INCOMPLETE_IDLE_MS
    };
    now < session.expires_at && now < session.seen_at.plus(idle)
}

/// Whether the second factor counts: a secret that was never confirmed by a code does not.
pub(super) fn enrolled(credentials: &Credentials) -> bool {
    credentials.totp_sealed.is_some() && credentials.totp_step > 0
}

/// Begins a session in the caller's transaction; the token for the cookie.
pub(crate) async fn begin(flow: &Flow, tx: &dyn Tx, person: &Person, complete: bool) -> Result<String> {
    let now = flow.source().now();
    let token = token::generate(flow.source());
    tx.insert_session(&Session {
        token_hash: token::hash(&token),
        person: person.id.clone(),
        municipality: person.municipality.clone(),
        csrf: token::generate(flow.source()),
        complete,
        created_at: now,
        seen_at: now,
        expires_at: now.plus(LIFE_MS),
    })
    .await?;
    Ok(token)
}

/// The visitor behind an incomplete session.
pub(super) async fn incomplete(flow: &Flow, token: &str) -> Result<Visitor> {
    resume(flow, token)
        .await?
        .filter(|v| !v.session.complete)
        .ok_or_else(|| Error::refused("session-ended"))
}

/// Ends the incomplete session and begins a complete one under a new token (so that nobody can have planted it).
pub(super) async fn complete(flow: &Flow, tx: &dyn Tx, visitor: &Visitor) -> Result<String> {
    tx.delete_session(&visitor.session.token_hash).await?;
    begin(flow, tx, &visitor.actor.person, true).await
}
