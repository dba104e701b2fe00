//! What stood on our accounts and was not made here, or was changed there: taken in by comparing, kept in its record alone.

use super::open;
use crate::{Error, Flow, Result};
use model::archive::{Entry, Record, RecordKind};
use model::{ChannelId, EntryId, Id as _, Millis, MunicipalityId};
use serde_json::Value;
use std::collections::HashMap;
use store::{Outside, Read, SearchAbout};

/// Entries read at a time.
const CHUNK: usize = 256;

/// Whether entries of this kind hold what was taken in.
fn holds(kind: &str) -> bool {
    matches!(
        kind,
        "channel.post-outside" | "channel.answer-outside" | "post.changed-outside"
    )
}

/// A thing that was taken in.
pub(crate) struct Taken {
    /// As the search has it.
    pub(crate) said: Outside,
    /// Its address on the network; may be empty.
    pub(crate) url: String,
}

/// What such an entry says.
pub(crate) fn taken(record: &Record, entry: &EntryId, at: Millis, data: &Value) -> Option<Taken> {
    let text = |name: &str| data.get(name).and_then(Value::as_str).unwrap_or_default();
    let written: Option<jiff::Timestamp> = text("written_at").parse().ok();
    Some(Taken {
        url: text("url").to_owned(),
        said: Outside {
            entry: entry.clone(),
            about: match record.kind {
                RecordKind::Post => SearchAbout::Post,
                _ => SearchAbout::Channel,
            },
            parent: record.subject.clone(),
            channel: ChannelId::parse(text("channel")).ok()?,
            at: written.map_or(at, Millis::from),
            text: text("text").to_owned(),
        },
    })
}

/// Reads one; `NotFound` when it is none, or was erased.
pub(crate) async fn read(
    flow: &Flow,
    read: &(impl Read + ?Sized),
    whose: &MunicipalityId,
    entry: &EntryId,
) -> Result<Taken> {
    let entry = read.entry(whose, entry).await?;
    let record = read.record(whose, &entry.record).await?;
    match opened(flow, read, &record, &entry).await? {
        Some(taken) if holds(&entry.kind) => Ok(taken),
        _ => Err(Error::NotFound),
    }
}

/// `None` when it was erased.
async fn opened(
    flow: &Flow,
    read: &(impl Read + ?Sized),
    record: &Record,
    entry: &Entry,
) -> Result<Option<Taken>> {
    let parts = read.parts_of(&entry.municipality, &entry.id).await?;
    let Some(part) = parts.into_iter().find(|p| p.name == "data") else {
        return Ok(None);
    };
    let gone = part.sealed.is_empty() && part.blob.is_empty();
    let Some(key) = open::key(flow, record)?.filter(|_| !gone) else {
        return Ok(None);
    };
    let data = open::part(flow, &key, &part).await?;
    let data = serde_json::from_slice(&data).map_err(|_| ledger::LedgerError::Damaged)?;
    Ok(taken(record, &entry.id, entry.at, &data))
}

/// Puts all that was taken in into the index, out of the records.
pub(super) async fn index(flow: &Flow, whose: &MunicipalityId) -> Result<()> {
    let read = flow.store().read().await?;
    let size = read.log_state(whose).await?.size;
    drop(read);
    let (mut seq, mut records) = (0, HashMap::new());
    while seq < size {
        let read = flow.store().read().await?;
        let entries = read.entries_from(whose, seq, CHUNK).await?;
        let Some(last) = entries.last() else { break };
        seq = last.seq + 1;
        let mut said = Vec::new();
        for entry in entries.iter().filter(|e| holds(&e.kind)) {
            if !records.contains_key(&entry.record) {
                let record = read.record(whose, &entry.record).await?;
                records.insert(entry.record.clone(), record);
            }
            if let Some(record) = records.get(&entry.record) {
                said.extend(opened(flow, &*read, record, entry).await?.map(|t| t.said));
            }
        }
        drop(read);
        if !said.is_empty() {
            let tx = flow.store().begin().await?;
            tx.index_outside(whose, &said).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
