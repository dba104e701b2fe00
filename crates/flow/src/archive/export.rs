//! Exports records as WARC.
use crate::{Actor, Error, Flow, Result};
use model::RecordId;

/// Writes the records (all of the municipality's when `records` is empty) as one gzipped WARC 1.1 file, a record's
/// entries in order, each part a WARC record. The export itself is journalled.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Ledger`, `Refused("export-failed")` when the output cannot be written.
pub async fn export_warc(
    flow: &Flow,
    actor: &Actor,
    records: &[RecordId],
    out: &mut (dyn std::io::Write + Send),
) -> Result<u64> {
    let _ = (flow, actor, records, out);
    Err(Error::Internal("export_warc".into()))
}
