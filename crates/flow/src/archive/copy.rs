//! Writes the copy that anybody can check with the log's public key alone (`rettesnor-verify`).

use super::open;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use ledger::copy::{CopyError, OpenedPart, Writer};
use ledger::note::LogKey;
use ledger::{LedgerError, RecordKey, open_salted};
use model::archive::{Checkpoint, Entry, Part, Record, RecordKind};
use model::municipality::Municipality;
use model::person::Permission;
use model::{EntryId, Id as _, MunicipalityId, RecordId};
use serde_json::json;
use std::collections::HashMap;
use std::io::Write;
use store::Read;

/// Entries read at a time.
const CHUNK: usize = 256;

/// Writes the whole log of a municipality, opened, with its checkpoints. The copy is journalled and signed before the first
/// byte goes out, so that it covers itself; what is written meanwhile is not in it. Returns the number of entries.
/// `actor` is the person who asked; `None` is whoever runs the machine, who can read everything anyway.
/// The layout is in `docs/operate/ledger.md`. One entry's content is in memory at a time.
///
/// # Errors
/// `NotAllowed`, `Ledger` when something is damaged, `Refused("export-failed")` when the output cannot be written.
pub async fn copy(
    flow: &Flow,
    municipality: &Municipality,
    actor: Option<&Actor>,
    out: &mut (dyn Write + Send),
) -> Result<i64> {
    let id = &municipality.id;
    let data = json!({ "records": "all", "format": "rettesnor-copy/v1" });
    let mut event = Event::new(RecordKind::Municipality, id.as_str(), "archive.exported", data);
    if let Some(actor) = actor {
        actor.must(Permission::ExportArchive)?;
        if actor.municipality.id != *id {
            return Err(Error::NotFound);
        }
        event = event.by(actor);
    }
    let tx = flow.store().begin().await?;
    journal::write(flow, &*tx, id, vec![event]).await?;
    tx.commit().await?;
    journal::checkpoint(flow, id).await?;

    let read = flow.store().read().await?;
    let sealed = read.log_key(id).await?.ok_or(Error::NotFound)?;
    let size = read.latest_checkpoint(id).await?.map_or(0, |c| c.size);
    drop(read);
    let key = LogKey::open(&flow.parts.master, id, &sealed)?;
    let mut writer = Writer::new(out, id, &key.verifier()).map_err(failed)?;
    let mut seq = 0;
    while seq < size {
        let read = flow.store().read().await?;
        let end = seq.saturating_add(i64::try_from(CHUNK).unwrap_or(1)).min(size);
        let mut chunk = Chunk::read(flow, &*read, id, seq, end).await?;
        drop(read);
        seq = end;
        for entry in std::mem::take(&mut chunk.entries) {
            chunk.write(flow, &mut writer, &entry).await?;
        }
    }
    writer.finish().map_err(failed)?;
    Ok(size)
}

/// Some entries with the rows that belong to them.
struct Chunk {
    entries: Vec<Entry>,
    parts: HashMap<EntryId, Vec<Part>>,
    records: HashMap<RecordId, (Record, Option<RecordKey>)>,
    checkpoints: Vec<Checkpoint>,
}

impl Chunk {
    /// Reads the entries from `seq` up to, not including, `end`.
    async fn read(flow: &Flow, read: &dyn Read, id: &MunicipalityId, seq: i64, end: i64) -> Result<Self> {
        let mut chunk = Self {
            entries: read.entries_from(id, seq, CHUNK).await?,
            parts: HashMap::new(),
            records: HashMap::new(),
            checkpoints: read.checkpoints_after(id, seq, CHUNK).await?,
        };
        chunk.entries.retain(|e| e.seq < end);
        if i64::try_from(chunk.entries.len()) != Ok(end - seq) {
            return Err(LedgerError::Damaged.into());
        }
        for part in read.parts_between(id, seq, end).await? {
            chunk.parts.entry(part.entry.clone()).or_default().push(part);
        }
        for entry in &chunk.entries {
            if !chunk.records.contains_key(&entry.record) {
                let record = read.record(id, &entry.record).await?;
                let key = open::key(flow, &record)?;
                chunk.records.insert(entry.record.clone(), (record, key));
            }
        }
        Ok(chunk)
    }

    /// Writes one of the entries, and the checkpoint after it if there is one.
    async fn write(
        &mut self,
        flow: &Flow,
        writer: &mut Writer<&mut (dyn Write + Send)>,
        entry: &Entry,
    ) -> Result<()> {
        let (record, key) = self.records.get(&entry.record).ok_or(Error::NotFound)?;
        let mut parts = Vec::new();
        for part in self.parts.remove(&entry.id).unwrap_or_default() {
            // Nothing is left of an entry that alone was erased.
            let gone = part.sealed.is_empty() && part.blob.is_empty();
            let opened = match key.as_ref().filter(|_| !gone) {
                Some(key) => Some(open_salted(key, &part, &open::sealed(flow, &part).await?)?),
                None => None,
            };
            parts.push(OpenedPart { part, opened });
        }
        writer.entry(record, entry, &parts).map_err(failed)?;
        let end = entry.seq.saturating_add(1);
        for checkpoint in self.checkpoints.iter().filter(|c| c.size == end) {
            writer.checkpoint(checkpoint).map_err(failed)?;
        }
        Ok(())
    }
}

fn failed(error: CopyError) -> Error {
    tracing::warn!(%error, "a copy could not be written");
    Error::refused("export-failed")
}
