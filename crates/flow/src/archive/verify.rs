//! Recomputes the whole ledger and all records.

use super::copies::Copies;
use super::restore;
use crate::{Error, Flow, Result, journal};
use ledger::note::LogKey;
use ledger::verify::{Held, Place, Problem, Report, Row, Trust, Verifier};
use ledger::{LedgerError, tile};
use model::archive::{Entry, Part};
use model::municipality::Municipality;
use model::{EntryId, MunicipalityId};
use std::collections::HashMap;
use store::{Cursor, Read, RecordFilter, StoreError};

/// Rows read at a time.
const CHUNK: usize = 256;

/// Verifies every municipality's log: entries, parts, records, checkpoints, tiles, blobs, and that the working copies
/// (post revisions, item versions, pictures) say what their records say. One report a municipality, in the order of
/// their names. What the database itself finds wrong with its files stands in the first: a row's values can be right in
/// an index and wrong in the row. To be done while nothing is written; what is added meanwhile may be reported as missing.
///
/// # Errors
/// The database; a wrong key-encryption key. What does not verify is in the report, not an error.
pub async fn verify(flow: &Flow) -> Result<Vec<Report>> {
    let damage = flow.store().damage().await?;
    let municipalities = flow.store().read().await?.municipalities().await?;
    let mut reports = Vec::with_capacity(municipalities.len());
    for municipality in &municipalities {
        reports.push(one(flow, municipality).await?);
    }
    if let Some(first) = reports.first_mut() {
        let problem = |line: String| Problem {
            place: Place::Copy(format!("database: {line}")),
            key: "row-unreadable",
        };
        first.problems.extend(damage.into_iter().map(problem));
    }
    Ok(reports)
}

