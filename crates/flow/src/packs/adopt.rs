//! A body adopts an approved version: it comes into force on its day.

use super::force::{own, today};
use super::start::note;
use crate::{Actor, Error, FieldError, Flow, Result, duties};
use model::PackVersionId;
use model::pack::{Adopted, PackState};
use model::person::Permission;

/// The form.
#[derive(Clone, Debug, Default)]
pub struct Adoption {
    /// Body, e.g. "Kommunestyret".
    pub body: String,
    /// Number of the case; may be empty.
    pub case_ref: String,
    /// First day in force, ISO.
    pub valid_from: String,
}

/// Enters the adoption. From its day the version is in force, on every node and without restart; whoever is to acknowledge it
/// is asked that day. What is recorded already stays as it was decided.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `Invalid` (`required`, `text-too-long`, `date-unreadable`, `valid-from-past`); the state machine's
/// when it is not approved; `Refused("pack-damaged")` when its files are not those that were approved.
pub async fn adopt(flow: &Flow, actor: &Actor, id: &PackVersionId, form: &Adoption) -> Result<()> {
    actor.must(Permission::WritePack)?;
    let today = today(flow, &actor.municipality);
    let mut wrong = Vec::new();
    let line = |field: &str, text: &str, needed: bool, wrong: &mut Vec<FieldError>| {
        if needed && text.is_empty() {
            wrong.push(FieldError::new(field, "required"));
        } else if text.chars().count() > 200 {
            wrong.push(FieldError::new(field, "text-too-long"));
        }
    };
    let (body, case_ref) = (form.body.trim(), form.case_ref.trim());
    line("body", body, true, &mut wrong);
    line("case_ref", case_ref, false, &mut wrong);
    let from = match form.valid_from.trim().parse::<jiff::civil::Date>() {
        Ok(day) => day.to_string(),
        Err(_) => {
            let key = if form.valid_from.trim().is_empty() {
                "required"
            } else {
                "date-unreadable"
            };
            wrong.push(FieldError::new("valid_from", key));
            String::new()
        }
    };
    if !from.is_empty() && from < today {
        wrong.push(FieldError::new("valid_from", "valid-from-past"));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    // Compiled before the transaction: a version that cannot be in force is never adopted.
    if super::force::compiled(flow, &actor.municipality.id, id)
        .await?
        .is_none()
    {
        let read = flow.store().read().await?;
        let version = read.pack_version(&actor.municipality.id, id).await?;
        version.state.go(PackState::Adopted)?;
        return Err(Error::refused("pack-damaged"));
    }
    let tx = flow.store().begin().await?;
    let mut version = tx.pack_version(&actor.municipality.id, id).await?;
    version.state = version.state.go(PackState::Adopted)?;
    version.body = body.to_owned();
    version.case_ref = case_ref.to_owned();
    version.valid_from = Some(from.clone());
    version.adopted_by = Some(actor.person.id.clone());
    version.adopted_at = Some(flow.source().now());
    tx.update_pack_version(&mut version).await?;
    let mut municipality = tx.municipality(&actor.municipality.id).await?;
    municipality.own_packs.push(Adopted {
        from: from.clone(),
        version: version.id.clone(),
    });
    tx.update_municipality(&mut municipality).await?;
    note(flow, &*tx, actor, &version, "pack.adopted").await?;
    if from <= today && own(flow, &municipality).await?.is_some() {
        duties::adopt(flow, &*tx, &municipality).await?;
    }
    tx.commit().await?;
    flow.wake();
    Ok(())
}
