//! Exports: asked for by the archivist, made by a job piece by piece, kept for a while to be fetched.
//!
//! Each has a folder of its own while it is made ([`stage`]). What is known to be on the disk is written into its row,
//! so that after a stop the job goes on from there. Only when the finished file has its name and lies safe does the row
//! say `ready` and the journal tell its digest: nothing half-made looks made.

mod about;
mod ask;
mod choose;
mod keep;
mod make;
mod pack;
mod stage;

pub use about::{About, FORM};
pub use ask::{Wish, ask};
pub(in crate::archive) use choose::Choosing;
pub(crate) use keep::sweep;
pub use keep::{Fetched, fetch, forget, list, remove};
pub(crate) use make::run;
pub(in crate::archive) use make::{SAVE_EVERY, come_so_far};

pub(in crate::archive) use pack::PACKAGE;

use crate::{Error, Flow, Result};
use model::Id as _;
use model::export::Export;
use std::path::PathBuf;

/// How long a file is kept.
const KEPT_MS: i64 = 14 * model::Millis::DAY;

/// Folder in which one export is made.
fn workshop(flow: &Flow, export: &Export) -> Result<PathBuf> {
    Ok(flow.exports()?.join(format!("{}.unfinished", export.id.as_str())))
}

/// The finished file.
fn shelf(flow: &Flow, export: &Export) -> Result<PathBuf> {
    let name = format!("{}.{}", export.id.as_str(), export.format.ending());
    Ok(flow.exports()?.join(name))
}

/// The disk said no.
pub(in crate::archive) fn disk(error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            store::StoreError::DiskFull.into()
        }
        std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
            store::StoreError::ReadOnly.into()
        }
        _ => {
            tracing::warn!(%error, "an export could not be written");
            Error::refused("export-failed")
        }
    }
}

pub(in crate::archive) fn unwritten(error: records::ExportError) -> Error {
    match error {
        records::ExportError::Io(error) => disk(&error),
        unfit @ records::ExportError::Unfit { .. } => {
            tracing::warn!(error = %unfit, "an export could not be written");
            Error::refused("export-failed")
        }
    }
}

/// Runs file work where it may block.
pub(in crate::archive) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
}
