//! Ends a crisis.

use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::Id as _;
use model::archive::RecordKind;
use model::person::Permission;
use serde_json::json;

/// Ends the open crisis. Nothing held is sent by itself: each needs a person's decision.
///
/// # Errors
/// `NotAllowed`, `Refused("no-crisis")`.
pub async fn end(flow: &Flow, actor: &Actor) -> Result<()> {
    actor.must(Permission::Crisis)?;
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let Some(mut crisis) = tx.open_crisis(municipality).await? else {
        return Err(Error::refused("no-crisis"));
    };
    crisis.ended_by = Some(actor.person.id.clone());
    crisis.ended_at = Some(flow.source().now());
    tx.update_crisis(&mut crisis).await?;
    let data = json!({ "crisis": crisis.id, "title": crisis.title });
    let event = Event::new(
        RecordKind::Municipality,
        municipality.as_str(),
        "crisis.ended",
        data,
    )
    .by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}
