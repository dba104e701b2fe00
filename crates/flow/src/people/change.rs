//! Changes a person.

use super::invite::journal_about;
use super::{asked, form};
use crate::rules::Answered;
use crate::{Actor, Error, FieldError, Flow, Result, duties};
use model::person::{Permission, PersonState, Role};
use model::{Locale, PersonId};
use serde_json::json;

/// The form.
#[derive(Clone, Debug)]
pub struct Change {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Whether she stands in for somebody or is there for a while only.
    pub temporary: bool,
    /// False disables the account and ends its sessions.
    pub active: bool,
    /// Version the form was made from.
    pub version: i64,
}

/// Changes name, unit, roles, or disables. A person who has not yet accepted the invitation stays invited.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Conflict`, `Refused("last-administrator")`, `Invalid` (`required`, `text-too-long`,
/// `roles-none`; for `answer.<name>` as the guideline asks), `Stopped`.
pub async fn change(
    flow: &Flow,
    actor: &Actor,
    person: &PersonId,
    form: impl Into<Answered<Change>> + Send,
) -> Result<()> {
    actor.must(Permission::ManagePeople)?;
    let Answered { form, answers } = form.into();
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let before = tx.person(municipality, person).await?;
    let mut wrong = Vec::new();
    let mut note = |field: &str, key| wrong.push(FieldError::new(field, key));
    let name = form::line(&form.name).map_err(|key| note("name", key));
    let roles = form::roles(form.roles).map_err(|key| note("roles", key));
    let (Ok(name), Ok(roles)) = (name, roles) else {
        return Err(Error::Invalid(wrong));
    };
    let state = match (before.state, form.active) {
        (PersonState::Disabled, true) => PersonState::Disabled.go(PersonState::Active)?,
        (PersonState::Invited | PersonState::Active, false) => before.state.go(PersonState::Disabled)?,
        (same, _) => same,
    };
    let mut after = before.clone();
    after.name = name;
    after.unit = form.unit.trim().chars().take(200).collect();
    after.roles = roles;
    after.temporary = form.temporary;
    after.state = state;
    after.version = form.version;
    let administers = |p: &model::person::Person| p.state == PersonState::Active && p.is(Role::Administrator);
    if administers(&before) && !administers(&after) {
        let others = tx.people_with_role(municipality, Role::Administrator).await?;
        if !others.iter().any(|p| p.id != before.id && administers(p)) {
            return Err(Error::refused("last-administrator"));
        }
    }
    tx.update_person(&mut after).await?;
    if after.state == PersonState::Disabled {
        tx.delete_sessions_of(municipality, person).await?;
    }
    let shown = |p: &model::person::Person| json!({ "name": p.name, "unit": p.unit, "roles": p.roles, "temporary": p.temporary, "state": p.state });
    let data = json!({
        "person": after.id, "name": after.name, "unit": after.unit, "roles": after.roles, "temporary": after.temporary, "state": after.state,
        "before": shown(&before), "answers": answers,
    });
    journal_about(flow, &*tx, actor, "person.changed", data).await?;
    let disabled = |p: &model::person::Person| p.state == PersonState::Disabled;
    if disabled(&after) && !disabled(&before) {
        duties::left(flow, &*tx, &actor.municipality, &after).await?;
        asked::answer(flow, &*tx, actor, &after, &answers).await?;
    } else if !disabled(&after)
        && (disabled(&before) || after.roles != before.roles || after.temporary != before.temporary)
    {
        duties::got_roles(flow, &*tx, &actor.municipality, &after).await?;
        asked::answer(flow, &*tx, actor, &after, &answers).await?;
    }
    // Whoever is given a unit for the first time has not moved.
    if !disabled(&after) && !disabled(&before) && !before.unit.is_empty() && after.unit != before.unit {
        duties::moved(flow, &*tx, &actor.municipality, &after).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The person's own choice of language. A matter of taste, so it is not journalled.
///
/// # Errors
/// The database.
pub async fn set_locale(flow: &Flow, actor: &Actor, locale: Locale) -> Result<()> {
    let tx = flow.store().begin().await?;
    let mut person = tx.person(&actor.municipality.id, &actor.person.id).await?;
    person.locale = Some(locale);
    tx.update_person(&mut person).await?;
    tx.commit().await?;
    Ok(())
}
