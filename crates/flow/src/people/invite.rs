//! Invites a person.

use super::{asked, form};
use crate::access::token;
use crate::journal::{self, Event};
use crate::rules::Answered;
use crate::{Actor, Error, FieldError, Flow, Result, duties};
use model::archive::RecordKind;
use model::municipality::Municipality;
use model::person::{Credentials, Permission, Person, PersonState, Role};
use model::{Id as _, Millis, PersonId};
use serde_json::json;
use store::{Invitation, StoreError, Tx};

/// How long a link works.
const VALID_MS: i64 = 14 * Millis::DAY;

/// The form.
#[derive(Clone, Debug)]
pub struct Invite {
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Unit; may be empty.
    pub unit: String,
    /// Roles; at least one.
    pub roles: Vec<Role>,
    /// Whether she stands in for somebody or is there for a while only.
    pub temporary: bool,
}

/// Makes an invited person; returns her id and the token of the link, valid 14 days.
///
/// # Errors
/// `NotAllowed`; `Invalid` (`required`, `text-too-long`, `email-form`, `email-taken`, `roles-none`; for
/// `answer.<name>` as the guideline asks); `Stopped`.
pub async fn invite(
    flow: &Flow,
    actor: &Actor,
    form: impl Into<Answered<Invite>> + Send,
) -> Result<(PersonId, String)> {
    actor.must(Permission::ManagePeople)?;
    let Answered { form, answers } = form.into();
    let mut wrong = Vec::new();
    let mut note = |field: &str, key| wrong.push(FieldError::new(field, key));
    let name = form::line(&form.name).map_err(|key| note("name", key));
    let email = form::email(&form.email).map_err(|key| note("email", key));
    let roles = form::roles(form.roles).map_err(|key| note("roles", key));
    let (Ok(name), Ok(email), Ok(roles)) = (name, email, roles) else {
        return Err(Error::Invalid(wrong));
    };
    let person = Person {
        id: flow.source().id(),
        municipality: actor.municipality.id.clone(),
        name,
        email,
        unit: form.unit.trim().chars().take(200).collect(),
        roles,
        temporary: form.temporary,
        state: PersonState::Invited,
        locale: None,
        created_at: flow.source().now(),
        version: 1,
    };
    let tx = flow.store().begin().await?;
    if tx.person_by_email(&person.email).await?.is_some() {
        return Err(Error::field("email", "email-taken"));
    }
    tx.insert_person(&person).await.map_err(|error| match error {
        StoreError::Duplicate { .. } => Error::field("email", "email-taken"),
        other => other.into(),
    })?;
    let token = link(flow, &*tx, &person).await?;
    let data = json!({ "person": person.id, "name": person.name, "email": person.email, "unit": person.unit, "roles": person.roles, "temporary": person.temporary, "answers": answers });
    journal_about(flow, &*tx, actor, "person.invited", data).await?;
    duties::got_roles(flow, &*tx, &actor.municipality, &person).await?;
    asked::answer(flow, &*tx, actor, &person, &answers).await?;
    tx.commit().await?;
    Ok((person.id, token))
}

/// A new link for a person who has lost the first one, or whose second factor is lost (then the password and the
/// factor are forgotten and all sessions end).
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("person-disabled")`.
pub async fn invite_again(flow: &Flow, actor: &Actor, person: &PersonId) -> Result<String> {
    actor.must(Permission::ManagePeople)?;
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let person = tx.person(municipality, person).await?;
    if person.state == PersonState::Disabled {
        return Err(Error::refused("person-disabled"));
    }
    let nothing = Credentials {
        password_hash: None,
        totp_sealed: None,
        totp_step: 0,
    };
    tx.put_credentials(municipality, &person.id, &nothing).await?;
    tx.put_recovery_codes(municipality, &person.id, &[]).await?;
    tx.delete_sessions_of(municipality, &person.id).await?;
    let token = link(flow, &*tx, &person).await?;
    let data = json!({ "person": person.id, "name": person.name, "email": person.email });
    journal_about(flow, &*tx, actor, "person.invited-again", data).await?;
    tx.commit().await?;
    Ok(token)
}

/// Invites the administrator of an archive that was read back, in whose municipality nobody is yet; the token of the link. The
/// address stands for the name until she changes it.
pub(crate) async fn invite_first(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &Municipality,
    email: String,
) -> Result<String> {
    let person = Person {
        id: flow.source().id(),
        municipality: municipality.id.clone(),
        name: email.clone(),
        email,
        unit: String::new(),
        roles: vec![Role::Administrator],
        temporary: false,
        state: PersonState::Invited,
        locale: None,
        created_at: flow.source().now(),
        version: 1,
    };
    tx.insert_person(&person).await?;
    let token = link(flow, tx, &person).await?;
    let data = json!({ "person": person.id, "name": person.name, "email": person.email, "roles": person.roles, "after": "restore" });
    let of = municipality.id.as_str();
    let event = Event::new(RecordKind::Municipality, of, "person.invited", data);
    journal::write(flow, tx, &municipality.id, vec![event]).await?;
    Ok(token)
}

/// A link for the person; earlier ones stop working.
async fn link(flow: &Flow, tx: &dyn Tx, person: &Person) -> Result<String> {
    let token = token::generate(flow.source());
    let now = flow.source().now();
    tx.insert_invitation(&Invitation {
        token_hash: token::hash(&token),
        person: person.id.clone(),
        municipality: person.municipality.clone(),
        created_at: now,
        expires_at: now.plus(VALID_MS),
        used_at: None,
    })
    .await?;
    Ok(token)
}

/// Writes what was done with a person into the municipality's record.
pub(super) async fn journal_about(
    flow: &Flow,
    tx: &dyn Tx,
    actor: &Actor,
    kind: &str,
    data: serde_json::Value,
) -> Result<()> {
    let municipality = &actor.municipality.id;
    let event = Event::new(RecordKind::Municipality, municipality.as_str(), kind, data).by(actor);
    journal::write(flow, tx, municipality, vec![event]).await?;
    Ok(())
}
