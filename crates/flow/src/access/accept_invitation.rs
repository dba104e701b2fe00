//! An invited person chooses a password.

use super::{begin_session, password, token};
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, duties};
use model::Id as _;
use model::archive::RecordKind;
use model::person::{Credentials, Person, PersonState};
use serde_json::json;
use store::Read;

/// Whom an invitation is for: name and e-mail. `None` when it is used or older than 14 days.
///
/// # Errors
/// The database.
pub async fn invitation(flow: &Flow, token: &str) -> Result<Option<(String, String)>> {
    let read = flow.store().read().await?;
    Ok(invited(flow, &*read, token)
        .await?
        .map(|person| (person.name, person.email)))
}

/// The person of an invitation that works.
async fn invited<R: Read + ?Sized>(flow: &Flow, read: &R, token: &str) -> Result<Option<Person>> {
    let Some(invitation) = read.invitation(&token::hash(token)).await? else {
        return Ok(None);
    };
    if invitation.used_at.is_some() || invitation.expires_at <= flow.source().now() {
        return Ok(None);
    }
    let person = read.person(&invitation.municipality, &invitation.person).await?;
    Ok(Some(person).filter(|p| p.state != PersonState::Disabled))
}

/// Sets the password; returns the token of an incomplete session, the next page is the second factor.
///
/// # Errors
/// `Refused("invitation-used")`, `Invalid` (`password-short`, `password-long`).
pub async fn accept_invitation(flow: &Flow, token: &str, password: &str) -> Result<String> {
    if invitation(flow, token).await?.is_none() {
        return Err(Error::refused("invitation-used"));
    }
    password::check(password).map_err(|key| Error::field("password", key))?;
    let hash = password::hash(flow, password).await?;
    let tx = flow.store().begin().await?;
    let Some(mut person) = invited(flow, &*tx, token).await? else {
        return Err(Error::refused("invitation-used"));
    };
    if !tx
        .use_invitation(&token::hash(token), flow.source().now())
        .await?
    {
        return Err(Error::refused("invitation-used"));
    }
    // A person whose password was reset is active already.
    if person.state == PersonState::Invited {
        person.state = person.state.go(PersonState::Active)?;
        tx.update_person(&mut person).await?;
    }
    let credentials = Credentials {
        password_hash: Some(hash),
        totp_sealed: None,
        totp_step: 0,
    };
    tx.put_credentials(&person.municipality, &person.id, &credentials)
        .await?;
    let municipality = tx.municipality(&person.municipality).await?;
    let locale = person.locale.unwrap_or_else(|| municipality.locale());
    let actor = Actor {
        person: person.clone(),
        municipality,
        locale,
    };
    let event = Event::new(
        RecordKind::Municipality,
        person.municipality.as_str(),
        "person.joined",
        json!({ "name": person.name }),
    )
    .by(&actor);
    journal::write(flow, &*tx, &person.municipality, vec![event]).await?;
    duties::got_roles(flow, &*tx, &actor.municipality, &person).await?;
    let token = begin_session(flow, &*tx, &person, false).await?;
    tx.commit().await?;
    Ok(token)
}
