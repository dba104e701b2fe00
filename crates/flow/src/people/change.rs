//! Changes a person.
use crate::{Actor, Error, Flow, Result};
use model::person::Role;
use model::{Locale, PersonId};

/// The form.
#[derive(Clone, Debug)]
pub struct Change {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// False disables the account and ends its sessions.
    pub active: bool,
    /// Version the form was made from.
    pub version: i64,
}

/// Changes name, unit, roles, or disables.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Conflict`, `Refused("last-administrator")`, `Invalid`.
pub async fn change(flow: &Flow, actor: &Actor, person: &PersonId, form: Change) -> Result<()> {
    let _ = (flow, actor, person, form);
    Err(Error::Internal("change".into()))
}

/// The person's own choice of language.
///
/// # Errors
/// The database.
pub async fn set_locale(flow: &Flow, actor: &Actor, locale: Locale) -> Result<()> {
    let _ = (flow, actor, locale);
    Err(Error::Internal("set_locale".into()))
}
