//! The job that makes an export: reads the log in order, writes what fits, saves now and then, packs at the end.

use super::choose::Choosing;
use super::stage::{PAYLOAD, Setting, Stage, continued};
use super::{About, FORM, blocking, disk, keep, pack, shelf, workshop};
use crate::archive::{noark, open};
use crate::jobs::JobEnd;
use crate::journal::{self, Event};
use crate::{Error, Flow, Result};
use model::archive::{Part, Record, RecordKind};
use model::export::{Export, ExportFormat, ExportState};
use model::job::Job;
use model::municipality::Municipality;
use model::{EntryId, ExportId, Id as _};
use records::OpenEntry;
use serde_json::json;
use std::collections::HashMap;
use std::io::Write as _;
use std::path::PathBuf;

/// Entries read at a time.
const CHUNK: usize = 64;
/// Entries looked at between two times that progress is written down.
pub(in crate::archive) const SAVE_EVERY: i64 = 2_000;

pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    let id = ExportId::parse(&job.subject).map_err(|_| Error::NotFound)?;
    let mut export = flow.store().read().await?.export(&job.municipality, &id).await?;
    if export.state != ExportState::Making {
        keep::clear(flow, &export).await?;
        return Ok(JobEnd::Done);
    }
    match make(flow, &mut export).await {
        Ok(()) => Ok(JobEnd::Done),
        // Somebody removed it meanwhile.
        Err(Error::Conflict) => Ok(JobEnd::Retry {
            problem: "conflict",
            detail: String::new(),
        }),
        Err(error) => {
            trouble(flow, &export, &error).await?;
            Err(error)
        }
    }
}

