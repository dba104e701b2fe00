//! One server a data folder.

use anyhow::{Context, Result};
use std::fs::{DirBuilder, File, TryLockError};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

/// Holds the data folder until dropped.
///
/// # Errors
/// `data-in-use` when another process holds it; `data-not-writable` when the folder cannot be made or written.
pub fn hold(data: &Path) -> Result<File> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .with_context(|| {
            format!(
                "data-not-writable: cannot make the data folder {}",
                data.display()
            )
        })?;
    let path = data.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| {
            format!(
                "data-not-writable: cannot write in the data folder {}",
                data.display()
            )
        })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => anyhow::bail!(
            "data-in-use: another Rettesnor is running on {}. Nothing was changed. Stop it first, or give this one a \
             folder of its own with --data.",
            data.display()
        ),
        Err(TryLockError::Error(e)) => Err(e).context("cannot lock the data folder"),
    }
}
