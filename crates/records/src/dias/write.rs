//! Packs a folder.

use super::{
    LOG, METS, PREMIS, Package,
    metadata::{Mets, Premis},
};
use crate::{
    ExportError,
    noark::xml::{Digesting, Fixity},
};
use model::Millis;
use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Seek as _, Write},
    path::Path,
};
use tar::{Builder, EntryType, Header};

/// A package that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// SHA-256 of the tar file, hex.
    pub sha256: String,
    /// Size of the tar file.
    pub bytes: u64,
    /// Files of the content.
    pub files: u64,
}

/// Packs the folder `content` as a tar file. Files are read twice, one at a time: for their digests, which stand in the
/// METS file at the beginning, and for their bytes.
///
/// # Errors
/// [`ExportError::Io`]; [`ExportError::Unfit`] for a file whose name is not UTF-8 or that changed in between.
pub fn write(content: &Path, package: &Package, out: impl Write) -> Result<Packed, ExportError> {
    let mut mets = Mets::new(BufWriter::new(tempfile::tempfile()?), package)?;
    let mut premis = Premis::new(Digesting::new(BufWriter::new(tempfile::tempfile()?)))?;
    let mut list = BufWriter::new(tempfile::tempfile()?);
    let mut files = 0_u64;
    each(content, "content", &mut |place, path| {
        let fixity = Fixity::read(&mut BufReader::new(File::open(path)?))?;
        let mime = mime(place);
        mets.file(place, mime, &fixity)?;
        premis.object(place, mime, Some(&fixity))?;
        writeln!(list, "{} {place}", fixity.bytes)?;
        files += 1;
        Ok(())
    })?;
    let at = package.time(package.created);
    premis.event(&package.id, "Ingestion", &at, &package.label, &package.id)?;
    let (premis, premis_fixity) = premis.finish()?.finish();
    let mut log = Premis::new(Digesting::new(Vec::new()))?;
    log.object(&package.id, "tar", None)?;
    let detail = format!("{} {}", package.system.0, package.system.1);
    log.event(
        &format!("{}-1", package.id),
        "Creation",
        &at,
        &detail,
        &package.id,
    )?;
    let (log, log_fixity) = log.finish()?.finish();
    mets.file(LOG, "application/xml", &log_fixity)?;
    mets.file(PREMIS, "application/xml", &premis_fixity)?;
    let mut mets = rewound(mets.finish()?)?;

    let mut tar = Tar {
        out: Builder::new(Digesting::new(out)),
        root: &package.id,
        mtime: u64::try_from(package.created.0 / Millis::SECOND).unwrap_or(0),
    };
    for folder in [
        "",
        "administrative_metadata/",
        "content/",
        "descriptive_metadata/",
    ] {
        tar.folder(folder)?;
    }
    let size = mets.metadata()?.len();
    tar.file(METS, size, &mut mets)?;
    tar.file(LOG, log_fixity.bytes, &mut log.as_slice())?;
    tar.file(PREMIS, premis_fixity.bytes, &mut rewound(premis)?)?;
    for line in io::BufRead::lines(BufReader::new(rewound(list)?)) {
        let line = line?;
        let Some((size, place)) = line.split_once(' ') else {
            continue;
        };
        let inside = place.strip_prefix("content/").unwrap_or(place);
        let file = File::open(content.join(inside))?;
        let size = size.parse().unwrap_or(0);
        if file.metadata()?.len() != size {
            return Err(ExportError::unfit("tar", place));
        }
        tar.file(place, size, &mut BufReader::new(file))?;
    }
    let (mut out, fixity) = tar.out.into_inner()?.finish();
    out.flush()?;
    Ok(Packed {
        sha256: fixity.sha256,
        bytes: fixity.bytes,
        files,
    })
}

/// Writes what lies beside the tar file `<id>.tar` as `<id>.xml`: the package's description with the tar file's digest.
///
/// # Errors
/// [`ExportError::Io`].
pub fn info(package: &Package, packed: &Packed, out: impl Write) -> Result<(), ExportError> {
    let mut mets = Mets::new(out, package)?;
    let fixity = Fixity {
        sha256: packed.sha256.clone(),
        bytes: packed.bytes,
    };
    mets.file(&format!("{}.tar", package.id), "application/x-tar", &fixity)?;
    mets.finish()?.flush()?;
    Ok(())
}

struct Tar<'a, W: Write> {
    out: Builder<W>,
    root: &'a str,
    mtime: u64,
}

impl<W: Write> Tar<'_, W> {
    fn header(&self, kind: EntryType, mode: u32, size: u64) -> Header {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_mode(mode);
        header.set_mtime(self.mtime);
        header.set_size(size);
        header
    }

    fn folder(&mut self, name: &str) -> io::Result<()> {
        let mut header = self.header(EntryType::Directory, 0o755, 0);
        self.out
            .append_data(&mut header, format!("{}/{name}", self.root), io::empty())
    }

    fn file(&mut self, place: &str, size: u64, content: &mut impl Read) -> io::Result<()> {
        let mut header = self.header(EntryType::Regular, 0o644, size);
        self.out
            .append_data(&mut header, format!("{}/{place}", self.root), content.take(size))
    }
}

fn rewound(out: BufWriter<File>) -> io::Result<File> {
    let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

type Each<'a> = dyn FnMut(&str, &Path) -> Result<(), ExportError> + 'a;

/// Each file below a folder, in the order of names.
fn each(folder: &Path, name: &str, of: &mut Each<'_>) -> Result<(), ExportError> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let file = entry.file_name();
        let Some(file) = file.to_str().filter(|f| !f.contains('\n')) else {
            return Err(ExportError::unfit("tar", &file.to_string_lossy()));
        };
        let place = format!("{name}/{file}");
        if entry.file_type()?.is_dir() {
            each(&entry.path(), &place, of)?;
        } else {
            of(&place, &entry.path())?;
        }
    }
    Ok(())
}

/// Media type by the ending that extractions give their files.
fn mime(place: &str) -> &'static str {
    match place.rsplit('.').next().unwrap_or_default() {
        "xml" | "xsd" => "application/xml",
        "json" => "application/json",
        "txt" => "text/plain",
        "csv" => "text/csv",
        "html" => "text/html",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "tif" => "image/tiff",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "mp4" => "video/mp4",
        "warc" => "application/warc",
        _ => "application/octet-stream",
    }
}