/// Says on the export what is wrong. The row as it stands: what was to be written into it may not have got there.
async fn trouble(flow: &Flow, export: &Export, error: &Error) -> Result<()> {
    let tx = flow.store().begin().await?;
    let mut now = tx.export(&export.municipality, &export.id).await?;
    if now.state == ExportState::Making {
        error.key().clone_into(&mut now.problem);
        tx.update_export(&mut now).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn make(flow: &Flow, export: &mut Export) -> Result<()> {
    let read = flow.store().read().await?;
    let municipality = read.municipality(&export.municipality).await?;
    drop(read);
    let (workshop, shelf) = (workshop(flow, export)?, shelf(flow, export)?);
    if export.format == ExportFormat::Noark {
        noark::extract(flow, export, &municipality, &workshop).await?;
        return pack_and_shelve(flow, export, municipality, workshop, shelf).await;
    }
    let setting = Setting {
        base: flow.settings().base_url.clone(),
        lang: municipality.locale().tag().to_owned(),
        publisher: municipality.name.clone(),
    };
    let (folder, begun) = (workshop.clone(), export.clone());
    let mut stage = blocking(move || Stage::open(folder, &begun, setting)).await?;
    let mut choosing = Choosing::new(export, &municipality)?;
    let mut seq = stage.progress.seq;
    let mut saved = seq;
    while seq < export.size {
        let (next, chosen) = chunk(flow, export, &mut choosing, seq).await?;
        seq = next;
        let save = seq - saved >= SAVE_EVERY || seq >= export.size;
        let progress;
        (stage, progress) = blocking(move || {
            for (record, entry) in &chosen {
                stage.put(record, entry)?;
            }
            let progress = if save { Some(stage.save(seq)?) } else { None };
            Ok((stage, progress))
        })
        .await?;
        if let Some(progress) = progress {
            saved = seq;
            export.progress = progress;
            come_so_far(flow, export).await?;
        }
    }
    let entries = stage.progress.entries;
    drop(stage);
    if matches!(export.format, ExportFormat::Bagit | ExportFormat::Eark) {
        beside(flow, export, &municipality, entries, &workshop.join(PAYLOAD)).await?;
    }
    pack_and_shelve(flow, export, municipality, workshop, shelf).await
}

/// Writes down how far it has come.
///
/// # Errors
/// `Conflict` when somebody has removed the export meanwhile.
pub(in crate::archive) async fn come_so_far(flow: &Flow, export: &mut Export) -> Result<()> {
    export.problem.clear();
    let tx = flow.store().begin().await?;
    tx.update_export(export).await?;
    Ok(tx.commit().await?)
}

async fn pack_and_shelve(
    flow: &Flow,
    export: &mut Export,
    whose: Municipality,
    workshop: PathBuf,
    shelf: PathBuf,
) -> Result<()> {
    let of = export.clone();
    let (bytes, digest) = blocking(move || pack::pack(&workshop, &shelf, &of, &whose)).await?;
    ready(flow, export, bytes, digest).await?;
    keep::clear(flow, export).await
}

/// The file has its name and lies safe: now it is an export.
async fn ready(flow: &Flow, export: &mut Export, bytes: u64, digest: String) -> Result<()> {
    export.state = export.state.go(ExportState::Ready)?;
    export.bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    export.digest = digest;
    export.problem.clear();
    export.ended_at = Some(flow.source().now());
    let data = json!({
        "export": export.id, "format": export.format, "chosen": export.choice, "size": export.size,
        "entries": export.progress.entries, "bytes": export.bytes, "digest": export.digest,
    });
    let tx = flow.store().begin().await?;
    tx.update_export(export).await?;
    let event = Event::new(
        RecordKind::Municipality,
        export.municipality.as_str(),
        "export.made",
        data,
    );
    journal::write(flow, &*tx, &export.municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}

/// What a package in our own form has beside the entries: the log, and what it is.
async fn beside(
    flow: &Flow,
    export: &Export,
    municipality: &Municipality,
    entries: i64,
    payload: &std::path::Path,
) -> Result<()> {
    journal::checkpoint(flow, &municipality.id).await?;
    let read = flow.store().read().await?;
    let mut log = model::archive::LogState::default();
    let mut leaves = continued(payload, "log/leaves", 0).map_err(|e| disk(&e))?;
    while log.size < export.size {
        let left = usize::try_from(export.size - log.size).unwrap_or(0).min(4096);
        let found = read.leaves_from(&municipality.id, log.size, left).await?;
        for leaf in &found {
            leaves.write_all(leaf).map_err(|e| disk(&e))?;
            let leaf = leaf
                .as_slice()
                .try_into()
                .map_err(|_| ledger::LedgerError::Damaged)?;
            log = ledger::merkle::append(&log, leaf)?;
        }
        if found.is_empty() {
            return Err(ledger::LedgerError::BadLogState.into());
        }
    }
    leaves.flush().map_err(|e| disk(&e))?;
    let mut notes = continued(payload, "log/checkpoints", 0).map_err(|e| disk(&e))?;
    let mut size = -1;
    loop {
        let page = read.checkpoints_after(&municipality.id, size, 256).await?;
        let Some(last) = page.last() else { break };
        size = last.size;
        for point in page {
            let line = json!({ "size": point.size, "at_ms": point.at, "note": point.note });
            writeln!(notes, "{line}").map_err(|e| disk(&e))?;
        }
    }
    notes.flush().map_err(|e| disk(&e))?;
    let sealed = read.log_key(&municipality.id).await?.ok_or(Error::NotFound)?;
    let key = ledger::note::LogKey::open(&flow.parts.master, &municipality.id, &sealed)?;
    let about = About {
        form: FORM.to_owned(),
        municipality: municipality.clone(),
        chosen: export.choice.clone(),
        entries,
        size: export.size,
        root: hex::encode(ledger::merkle::root(&log)?),
        made_at: export.asked_at,
    };
    let about = serde_json::to_string_pretty(&about).map_err(|e| Error::Internal(e.to_string()))?;
    for (name, text) in [("log/key", key.verifier().vkey()), ("archive.json", about)] {
        let mut file = continued(payload, name, 0).map_err(|e| disk(&e))?;
        writeln!(file, "{text}").map_err(|e| disk(&e))?;
        file.flush().map_err(|e| disk(&e))?;
    }
    Ok(())
}

/// Reads the next entries, opens those that fit; where the ones after them begin.
async fn chunk(
    flow: &Flow,
    export: &Export,
    choosing: &mut Choosing,
    seq: i64,
) -> Result<(i64, Vec<(Record, OpenEntry)>)> {
    let id = &export.municipality;
    let read = flow.store().read().await?;
    let most = usize::try_from(export.size - seq).unwrap_or(0).min(CHUNK);
    let entries = read.entries_from(id, seq, most).await?;
    let Some(last) = entries.last() else {
        return Err(ledger::LedgerError::BadLogState.into());
    };
    let next = last.seq + 1;
    let mut parts: HashMap<EntryId, Vec<Part>> = HashMap::new();
    for part in read.parts_between(id, seq, next).await? {
        parts.entry(part.entry.clone()).or_default().push(part);
    }
    let mut chosen = Vec::new();
    for entry in entries {
        let Some((record, key)) = choosing.of(flow, &*read, export, &entry).await? else {
            continue;
        };
        let mut opened = Vec::new();
        for part in parts.remove(&entry.id).unwrap_or_default() {
            opened.push(open::whole(flow, key.as_ref(), part).await?);
        }
        chosen.push((record, OpenEntry { entry, parts: opened }));
    }
    Ok((next, chosen))
}
