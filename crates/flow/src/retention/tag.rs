//! Tags of records, by which rules choose.

use super::LINE;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::RecordId;
use model::person::Permission;
use serde_json::json;

/// Gives a record a tag, or takes it away.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Invalid` (`required`, `text-too-long`); `Refused("record-erased")`.
pub async fn tag(flow: &Flow, actor: &Actor, id: &RecordId, tag: &str, on: bool) -> Result<()> {
    actor.must(Permission::ManageRetention)?;
    let tag = tag.trim().to_lowercase();
    if tag.is_empty() {
        return Err(Error::field("tag", "required"));
    }
    if tag.chars().count() > LINE {
        return Err(Error::field("tag", "text-too-long"));
    }
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let record = tx.record(municipality, id).await?;
    if record.key_wrapped.is_none() {
        return Err(Error::refused("record-erased"));
    }
    let kind = if on {
        tx.tag_record(municipality, id, &tag).await?;
        "record.tagged"
    } else {
        tx.untag_record(municipality, id, &tag).await?;
        "record.untagged"
    };
    let event = Event::new(record.kind, &record.subject, kind, json!({ "title": tag })).by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}
