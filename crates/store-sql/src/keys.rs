//! The file with the keys that wrap records' keys.

use crate::error::io_error;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use store::{KeyFile, Result};

/// A file that only this program may read. A new text is written beside it and forced to the disk, then takes its place;
/// the old one is written over with zeros first, through a second name. (A file system that never writes in place, and a
/// disk that moves blocks about, may keep old blocks for a while: `docs/operate/retention.md`.)
#[derive(Clone, Debug)]
pub struct DiskKeyFile {
    path: PathBuf,
}

impl DiskKeyFile {
    /// The file at `path`; folder and file are made when first written.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.path.as_os_str().to_owned();
        name.push(ending);
        name.into()
    }

    fn write(&self, text: &str) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let (new, old) = (self.beside(".new"), self.beside(".old"));
        // Left by a stop in between: shredded like the rest.
        shred(&old)?;
        shred(&new)?;
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        if self.path.try_exists()? {
            fs::hard_link(&self.path, &old)?;
        }
        fs::rename(&new, &self.path)?;
        File::open(folder)?.sync_all()?;
        shred(&old)?;
        File::open(folder)?.sync_all()
    }
}

/// Writes a file over with zeros and removes it; nothing happens when there is none.
fn shred(path: &Path) -> io::Result<()> {
    let mut file = match OpenOptions::new().write(true).open(path) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
        file => file?,
    };
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    file.write_all(&vec![0; length])?;
    file.sync_all()?;
    fs::remove_file(path)
}

impl KeyFile for DiskKeyFile {
    fn read(&self) -> Result<Option<String>> {
        match fs::read_to_string(&self.path) {
            Ok(text) => {
                // The new text was in place, and the old one not yet gone, when the program was stopped.
                shred(&self.beside(".old")).map_err(|e| io_error(&e))?;
                Ok(Some(text))
            }
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(io_error(&e)),
        }
    }

    fn replace(&self, text: &str) -> Result<()> {
        self.write(text).map_err(|e| io_error(&e))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::DiskKeyFile;
    use store::KeyFile as _;

    #[test]
    fn the_old_text_is_gone_also_when_it_had_another_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/record.keys");
        let file = DiskKeyFile::new(&path);
        assert_eq!(file.read().unwrap(), None);
        file.replace("first").unwrap();
        let inode = folder.path().join("other-name");
        std::fs::hard_link(&path, &inode).unwrap();
        file.replace("second").unwrap();
        assert_eq!(file.read().unwrap().as_deref(), Some("second"));
        assert_eq!(
            std::fs::read(&inode).unwrap(),
            [0; 5],
            "written over, not only unlinked"
        );
        assert_eq!(std::fs::read_dir(folder.path().join("keys")).unwrap().count(), 1);
    }
}
