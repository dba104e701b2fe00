//! Opening sealed parts.

use crate::{Error, Flow, Result, journal};
use ledger::{LedgerError, RecordKey, open_part, open_salted};
use model::archive::{Part, Record};
use records::OpenPart;

/// The key of a record; `None` after lawful erasure.
pub(crate) fn key(flow: &Flow, record: &Record) -> Result<Option<RecordKey>> {
    match flow.key_of(record) {
        Ok(key) => Ok(Some(key)),
        Err(Error::Ledger(LedgerError::Erased)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The plain bytes of a part. A blob that is gone or changed is damage like any other.
pub(crate) async fn part(flow: &Flow, key: &RecordKey, part: &Part) -> Result<Vec<u8>> {
    Ok(open_part(key, part, &sealed(flow, part).await?)?)
}

/// A part with content and salt, as exports carry it; without a key, one that was erased.
pub(super) async fn whole(flow: &Flow, key: Option<&RecordKey>, part: Part) -> Result<OpenPart> {
    // Nothing is left of an entry that alone was erased.
    let gone = part.sealed.is_empty() && part.blob.is_empty();
    let opened = match key.filter(|_| !gone) {
        Some(key) => Some(open_salted(key, &part, &sealed(flow, &part).await?)?),
        None => None,
    };
    let (salt, content) = opened.unzip();
    Ok(OpenPart {
        part,
        content,
        salt,
        source: None,
    })
}

/// The sealed bytes of a part.
pub(super) async fn sealed(flow: &Flow, part: &Part) -> Result<Vec<u8>> {
    journal::sealed_bytes(flow, part)
        .await
        .map_err(|error| match error {
            Error::NotFound | Error::Store(store::StoreError::Corrupt { .. }) => LedgerError::Damaged.into(),
            other => other,
        })
}
