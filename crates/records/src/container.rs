//! A ZIP file as the envelope of packages that are folders: written file by file, with size and SHA-256 of each.

use crate::ExportError;
use model::Millis;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read, Seek, Write};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// Files of a payload, wherever they lie.
pub trait Files {
    /// Paths in the payload, `/` between folders, in the order in which they shall be written; no two the same.
    fn paths(&self) -> Vec<String>;

    /// Opens one.
    ///
    /// # Errors
    /// It cannot be read.
    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>>;
}

/// A file in a package: what has to be said of it in manifests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Path below the package's folder.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 as hex.
    pub sha256: String,
}

/// A ZIP file (with 64-bit lengths where needed) that holds one folder, or none for formats without.
pub struct Container<W: Write + Seek> {
    zip: ZipWriter<W>,
    root: String,
    options: SimpleFileOptions,
}

impl<W: Write + Seek> Container<W> {
    /// Begins a file whose contents all lie in the folder `root`; `""` for none. All carry the time `at`, so that the
    /// same content gives the same bytes.
    pub fn new(out: W, root: &str, at: Millis) -> Self {
        Self {
            zip: ZipWriter::new(out).set_auto_large_file(),
            root: if root.is_empty() {
                String::new()
            } else {
                format!("{root}/")
            },
            options: SimpleFileOptions::default()
                .last_modified_time(dos_time(at))
                .unix_permissions(0o644),
        }
    }

    /// Adds a file. What is compressed already (pictures, films, gzip) is stored as it is.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn add(&mut self, path: &str, content: &mut dyn Read) -> Result<Held, ExportError> {
        let text = matches!(
            path.rsplit_once('.').map(|(_, kind)| kind),
            Some("json" | "jsonl" | "csv" | "txt" | "xml" | "xsd" | "svg" | "html")
        );
        let method = if text {
            CompressionMethod::Deflated
        } else {
            CompressionMethod::Stored
        };
        let name = format!("{}{path}", self.root);
        self.zip
            .start_file(name, self.options.compression_method(method))
            .map_err(io::Error::from)?;
        let (size, sha256) = copy(content, &mut self.zip)?;
        Ok(Held {
            path: path.to_owned(),
            size,
            sha256,
        })
    }

    /// Writes the directory and gives the receiver back.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn finish(self) -> Result<W, ExportError> {
        let mut out = self.zip.finish().map_err(io::Error::from)?;
        out.flush()?;
        Ok(out)
    }
}

/// Copies all of it: bytes, and SHA-256 as hex.
///
/// # Errors
/// Reading or writing.
pub fn copy(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<(u64, String)> {
    let mut sha = Sha256::new();
    let mut size = 0;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|b| !b.is_empty()) else {
            return Ok((size, hex::encode(sha.finalize())));
        };
        sha.update(bytes);
        to.write_all(bytes)?;
        size += u64::try_from(read).unwrap_or(0);
    }
}

/// A time in the form that ZIP has for it (years 1980 to 2107, in UTC).
fn dos_time(at: Millis) -> DateTime {
    let text = at.rfc3339();
    let number = |from: usize, to: usize| {
        text.get(from..to)
            .and_then(|t| t.parse::<u16>().ok())
            .unwrap_or(0)
    };
    let small = |from, to| u8::try_from(number(from, to)).unwrap_or(0);
    DateTime::from_date_and_time(
        number(0, 4),
        small(5, 7),
        small(8, 10),
        small(11, 13),
        small(14, 16),
        small(17, 19),
    )
    .unwrap_or_default()
}
