//! Sees a notice.

use super::open::told;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::archive::RecordKind;
use model::duty::{Duty, DutyState, DutySubject, NOTIFY};
use model::person::Permission;
use model::{DutyId, Id as _, ItemId};
use serde_json::{Value, json};
use store::Tx;

/// Says that what a notice tells was seen; then it is done.
///
/// # Errors
/// `NotAllowed` (it falls to others), `NotFound`, `Step`, `Refused("duty-not-a-notice")`.
pub async fn see(flow: &Flow, actor: &Actor, duty: &DutyId) -> Result<()> {
    let (tx, mut duty) = begin(flow, actor, duty).await?;
    if duty.kind != NOTIFY {
        return Err(Error::refused("duty-not-a-notice"));
    }
    settle(
        flow,
        actor,
        &*tx,
        &mut duty,
        DutyState::Done,
        "duty.seen",
        json!({}),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// A transaction, and a duty in it that falls to the actor.
pub(super) async fn begin(flow: &Flow, actor: &Actor, duty: &DutyId) -> Result<(Box<dyn Tx>, Duty)> {
    actor.must(Permission::DoDuties)?;
    let tx = flow.store().begin().await?;
    let duty = tx.duty(&actor.municipality.id, duty).await?;
    if !duty.falls_to(&actor.person) {
        return Err(Error::NotAllowed);
    }
    Ok((tx, duty))
}

/// Ends a duty by a person, with its journal entry.
pub(super) async fn settle(
    flow: &Flow,
    actor: &Actor,
    tx: &dyn Tx,
    duty: &mut Duty,
    to: DutyState,
    kind: &'static str,
    more: Value,
) -> Result<()> {
    duty.state = duty.state.go(to)?;
    duty.done_by = Some(actor.person.id.clone());
    duty.done_at = Some(flow.source().now());
    tx.update_duty(duty).await?;
    write(flow, actor, tx, duty, kind, more).await
}

/// Writes what a person did with a duty.
pub(super) async fn write(
    flow: &Flow,
    actor: &Actor,
    tx: &dyn Tx,
    duty: &Duty,
    kind: &'static str,
    more: Value,
) -> Result<()> {
    let (record, subject) = record(tx, duty).await?;
    let mut data = told(duty);
    if let (Some(data), Value::Object(more)) = (data.as_object_mut(), more) {
        data.extend(more);
    }
    let event = Event::new(record, &subject, kind, data).by(actor);
    journal::write(flow, tx, &duty.municipality, vec![event]).await?;
    Ok(())
}

/// The record that a duty's entries go to: that of what it is about, else the municipality's.
pub(super) async fn record(tx: &dyn Tx, duty: &Duty) -> Result<(RecordKind, String)> {
    let own = || (RecordKind::Municipality, duty.municipality.as_str().to_owned());
    Ok(match duty.subject {
        DutySubject::Channel => (RecordKind::Channel, duty.subject_id.clone()),
        DutySubject::Post => (RecordKind::Post, duty.subject_id.clone()),
        DutySubject::Item => match ItemId::parse(&duty.subject_id) {
            Ok(id) => {
                let item = tx.item(&duty.municipality, &id).await?;
                crate::inbox::record_of(tx, &item).await?
            }
            Err(_) => own(),
        },
        DutySubject::Municipality | DutySubject::Person | DutySubject::Case => own(),
    })
}
