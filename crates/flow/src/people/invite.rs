//! Invites a person.
use crate::{Actor, Error, Flow, Result};
use model::person::Role;
use model::PersonId;

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
}

/// Makes an invited person; returns her id and the token of the link, valid 14 days.
///
/// # Errors
/// `NotAllowed`; `Invalid` (`required`, `email-form`, `email-taken`, `roles-none`).
pub async fn invite(flow: &Flow, actor: &Actor, form: Invite) -> Result<(PersonId, String)> {
    let _ = (flow, actor, form);
    Err(Error::Internal("invite".into()))
}

/// A new link for a person who has lost the first one, or whose second factor is lost (then the password and the
/// factor are forgotten and all sessions end).
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn invite_again(flow: &Flow, actor: &Actor, person: &PersonId) -> Result<String> {
    let _ = (flow, actor, person);
    Err(Error::Internal("invite_again".into()))
}
