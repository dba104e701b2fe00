//! Writing the journal: each event is one leaf, its payload sealed with the key of the record it belongs to.

use crate::{Actor, Error, Flow, Result};
use ledger::attest::{STAMPED, WITNESSED};
use ledger::{NewPart, RecordKey, SealedEntry, seal_entry, tile};
use model::archive::{LogState, Record, RecordKind};
use model::{EntryId, Millis, MunicipalityId};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::Tx;

/// How far the clock may lie behind the newest entry before nothing more is written: enough for a time server's
/// correction, far from enough for a wrong date.
const CLOCK_TOLERANCE_MS: i64 = Millis::MINUTE;

/// Something that happened and is to be kept.
#[derive(Debug)]
pub struct Event<'a> {
    record: RecordKind,
    subject: &'a str,
    kind: &'a str,
    data: Value,
    parts: Vec<NewPart<'a>>,
}

impl<'a> Event<'a> {
    /// An event of `kind` ("post.submitted") in the record about `subject`; `data` is a JSON object that says what
    /// happened. Personal data is allowed in it: it is sealed.
    #[must_use]
    pub fn new(record: RecordKind, subject: &'a str, kind: &'a str, data: Value) -> Self {
        Self {
            record,
            subject,
            kind,
            data,
            parts: Vec::new(),
        }
    }

    /// Says who did it.
    #[must_use]
    pub fn by(mut self, actor: &Actor) -> Self {
        if let Value::Object(map) = &mut self.data {
            map.insert(
                "actor".to_owned(),
                json!({ "id": actor.person.id, "name": actor.person.name }),
            );
        }
        self
    }

    /// Adds a part beside the data: the network's raw JSON, a picture.
    #[must_use]
    pub fn part(mut self, name: &'a str, content_type: &'a str, content: &'a [u8]) -> Self {
        self.parts.push(NewPart {
            name,
            content_type,
            content,
        });
        self
    }
}

/// Writes events in order, inside the caller's transaction. Opens records that do not exist yet.
///
/// # Errors
/// `Refused("clock-went-back")` when the clock lies more than a minute behind the newest entry; the database; a wrong key.
pub async fn write(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    events: Vec<Event<'_>>,
) -> Result<Vec<EntryId>> {
    let (log, newest) = tx.lock_log(municipality).await?;
    let at = entry_time(flow, newest)?;
    let mut records: HashMap<(RecordKind, String), (Record, RecordKey)> = HashMap::new();
    let mut entries = Vec::with_capacity(events.len());
    for event in events {
        let name = (event.record, event.subject.to_owned());
        if !records.contains_key(&name) {
            let opened = open(flow, tx, municipality, event.record, event.subject, at).await?;
            records.insert(name.clone(), opened);
        }
        let Some((record, key)) = records.get(&name) else {
            return Err(Error::Internal("record not at hand".to_owned()));
        };
        let data = serde_json::to_vec(&event.data).map_err(|e| Error::Internal(e.to_string()))?;
        let mut new = vec![NewPart {
            name: "data",
            content_type: "application/json",
            content: &data,
        }];
        new.extend(event.parts);
        let mut sealed = seal_entry(flow.source(), record, Some(key), event.kind, at, &new)?;
        keep_blobs(flow, &mut sealed).await?;
        entries.push(sealed);
    }
    append(tx, municipality, log, entries).await
}

/// Writes entries without any payload, in order, inside the caller's transaction: what says that a record, or an entry of
/// it, is gone. No key is needed.
///
/// # Errors
/// As [`write`].
pub(crate) async fn write_bare(
    flow: &Flow,
    tx: &dyn Tx,
    record: &Record,
    kinds: &[String],
) -> Result<Vec<EntryId>> {
    let (log, newest) = tx.lock_log(&record.municipality).await?;
    let at = entry_time(flow, newest)?;
    let mut entries = Vec::with_capacity(kinds.len());
    for kind in kinds {
        entries.push(seal_entry(flow.source(), record, None, kind, at, &[])?);
    }
    append(tx, &record.municipality, log, entries).await
}

/// Gives entries their places after `log` and stores them.
async fn append(
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    mut log: LogState,
    sealed: Vec<SealedEntry>,
) -> Result<Vec<EntryId>> {
    let mut ids = Vec::with_capacity(sealed.len());
    let mut entries = Vec::with_capacity(sealed.len());
    let mut parts = Vec::new();
    let mut completed = Vec::new();
    for mut one in sealed {
        log = one.place(&log)?;
        completed.extend(tile::completed_by(log.size));
        ids.push(one.entry.id.clone());
        entries.push(one.entry);
        parts.extend(one.parts);
    }
    tx.append_entries(&entries, &parts).await?;
    tx.put_log_state(municipality, &log).await?;
    for (level, number) in completed {
        complete_tile(tx, municipality, level, number).await?;
    }
    Ok(ids)
}

/// The time of the next entry: never before the newest one.
fn entry_time(flow: &Flow, newest: Option<Millis>) -> Result<Millis> {
    let now = flow.source().now();
    let Some(newest) = newest else { return Ok(now) };
    if now.plus(CLOCK_TOLERANCE_MS) < newest {
        return Err(Error::Refused {
            key: "clock-went-back",
            params: vec![("newest", newest.rfc3339()), ("now", now.rfc3339())],
        });
    }
    Ok(now.max(newest))
}

