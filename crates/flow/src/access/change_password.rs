//! A person who is signed in chooses another password.

use super::attempts::Attempt;
use super::{begin_session, password};
use crate::journal::{self, Event};
use crate::{Actor, Error, FieldError, Flow, Result};
use model::Id as _;
use model::archive::RecordKind;
use model::person::Credentials;
use serde_json::json;

/// The form.
#[derive(Clone, Default)]
pub struct NewPassword {
    /// The password that holds now.
    pub current: String,
    /// The one that shall hold.
    pub new: String,
    /// The same once more.
    pub again: String,
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// Changes the actor's own password. All her sessions end, and this one goes on under a new token, which is returned: whoever
/// else has been signed in as her is out. Wrong tries count as those of signing in do.
///
/// # Errors
/// `Invalid`: for `current` `required` and `password-wrong`, for `new` `password-short` and `password-long`, for `again`
/// `passwords-differ`; `Refused("sign-in-too-many")`; `Conflict` when the password was changed meanwhile.
pub async fn change_password(flow: &Flow, actor: &Actor, form: &NewPassword, client: &str) -> Result<String> {
    let mut wrong = Vec::new();
    if form.current.is_empty() {
        wrong.push(FieldError::new("current", "required"));
    }
    if let Err(key) = password::check(&form.new) {
        wrong.push(FieldError::new("new", key));
    } else if form.new != form.again {
        wrong.push(FieldError::new("again", "passwords-differ"));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let person = &actor.person;
    let attempt = Attempt::password(&person.email, client);
    attempt.begin(flow).await?;
    let read = flow.store().read().await?;
    let known = read.credentials(&person.municipality, &person.id).await?;
    drop(read);
    if !password::verify(flow, &form.current, known.password_hash.clone()).await? {
        attempt.failed(flow).await?;
        tracing::info!("a change of password failed");
        return Err(Error::field("current", "password-wrong"));
    }
    let hash = password::hash(flow, &form.new).await?;
    let tx = flow.store().begin().await?;
    let kept = tx.credentials(&person.municipality, &person.id).await?;
    if kept.password_hash != known.password_hash {
        return Err(Error::Conflict);
    }
    let credentials = Credentials {
        password_hash: Some(hash),
        ..kept
    };
    tx.put_credentials(&person.municipality, &person.id, &credentials)
        .await?;
    attempt.succeeded(flow, &*tx).await?;
    let event = Event::new(
        RecordKind::Municipality,
        person.municipality.as_str(),
        "person.password-changed",
        json!({}),
    )
    .by(actor);
    journal::write(flow, &*tx, &person.municipality, vec![event]).await?;
    tx.delete_sessions_of(&person.municipality, &person.id).await?;
    let token = begin_session(flow, &*tx, person, true).await?;
    tx.commit().await?;
    Ok(token)
}
