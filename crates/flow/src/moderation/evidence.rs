//! Everything that is known of a comment, gathered for the evidence of a moderation decision.

use crate::{Flow, Result};
use model::archive::RecordKind;
use model::item::Item;
use serde_json::{Value, json};
use store::Read;

/// What goes into the evidence entry.
pub(super) struct Evidence {
    /// Content of every version, author, context and times.
    pub data: Value,
    /// The network's own JSON of every version, as received: part name and bytes.
    pub raw: Vec<(String, Vec<u8>)>,
}

/// Gathers the evidence from the inbox and from the sealed entries of the item's record.
pub(super) async fn gather(
    flow: &Flow,
    read: &(impl Read + ?Sized),
    item: &Item,
    record: RecordKind,
    subject: &str,
) -> Result<Evidence> {
    let versions = read.item_versions(&item.municipality, &item.id).await?;
    let context = match &item.publication {
        Some(publication) => {
            let publication = read.publication(&item.municipality, publication).await?;
            let revision = read.revision(&item.municipality, &publication.revision).await?;
            json!({ "post": publication.post, "text": revision.content.text, "url": publication.url })
        }
        None => Value::Null,
    };
    let data = json!({
        "item": item.id,
        "remote_id": item.remote_id,
        "url": item.url,
        "answers": item.parent_remote_id,
        "author": { "remote_id": item.author_remote_id, "handle": item.author_handle, "name": item.author_name },
        "written_at": item.written_at.rfc3339(),
        "received_at": item.received_at.rfc3339(),
        "versions": versions.iter().map(|v| json!({
            "number": v.number, "text": v.text, "seen_at": v.received_at.rfc3339(),
        })).collect::<Vec<_>>(),
        "context": context,
    });
    Ok(Evidence {
        data,
        raw: raw_versions(flow, read, item, record, subject).await?,
    })
}

async fn raw_versions(
    flow: &Flow,
    read: &(impl Read + ?Sized),
    item: &Item,
    kind: RecordKind,
    subject: &str,
) -> Result<Vec<(String, Vec<u8>)>> {
    let Some(record) = read.record_of(&item.municipality, kind, subject).await? else {
        return Ok(Vec::new());
    };
    let key = flow.key_of(&record)?;
    let mut out = Vec::new();
    for entry in read.entries_of(&item.municipality, &record.id).await? {
        if entry.kind != "item.received" && entry.kind != "item.edited" {
            continue;
        }
        let parts = read.parts_of(&item.municipality, &entry.id).await?;
        let mut ours = false;
        for part in &parts {
            let sealed = crate::journal::sealed_bytes(flow, part).await?;
            match part.name.as_str() {
                "data" => {
                    let data: Value =
                        serde_json::from_slice(&ledger::open_part(&key, part, &sealed)?).unwrap_or_default();
                    ours = data.get("item").and_then(Value::as_str) == Some(model::Id::as_str(&item.id));
                }
                "raw" if ours => out.push((
                    format!("raw/{}", out.len() + 1),
                    ledger::open_part(&key, part, &sealed)?,
                )),
                _ => {}
            }
        }
    }
    Ok(out)
}