/// The record about a subject and its key; a new one when there is none.
async fn open(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    kind: RecordKind,
    subject: &str,
    at: Millis,
) -> Result<(Record, RecordKey)> {
    if let Some(record) = tx.record_of(municipality, kind, subject).await? {
        let key = flow.key_of(&record)?;
        return Ok((record, key));
    }
    flow.settle_wrapping(tx).await?;
    let mut record = Record {
        id: flow.source().id(),
        municipality: municipality.clone(),
        kind,
        subject: subject.to_owned(),
        opened_at: at,
        key_wrapped: None,
    };
    let key = RecordKey::generate(flow.source(), &record.id);
    record.key_wrapped = Some(flow.parts.master.wrap(flow.source(), &record, &key));
    tx.insert_record(&record).await?;
    Ok((record, key))
}

/// Puts large sealed parts into the blob store, under the name the store gives them.
async fn keep_blobs(flow: &Flow, sealed: &mut SealedEntry) -> Result<()> {
    let mut kept: Vec<String> = Vec::new();
    for (planned, bytes) in std::mem::take(&mut sealed.blobs) {
        let stored = match flow.blobs().put(&bytes).await {
            Ok(stored) => stored,
            Err(error) => {
                // Each try seals anew: what is left of this one would only fill the disk further.
                for name in &kept {
                    if let Err(error) = flow.blobs().remove(name).await {
                        tracing::warn!(%error, "a blob that nothing names is left");
                    }
                }
                return Err(error.into());
            }
        };
        for part in sealed.parts.iter_mut().filter(|p| p.blob == planned) {
            part.blob.clone_from(&stored);
        }
        kept.push(stored);
    }
    Ok(())
}

/// Makes the tile that a leaf just completed.
pub(crate) async fn complete_tile(
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    level: i64,
    number: i64,
) -> Result<()> {
    let first = number.saturating_mul(256);
    let made = if level == 0 {
        let leaves = tx.leaves_from(municipality, first, 256).await?;
        tile::from_leaves(municipality, number, leaves.iter().map(Vec::as_slice))?
    } else {
        let mut children = Vec::with_capacity(256);
        for child in first..first.saturating_add(256) {
            children.push(
                tx.tile(municipality, level - 1, child)
                    .await?
                    .ok_or_else(|| Error::Internal(format!("tile {}/{child} is missing", level - 1)))?,
            );
        }
        tile::from_children(municipality, level, number, children.iter())?
    };
    tx.insert_tile(&made).await?;
    Ok(())
}

/// The bytes of a sealed part, wherever they lie.
///
/// # Errors
/// The blob is missing or no longer what its name says.
pub(crate) async fn sealed_bytes(flow: &Flow, part: &model::archive::Part) -> Result<Vec<u8>> {
    if part.blob.is_empty() {
        Ok(part.sealed.clone())
    } else {
        Ok(flow.blobs().get(&part.blob).await?)
    }
}

/// Makes the log's signing key and the first checkpoint's ground for a new municipality.
///
/// # Errors
/// The database.
pub(crate) async fn begin_log(flow: &Flow, tx: &dyn Tx, municipality: &MunicipalityId) -> Result<()> {
    let key = ledger::note::LogKey::generate(flow.source(), municipality);
    tx.put_log_key(municipality, &key.seal(flow.source(), &flow.parts.master))
        .await?;
    Ok(())
}

/// How many entries may come after a checkpoint that only say what others say of it.
const SAID: usize = 32;

/// Whether all entries after the newest checkpoint only say that others confirmed it. To sign these anew would ask the
/// others anew, without end; the next event has them signed.
async fn only_said(tx: &dyn Tx, municipality: &MunicipalityId, signed: i64) -> Result<bool> {
    let after = tx.entries_from(municipality, signed, SAID).await?;
    let said = |kind: &str| kind == STAMPED || kind == WITNESSED;
    Ok(signed > 0 && after.len() < SAID && after.iter().all(|e| said(&e.kind)))
}

/// Signs the log as it stands, when it has grown since the newest checkpoint. Returns the checkpoint made.
///
/// # Errors
/// The database; a wrong key.
pub async fn checkpoint(
    flow: &Flow,
    municipality: &MunicipalityId,
) -> Result<Option<model::archive::Checkpoint>> {
    let tx = flow.store().begin().await?;
    let (log, _) = tx.lock_log(municipality).await?;
    let newest = tx.latest_checkpoint(municipality).await?;
    let signed = newest.map_or(0, |c| c.size);
    if log.size == signed || only_said(&*tx, municipality, signed).await? {
        return Ok(None);
    }
    let Some(sealed) = tx.log_key(municipality).await? else {
        return Err(Error::Internal("the log has no signing key".to_owned()));
    };
    let key = ledger::note::LogKey::open(&flow.parts.master, municipality, &sealed)?;
    let made = key.checkpoint(&log, flow.source().now())?;
    tx.insert_checkpoint(&made).await?;
    tx.commit().await?;
    Ok(Some(made))
}
