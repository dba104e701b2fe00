//! One server a data folder.

use anyhow::{Context, Result};
use std::fs::{File, TryLockError};
use std::path::Path;

/// Holds the data folder until dropped.
///
/// # Errors
/// `data-in-use` when another process holds it; the folder cannot be made or written.
pub fn hold(data: &Path) -> Result<File> {
    std::fs::create_dir_all(data).with_context(|| format!("cannot make the data folder {}", data.display()))?;
    let path = data.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("cannot write in the data folder {}", data.display()))?;
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
