//! Exports records as WARC.

use super::open;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::archive::{Record, RecordKind};
use model::person::Permission;
use model::{Id as _, RecordId};
use records::warc::{Packing, Writer};
use records::{ExportError, OpenEntry};
use serde_json::json;
use std::io::Write;
use store::{Cursor, RecordFilter};

/// Records read at a time when all are exported.
const PAGE: usize = 100;

/// Writes the records (all of the municipality's when `records` is empty) as one gzipped WARC 1.1 file, a record's
/// entries in order, each part a WARC record. Returns how many records were written. The export is journalled before
/// the first byte goes out. One entry is in memory at a time.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Ledger`, `Refused("export-failed")` when the output cannot be written.
pub async fn export_warc(
    flow: &Flow,
    actor: &Actor,
    records: &[RecordId],
    out: &mut (dyn Write + Send),
) -> Result<u64> {
    actor.must(Permission::ExportArchive)?;
    let municipality = &actor.municipality.id;
    let read = flow.store().read().await?;
    let mut chosen = Vec::with_capacity(records.len());
    for id in records {
        chosen.push(read.record(municipality, id).await?);
    }
    drop(read);
    let exported = if records.is_empty() {
        json!("all")
    } else {
        json!(records.len())
    };
    let ids: Vec<&str> = records.iter().map(RecordId::as_str).collect();
    let tx = flow.store().begin().await?;
    let data = json!({ "records": exported, "ids": ids, "format": "WARC 1.1" });
    let event = Event::new(
        RecordKind::Municipality,
        municipality.as_str(),
        "archive.exported",
        data,
    )
    .by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;

    let mut warc = Writer::new(out, Packing::Gzip);
    let name = format!("{}.warc.gz", actor.municipality.slug);
    let software = concat!("rettesnor/", env!("CARGO_PKG_VERSION"));
    let fields = [
        ("software", software),
        ("publisher", actor.municipality.name.as_str()),
        ("format", "WARC File Format 1.1"),
    ];
    let id = records::uri::uuid(&flow.source().id::<RecordId>());
    warc.info(&id, flow.source().now(), &name, &fields)
        .map_err(failed)?;
    let mut written = 0;
    if records.is_empty() {
        let mut after: Option<Cursor> = None;
        loop {
            let read = flow.store().read().await?;
            let page = read
                .records(municipality, &RecordFilter::default(), after.as_ref(), PAGE)
                .await?;
            drop(read);
            for record in &page.items {
                one(flow, &mut warc, record).await?;
                written += 1;
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    } else {
        for record in &chosen {
            one(flow, &mut warc, record).await?;
            written += 1;
        }
    }
    warc.finish().map_err(failed)?;
    Ok(written)
}

/// Writes one record, an entry at a time.
async fn one<W: Write>(flow: &Flow, warc: &mut Writer<W>, record: &Record) -> Result<()> {
    let key = open::key(flow, record)?;
    let read = flow.store().read().await?;
    for entry in read.entries_of(&record.municipality, &record.id).await? {
        let mut parts = Vec::new();
        for part in read.parts_of(&record.municipality, &entry.id).await? {
            parts.push(open::whole(flow, key.as_ref(), part).await?);
        }
        warc.entry(record, &OpenEntry { entry, parts }).map_err(failed)?;
    }
    Ok(())
}

fn failed(error: ExportError) -> Error {
    tracing::warn!(%error, "an export could not be written");
    Error::refused("export-failed")
}
