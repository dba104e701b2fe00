//! What keeps records from being disposed of.

use super::TEXT;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::archive::RecordKind;
use model::person::Permission;
use model::retention::{Cause, Hold, HoldScope};
use model::{ChannelId, CrisisId, HoldId, Millis, MunicipalityId, RecordId};
use serde_json::json;
use store::Tx;

/// A hold that somebody places by hand.
#[derive(Clone, Debug, Default)]
pub struct NewHold {
    /// This record.
    pub record: Option<RecordId>,
    /// Records of this channel.
    pub channel: Option<ChannelId>,
    /// Records that lived during this crisis.
    pub crisis: Option<CrisisId>,
    /// Why.
    pub reason: String,
    /// Until when; `None` is until it is released.
    pub until: Option<Millis>,
}

/// Places a hold in the caller's transaction; `by` is `None` when the product does it. A standing hold with the same
/// cause (other than by hand) and scope stands for both.
///
/// # Errors
/// `NotFound`; `Refused("record-erased")`; the database.
pub async fn place(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    scope: HoldScope,
    cause: Cause,
    reason: &str,
    until: Option<Millis>,
    by: Option<&Actor>,
) -> Result<HoldId> {
    let now = flow.source().now();
    if cause != Cause::ByHand {
        let same = tx.holds_of(municipality, cause.word(), cause.of()).await?;
        if let Some(there) = same.into_iter().find(|h| h.stands(now) && h.scope == scope) {
            return Ok(there.id);
        }
    }
    let hold = Hold {
        id: flow.source().id(),
        municipality: municipality.clone(),
        scope,
        cause,
        reason: reason.trim().to_owned(),
        placed_by: by.map(|a| a.person.id.clone()),
        placed_at: now,
        until,
        released_at: None,
        released_by: None,
        release_reason: String::new(),
    };
    tx.insert_hold(&hold).await?;
    write(flow, tx, &hold, "hold.placed", &hold.reason, by).await?;
    Ok(hold.id)
}

/// Releases every standing hold of a cause in the caller's transaction; how many. For causes that end by themselves: an
/// access request that can no longer be appealed.
///
/// # Errors
/// The database.
pub async fn release(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    cause: &Cause,
    reason: &str,
    by: Option<&Actor>,
) -> Result<usize> {
    let mut released = 0;
    for hold in tx.holds_of(municipality, cause.word(), cause.of()).await? {
        if hold.released_at.is_none() {
            end(flow, tx, hold, reason, by).await?;
            released += 1;
        }
    }
    Ok(released)
}

/// Places a hold by hand.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Invalid` (`required`, `text-too-long`, `until-past`); `Refused("record-erased")`.
pub async fn hold(flow: &Flow, actor: &Actor, new: NewHold) -> Result<HoldId> {
    actor.must(Permission::ManageRetention)?;
    said(&new.reason)?;
    if new.until.is_some_and(|until| until <= flow.source().now()) {
        return Err(Error::field("until", "until-past"));
    }
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let mut scope = HoldScope {
        record: new.record,
        channel: new.channel,
        ..HoldScope::default()
    };
    if let Some(channel) = &scope.channel {
        tx.channel(municipality, channel).await?;
    }
    let cause = match new.crisis {
        Some(id) => {
            let crisis = tx.crisis(municipality, &id).await?;
            scope.from = Some(crisis.declared_at);
            scope.to = crisis.ended_at;
            Cause::Crisis(id)
        }
        None => Cause::ByHand,
    };
    let by = Some(actor);
    let id = place(flow, &*tx, municipality, scope, cause, &new.reason, new.until, by).await?;
    tx.commit().await?;
    Ok(id)
}

/// Releases one hold by hand. Those that the product placed for an open access request are released with it, not here.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Conflict`; `Invalid` (`required`, `text-too-long`); `Refused("hold-of-request")`.
pub async fn unhold(flow: &Flow, actor: &Actor, id: &HoldId, reason: &str) -> Result<()> {
    actor.must(Permission::ManageRetention)?;
    said(reason)?;
    let tx = flow.store().begin().await?;
    let hold = tx.hold(&actor.municipality.id, id).await?;
    if hold.released_at.is_some() {
        return Err(Error::Conflict);
    }
    if matches!(hold.cause, Cause::AccessRequest(_)) {
        return Err(Error::refused("hold-of-request"));
    }
    end(flow, &*tx, hold, reason, Some(actor)).await?;
    tx.commit().await?;
    Ok(())
}

fn said(reason: &str) -> Result<()> {
    if reason.trim().is_empty() {
        return Err(Error::field("reason", "required"));
    }
    if reason.chars().count() > TEXT {
        return Err(Error::field("reason", "text-too-long"));
    }
    Ok(())
}

async fn end(flow: &Flow, tx: &dyn Tx, mut hold: Hold, reason: &str, by: Option<&Actor>) -> Result<()> {
    hold.released_at = Some(flow.source().now());
    hold.released_by = by.map(|a| a.person.id.clone());
    hold.release_reason = reason.trim().to_owned();
    tx.release_hold(&hold).await?;
    write(flow, tx, &hold, "hold.released", &hold.release_reason, by).await
}

/// Writes to the record that is held, or to the municipality's where the hold covers more than one.
async fn write(
    flow: &Flow,
    tx: &dyn Tx,
    hold: &Hold,
    kind: &str,
    reason: &str,
    by: Option<&Actor>,
) -> Result<()> {
    let municipality = &hold.municipality;
    let (record, subject) = match &hold.scope.record {
        Some(id) => {
            let record = tx.record(municipality, id).await?;
            if record.key_wrapped.is_none() {
                return Err(Error::refused("record-erased"));
            }
            (record.kind, record.subject)
        }
        None => (RecordKind::Municipality, municipality.to_string()),
    };
    let mut data = told(hold);
    if let Some(data) = data.as_object_mut() {
        data.insert("reason".to_owned(), json!(reason));
    }
    let mut event = Event::new(record, &subject, kind, data);
    if let Some(actor) = by {
        event = event.by(actor);
    }
    journal::write(flow, tx, municipality, vec![event]).await?;
    Ok(())
}

/// What the journal says of a hold.
pub(crate) fn told(hold: &Hold) -> serde_json::Value {
    json!({
        "hold": hold.id, "cause": hold.cause.word(), "of": hold.cause.of(), "reason": hold.reason,
        "channel": hold.scope.channel, "from": hold.scope.from, "to": hold.scope.to, "until": hold.until,
    })
}
