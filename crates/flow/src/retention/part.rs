//! Erases one entry of a record that stays. The record gets a fresh key: its other parts are sealed anew under it with the
//! salts they had, so that what they commit to stays, and the old key, which a backup may hold, opens nothing any more.

use super::erase::forget_remote;
use crate::{Error, Flow, Result, journal};
use ledger::{LedgerError, RecordKey};
use model::archive::{Part, Record};
use model::{EntryId, Id as _, ItemId};
use serde_json::Value;
use store::{SearchKind, StoreError, Tx};

/// Erases an entry; names of files that are to go. An entry that is gone already stays gone.
pub(super) async fn erase(
    flow: &Flow,
    tx: &dyn Tx,
    record: &Record,
    entry: &EntryId,
    decision: &EntryId,
) -> Result<Vec<String>> {
    let old = flow.key_of(record)?;
    let new = RecordKey::generate(flow.source(), &record.id);
    let mut blobs = Vec::new();
    for mut part in tx.parts_of_record(&record.municipality, &record.id).await? {
        let empty = part.sealed.is_empty() && part.blob.is_empty();
        if empty {
            continue;
        }
        let was = std::mem::take(&mut part.blob);
        if part.entry == *entry {
            if part.name == "data" {
                forget_item(flow, tx, &old, &part, &was).await?;
            }
            part.sealed.clear();
        } else {
            let sealed = match was.is_empty() {
                true => std::mem::take(&mut part.sealed),
                false => flow.blobs().get(&was).await?,
            };
            let (salt, content) = ledger::open_salted(&old, &part, &sealed)?;
            let sealed = ledger::reseal(flow.source(), &new, &part, &salt, &content)?;
            if was.is_empty() {
                part.sealed = sealed;
            } else {
                part.blob = flow.blobs().put(&sealed).await?;
            }
        }
        tx.reseal_part(&part).await?;
        blobs.extend(Some(was).filter(|name| !name.is_empty()));
    }
    tx.unindex(&record.municipality, SearchKind::Outside, entry.as_str())
        .await?;
    let wrapped = flow.parts.master.wrap(flow.source(), record, &new);
    let before = record.key_wrapped.as_deref().ok_or(Error::NotFound)?;
    tx.rekey_record(&record.id, before, &wrapped).await?;
    let kind = ledger::leaf::erasure_kind(entry, decision);
    journal::write_bare(flow, tx, record, &[kind]).await?;
    Ok(blobs)
}

/// Destroys the working copies of the item that an entry is about, the first time one of its entries goes.
async fn forget_item(flow: &Flow, tx: &dyn Tx, key: &RecordKey, part: &Part, blob: &str) -> Result<()> {
    let sealed = match blob.is_empty() {
        true => part.sealed.clone(),
        false => flow.blobs().get(blob).await?,
    };
    let data: Value =
        serde_json::from_slice(&ledger::open_part(key, part, &sealed)?).map_err(|_| LedgerError::Damaged)?;
    let id = data.get("item").and_then(Value::as_str).map(ItemId::parse);
    let Some(Ok(id)) = id else { return Ok(()) };
    match tx.item(&part.municipality, &id).await {
        Ok(item) => {
            forget_remote(flow, tx, &item).await?;
            Ok(tx.forget_item(&part.municipality, &id).await?)
        }
        Err(StoreError::NotFound(_)) => Ok(()),
        Err(other) => Err(other.into()),
    }
}
