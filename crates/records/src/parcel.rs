//! Reading a package that somebody hands in: a ZIP file with one folder, nothing of it believed before it is checked.

use crate::container::copy;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Read, Seek};
use zip::ZipArchive;
use zip::result::ZipError;

/// How much a reader takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Files.
    pub files: usize,
    /// Bytes of all files together, unpacked.
    pub bytes: u64,
    /// Bytes of a file that has to be held in memory: a manifest, a list of tags, METS.
    pub manifest: u64,
}

impl Default for Limits {
    /// A million files, a tebibyte, 256 MiB: more than a municipality's archive, less than what fills a machine.
    fn default() -> Self {
        Self {
            files: 1_000_000,
            bytes: 1 << 40,
            manifest: 256 << 20,
        }
    }
}

/// Why a package is refused.
#[derive(Debug, thiserror::Error)]
#[error("{key}: {at}")]
pub struct BadPackage {
    /// Stable kebab-case key.
    pub key: &'static str,
    /// The file, line or value that is wrong.
    pub at: String,
}

impl BadPackage {
    pub(crate) fn new(key: &'static str, at: &str) -> Self {
        Self {
            key,
            at: at.chars().take(200).collect(),
        }
    }
}

/// A package whose names are known and harmless; contents are checked by who knows the format.
pub struct Parcel<R: Read + Seek> {
    zip: ZipArchive<R>,
    root: String,
    /// Path below the root folder, and bytes as the directory says.
    files: BTreeMap<String, u64>,
    limits: Limits,
}

impl<R: Read + Seek> Parcel<R> {
    /// Opens a package that lies in one folder.
    ///
    /// # Errors
    /// `package-not-zip`, `package-empty`, `package-too-many-files`, `package-too-large`, `package-file-twice`,
    /// `package-path-unsafe`, `package-several-folders`, `package-file-special`.
    pub fn open(reader: R, limits: Limits) -> Result<Self, BadPackage> {
        let mut zip =
            ZipArchive::new(reader).map_err(|e| BadPackage::new("package-not-zip", &e.to_string()))?;
        if zip.len() > limits.files {
            return Err(BadPackage::new("package-too-many-files", &zip.len().to_string()));
        }
        if zip.has_duplicate_names() {
            return Err(BadPackage::new("package-file-twice", "directory"));
        }
        let (mut root, mut files, mut folded, mut total) = (None, BTreeMap::new(), HashSet::new(), 0_u64);
        for index in 0..zip.len() {
            let file = zip
                .by_index_raw(index)
                .map_err(|e| BadPackage::new("package-damaged", &e.to_string()))?;
            let raw = std::str::from_utf8(file.name_raw()).map_err(|_| {
                BadPackage::new("package-path-unsafe", &String::from_utf8_lossy(file.name_raw()))
            })?;
            let unsafe_path = || BadPackage::new("package-path-unsafe", raw);
            let (folder, path) = raw.split_once('/').ok_or_else(unsafe_path)?;
            let is_folder = path.is_empty() || path.ends_with('/');
            let below = path.strip_suffix('/').unwrap_or(path);
            if !is_name(folder) || !(below.is_empty() || is_safe(below)) {
                return Err(unsafe_path());
            }
            // Symbolic links and devices.
            if file
                .unix_mode()
                .is_some_and(|mode| !matches!(mode & 0o170_000, 0 | 0o100_000 | 0o040_000))
                || file.encrypted()
            {
                return Err(BadPackage::new("package-file-special", raw));
            }
            if root.get_or_insert_with(|| folder.to_owned()) != folder {
                return Err(BadPackage::new("package-several-folders", folder));
            }
            if is_folder {
                continue;
            }
            total = total.saturating_add(file.size());
            if total > limits.bytes {
                return Err(BadPackage::new("package-too-large", raw));
            }
            // Names that are one on a disk that does not tell capitals apart.
            if !folded.insert(path.to_lowercase()) {
                return Err(BadPackage::new("package-file-twice", raw));
            }
            files.insert(path.to_owned(), file.size());
        }
        Ok(Self {
            zip,
            root: root.ok_or_else(|| BadPackage::new("package-empty", ""))?,
            files,
            limits,
        })
    }

    /// Name of its folder.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.root
    }

    /// Paths below the folder, with the bytes that the directory says.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, u64> {
        &self.files
    }

    /// Opens a file. Reading ends with an error when it is not what the directory says.
    ///
    /// # Errors
    /// `package-file-missing`, `package-damaged`.
    pub fn file(&mut self, path: &str) -> Result<impl Read + use<'_, R>, BadPackage> {
        let size = *self
            .files
            .get(path)
            .ok_or_else(|| BadPackage::new("package-file-missing", path))?;
        let name = format!("{}/{path}", self.root);
        let file = self.zip.by_name(&name).map_err(|e| match e {
            ZipError::FileNotFound => BadPackage::new("package-file-missing", path),
            _ => BadPackage::new("package-damaged", path),
        })?;
        Ok(Exactly { file, left: size })
    }

    /// A whole small file as text.
    ///
    /// # Errors
    /// As [`Parcel::file`]; `package-file-too-large`, `package-not-utf8`.
    pub fn text(&mut self, path: &str) -> Result<String, BadPackage> {
        if self
            .files
            .get(path)
            .is_some_and(|size| *size > self.limits.manifest)
        {
            return Err(BadPackage::new("package-file-too-large", path));
        }
        let mut bytes = Vec::new();
        self.file(path)?
            .read_to_end(&mut bytes)
            .map_err(|_| BadPackage::new("package-damaged", path))?;
        String::from_utf8(bytes).map_err(|_| BadPackage::new("package-not-utf8", path))
    }

    /// Reads a file through: its bytes and SHA-256 as lower-case hex.
    ///
    /// # Errors
    /// As [`Parcel::file`].
    pub fn digest(&mut self, path: &str) -> Result<(u64, String), BadPackage> {
        copy(&mut self.file(path)?, &mut io::sink()).map_err(|_| BadPackage::new("package-damaged", path))
    }
}

/// Gives exactly as many bytes as promised: a file that unpacks to more is an error, not a full disk.
struct Exactly<R> {
    file: R,
    left: u64,
}

impl<R: Read> Read for Exactly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let bytes = u64::try_from(read).unwrap_or(u64::MAX);
        self.left = self
            .left
            .checked_sub(bytes)
            .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
        if read == 0 && !buffer.is_empty() && self.left > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(read)
    }
}

/// Whether a relative path stays where it is put, on every system.
pub(crate) fn is_safe(path: &str) -> bool {
    path.len() <= 1024 && path.split('/').all(is_name)
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name != "."
        && name != ".."
        && !name.contains(|c: char| c.is_control() || matches!(c, '\\' | ':' | '/'))
}