async fn one(flow: &Flow, municipality: &Municipality) -> Result<Report> {
    let id = &municipality.id;
    let read = flow.store().read().await?;
    let Some(log_key) = log_key(flow, &*read, id).await? else {
        let problems = vec![Problem {
            place: Place::Log,
            key: "log-key-damaged",
        }];
        return Ok(Report {
            problems,
            ..Report::default()
        });
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let trust = Trust {
        municipality: id.clone(),
        log_key,
        master: Some(flow.parts.master.clone()),
        tiles: true,
        attestors: flow.outside().map(|o| o.attestors.clone()).unwrap_or_default(),
        threads,
    };
    let mut verifier = Verifier::new(trust);
    let restored = read.setting(&restore::setting(id)).await?;
    let mut copies = Copies::since(restored.and_then(|size| size.parse().ok()).unwrap_or(0));
    let mut unreadable = Vec::new();

    let mut after: Option<Cursor> = None;
    loop {
        let page = read
            .records(id, &RecordFilter::default(), after.as_ref(), CHUNK)
            .await;
        let Some(page) = readable(page, "records", &mut unreadable)? else {
            break;
        };
        verifier.records(&page.items);
        copies.records(flow, &page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let state = read.log_state(id).await?;
    let mut seq = 0;
    while seq < state.size {
        let rows = chunk(flow, &*read, id, seq, state.size, &mut unreadable).await?;
        let Some(last) = rows.last() else { break };
        seq = last.entry.seq.max(seq).saturating_add(1);
        verifier.entries(&rows);
        copies.entries(&rows);
    }
    let mut log = verifier.log(&state);
    let mut size = -1;
    loop {
        let page = read.checkpoints_after(id, size, CHUNK).await;
        let Some(page) = readable(page, "checkpoints", &mut unreadable)? else {
            break;
        };
        let Some(last) = page.last() else { break };
        size = last.size;
        page.iter().for_each(|checkpoint| log.checkpoint(checkpoint));
    }
    for (level, number) in tiles(state.size) {
        if let Some(tile) = readable(read.tile(id, level, number).await, "tiles", &mut unreadable)?.flatten()
        {
            log.tile(&tile);
        }
    }
    drop(read);
    let mut report = log.finish();
    report.problems.extend(unreadable);
    report.problems.extend(copies.compare(flow, id).await?);
    Ok(report)
}

/// The log's public key. `None` when there is none or it is damaged.
async fn log_key(
    flow: &Flow,
    read: &dyn Read,
    id: &MunicipalityId,
) -> Result<Option<ledger::note::Verifier>> {
    let Some(sealed) = read.log_key(id).await? else {
        return Ok(None);
    };
    match LogKey::open(&flow.parts.master, id, &sealed) {
        Ok(key) => Ok(Some(key.verifier())),
        Err(error @ LedgerError::WrongKey { .. }) => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// What was read; a row that is not one that was ever written becomes a problem at its place.
fn readable<T>(found: store::Result<T>, what: &str, unreadable: &mut Vec<Problem>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(StoreError::Corrupt {
            table,
            id,
            what: column,
        }) => {
            let place = if id.is_empty() {
                format!("{what} ({table}, {column})")
            } else {
                format!("{table} {id} ({column})")
            };
            unreadable.push(Problem {
                place: Place::Copy(place),
                key: "row-unreadable",
            });
            Ok(None)
        }
        Err(other) => Err(other.into()),
    }
}

/// The next entries with their parts and blobs. Rows that cannot be read are named and left out, one by one.
async fn chunk(
    flow: &Flow,
    read: &dyn Read,
    id: &MunicipalityId,
    seq: i64,
    size: i64,
    unreadable: &mut Vec<Problem>,
) -> Result<Vec<Row>> {
    let end = seq.saturating_add(i64::try_from(CHUNK).unwrap_or(1)).min(size);
    let entries = match read.entries_from(id, seq, CHUNK).await {
        Err(StoreError::Corrupt { .. }) => one_by_one(read, id, seq, end, unreadable).await?,
        found => found?,
    };
    let entries: Vec<Entry> = entries.into_iter().filter(|e| e.seq < end).collect();
    let parts = match read.parts_between(id, seq, end).await {
        Err(StoreError::Corrupt { .. }) => {
            let mut parts = Vec::new();
            for entry in &entries {
                parts.extend(
                    readable(read.parts_of(id, &entry.id).await, "parts", unreadable)?.unwrap_or_default(),
                );
            }
            parts
        }
        found => found?,
    };
    let mut by_entry: HashMap<EntryId, Vec<Part>> = HashMap::new();
    for part in parts {
        by_entry.entry(part.entry.clone()).or_default().push(part);
    }
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut parts = Vec::new();
        for part in by_entry.remove(&entry.id).unwrap_or_default() {
            let blob = match part.blob.is_empty() {
                true => None,
                false => blob(flow, &part).await?,
            };
            parts.push(Held { part, blob });
        }
        rows.push(Row { entry, parts });
    }
    Ok(rows)
}

async fn one_by_one(
    read: &dyn Read,
    id: &MunicipalityId,
    seq: i64,
    end: i64,
    unreadable: &mut Vec<Problem>,
) -> Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    for at in seq..end {
        let found = readable(read.entries_from(id, at, 1).await, "entries", unreadable)?.unwrap_or_default();
        entries.extend(found.into_iter().filter(|e| e.seq == at));
    }
    Ok(entries)
}

/// The bytes of a part's blob; `None` when it is missing or no longer what its name says.
async fn blob(flow: &Flow, part: &Part) -> Result<Option<Vec<u8>>> {
    match journal::sealed_bytes(flow, part).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Error::NotFound | Error::Store(StoreError::Corrupt { .. })) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Level and number of every complete tile of a log of `size` leaves.
fn tiles(size: i64) -> impl Iterator<Item = (i64, i64)> {
    let width = i64::try_from(tile::WIDTH).unwrap_or(256);
    (0..8)
        .scan(size / width, move |count, level| {
            let here = *count;
            *count /= width;
            (here > 0).then_some((0..here).map(move |number| (level, number)))
        })
        .flatten()
}
