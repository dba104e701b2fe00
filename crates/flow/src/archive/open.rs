//! Opening sealed parts.

use crate::{Error, Flow, Result, journal};
use ledger::{LedgerError, RecordKey, open_part};
use model::archive::{Part, Record};

/// The key of a record; `None` after lawful erasure.
pub(super) fn key(flow: &Flow, record: &Record) -> Result<Option<RecordKey>> {
    match flow.parts.master.unwrap(record) {
        Ok(key) => Ok(Some(key)),
        Err(LedgerError::Erased) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The plain bytes of a part. A blob that is gone or changed is damage like any other.
pub(super) async fn part(flow: &Flow, key: &RecordKey, part: &Part) -> Result<Vec<u8>> {
    let sealed = journal::sealed_bytes(flow, part)
        .await
        .map_err(|error| match error {
            Error::NotFound | Error::Store(store::StoreError::Corrupt { .. }) => LedgerError::Damaged.into(),
            other => other,
        })?;
    Ok(open_part(key, part, &sealed)?)
}
