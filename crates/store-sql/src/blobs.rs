//! Large bytes on the disk, each in a file named by the hex SHA-256 of what is in it.
//!
//! A file is written under another name, forced to the disk, and only then gets its own name; so a name that is there
//! stands for whole bytes, also after a power cut. Folders hold one 256th each: `ab/ab12…`.

use crate::error::io_error;
use async_trait::async_trait;
use sha2::{Digest as _, Sha256};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Blobs, Result, StoreError};

/// Folder of what is being written.
const UNFINISHED: &str = "unfinished";

/// Blobs in a folder. Clones share it.
#[derive(Clone, Debug)]
pub struct DiskBlobs {
    folder: Arc<PathBuf>,
    written: Arc<AtomicU64>,
}

impl DiskBlobs {
    /// Uses `folder`, which is made when missing.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::ReadOnly`] or [`StoreError::Unavailable`].
    pub fn open(folder: &Path) -> Result<Self> {
        make_folder(&folder.join(UNFINISHED)).map_err(|e| io_error(&e))?;
        Ok(Self {
            folder: Arc::new(folder.to_owned()),
            written: Arc::default(),
        })
    }

    /// Removes what was being written when the program was last stopped; how many files. For the one process that
    /// writes here, before it begins.
    ///
    /// # Errors
    /// As [`DiskBlobs::open`].
    pub fn remove_unfinished(&self) -> Result<usize> {
        let remove = || {
            let mut count = 0;
            for file in fs::read_dir(self.folder.join(UNFINISHED))? {
                fs::remove_file(file?.path())?;
                count += 1;
            }
            Ok(count)
        };
        remove().map_err(|e: io::Error| io_error(&e))
    }

    /// Where the bytes under `name` are; `None` when it is no name of a blob, whatever else it may be.
    fn place(&self, name: &str) -> Option<PathBuf> {
        let fits = name.len() == 64
            && name
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        Some(self.folder.join(name.get(..2).filter(|_| fits)?).join(name))
    }

    fn keep(&self, bytes: &[u8]) -> io::Result<String> {
        let name = hex::encode(Sha256::digest(bytes));
        let Some(place) = self.place(&name) else {
            return Err(ErrorKind::InvalidInput.into());
        };
        let Some(shard) = place.parent() else {
            return Err(ErrorKind::InvalidInput.into());
        };
        if !fs::read(&place).is_ok_and(|there| there == bytes) {
            make_folder(shard)?;
            let count = self.written.fetch_add(1, Ordering::Relaxed);
            let unfinished = self
                .folder
                .join(UNFINISHED)
                .join(format!("{}-{count}", std::process::id()));
            let moved = write_all(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, &place));
            if moved.is_err() {
                // The first error is the one to tell of.
                let _gone = fs::remove_file(&unfinished);
            }
            moved?;
        }
        // Also when it was there: another call may have renamed it a moment ago and not come here yet.
        sync_folder(shard)?;
        sync_folder(&self.folder)?;
        Ok(name)
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for shard in fs::read_dir(&*self.folder)? {
            let shard = shard?;
            if shard.file_name() == UNFINISHED || !shard.file_type()?.is_dir() {
                continue;
            }
            for file in fs::read_dir(shard.path())? {
                let name = file?.file_name().into_string().unwrap_or_default();
                if self.place(&name).is_some() {
                    names.push(name);
                }
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Runs file work where it may block.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> io::Result<T> + Send + 'static,
    ) -> Result<T> {
        let this = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&this)).await;
        done.map_err(|e| StoreError::Other(e.to_string()))?
            .map_err(|e| io_error(&e))
    }
}

fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

fn write_all(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[async_trait]
impl Blobs for DiskBlobs {
    async fn put(&self, bytes: &[u8]) -> Result<String> {
        let bytes = bytes.to_vec();
        self.blocking(move |this| this.keep(&bytes)).await
    }

    async fn get(&self, name: &str) -> Result<Vec<u8>> {
        let place = self.place(name).ok_or(StoreError::NotFound("blob"))?;
        let found = self.blocking(move |_| match fs::read(place) {
            Ok(bytes) => Ok(Some((hex::encode(Sha256::digest(&bytes)), bytes))),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        });
        let (digest, bytes) = found.await?.ok_or(StoreError::NotFound("blob"))?;
        if digest != name {
            return Err(StoreError::Corrupt {
                table: "blobs",
                id: name.to_owned(),
                what: "bytes".to_owned(),
            });
        }
        Ok(bytes)
    }

    async fn exists(&self, name: &str) -> Result<bool> {
        let Some(place) = self.place(name) else {
            return Ok(false);
        };
        self.blocking(move |_| place.try_exists()).await
    }

    async fn list(&self) -> Result<Vec<String>> {
        self.blocking(Self::names).await
    }

    async fn remove(&self, name: &str) -> Result<()> {
        let Some(place) = self.place(name) else {
            return Ok(());
        };
        let remove = self.blocking(move |_| match fs::remove_file(&place) {
            Ok(()) => place.parent().map_or(Ok(()), sync_folder),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
            Err(e) => Err(e),
        });
        remove.await
    }
}
