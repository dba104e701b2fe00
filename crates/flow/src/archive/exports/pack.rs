//! Makes the one file of what lies in the workshop, and puts it on the shelf under its name.

use super::stage::{PAGES, PAYLOAD, RUNS, SINGLE, continued, names};
use super::{disk, unwritten};
use crate::{Error, Result};
use model::Id as _;
use model::export::{Export, ExportFormat};
use model::municipality::Municipality;
use records::container::{Container, Files, copy};
use records::{ExportError, bagit, eark, wacz};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read};
use std::path::{Path, PathBuf};

const PACKED: &str = "packed";
/// Folder with a package of several files.
pub(in crate::archive) const PACKAGE: &str = "package";

/// Packs, and moves the file to `shelf`. Bytes and SHA-256 of it.
pub(super) fn pack(
    workshop: &Path,
    shelf: &Path,
    export: &Export,
    municipality: &Municipality,
) -> Result<(u64, String)> {
    let file = match export.format {
        ExportFormat::Csv | ExportFormat::Jsonl => workshop.join(SINGLE),
        ExportFormat::Warc => whole(workshop.join(SINGLE))?,
        ExportFormat::Wacz => {
            whole(workshop.join(SINGLE))?;
            web_archive(workshop, export, municipality).map_err(unwritten)?
        }
        ExportFormat::Bagit | ExportFormat::Eark => {
            package(workshop, export, municipality).map_err(unwritten)?
        }
        ExportFormat::Noark => handover(workshop, export, municipality).map_err(unwritten)?,
    };
    let shelved = || -> io::Result<(u64, String)> {
        let mut read = File::open(&file)?;
        read.sync_all()?;
        let fixity = copy(&mut read, &mut io::sink())?;
        fs::rename(&file, shelf)?;
        if let Some(folder) = shelf.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(fixity)
    };
    shelved().map_err(|e| disk(&e))
}

/// A WARC file that is as its own digests say, all of it: it may have been begun days ago, before a power cut.
fn whole(path: PathBuf) -> Result<PathBuf> {
    let checked = File::open(&path).and_then(records::warc::check);
    match checked.map_err(|e| disk(&e))?.faults.first() {
        Some(fault) => {
            tracing::error!(?fault, "a WARC file does not pass its check");
            Err(Error::refused("export-failed"))
        }
        None => Ok(path),
    }
}

fn packed(workshop: &Path) -> io::Result<(PathBuf, BufWriter<File>)> {
    Ok((workshop.join(PACKED), continued(workshop, PACKED, 0)?))
}

fn web_archive(
    workshop: &Path,
    export: &Export,
    municipality: &Municipality,
) -> std::result::Result<PathBuf, ExportError> {
    let mut runs = Vec::new();
    for name in names(&workshop.join(RUNS))? {
        runs.push(BufReader::new(File::open(workshop.join(RUNS).join(name))?));
    }
    let mut merged = continued(workshop, "index.cdx", 0)?;
    records::warc::cdx::merge(runs, &mut merged)?;
    merged.into_inner().map_err(io::IntoInnerError::into_error)?;
    let (path, out) = packed(workshop)?;
    let out = wacz::write(
        out,
        export.asked_at,
        &municipality.name,
        &mut File::open(workshop.join(SINGLE))?,
        &mut File::open(workshop.join("index.cdx"))?,
        &mut File::open(workshop.join(PAGES))?,
    )?;
    drop(out);
    Ok(path)
}

fn package(
    workshop: &Path,
    export: &Export,
    municipality: &Municipality,
) -> std::result::Result<PathBuf, ExportError> {
    let payload = Payload::of(&workshop.join(PAYLOAD))?;
    let name = format!("{}-{}", municipality.slug, export.id.as_str());
    let (path, out) = packed(workshop)?;
    if export.format == ExportFormat::Eark {
        let package = eark::Package {
            name,
            at: export.asked_at,
            title: municipality.name.clone(),
            organisation: municipality.name.clone(),
            org_number: municipality.org_number.clone(),
            language: municipality.locale().tag().to_owned(),
            period: (export.choice.from.clone(), export.choice.to.clone()),
            agreement: export.choice.handover.agreement.clone(),
            receiver: export.choice.handover.receiver.clone(),
        };
        drop(eark::write(out, &package, &payload)?);
    } else {
        let info = [
            ("Source-Organization", municipality.name.as_str()),
            ("Organization-Address", &municipality.website),
            ("External-Identifier", export.id.as_str()),
            ("Internal-Sender-Identifier", &municipality.org_number),
        ];
        drop(bagit::write(out, &name, export.asked_at, &info, &payload)?);
    }
    Ok(path)
}

/// A package and its description, in one file.
fn handover(
    workshop: &Path,
    export: &Export,
    municipality: &Municipality,
) -> std::result::Result<PathBuf, ExportError> {
    let (path, out) = packed(workshop)?;
    let name = format!("{}-{}", municipality.slug, export.id.as_str());
    let mut zip = Container::new(out, &name, export.asked_at);
    for name in names(&workshop.join(PACKAGE))? {
        let file = workshop.join(PACKAGE).join(&name);
        zip.add(&name, &mut File::open(file)?)?;
    }
    drop(zip.finish()?);
    Ok(path)
}

/// The files of a folder and its folders.
struct Payload {
    folder: PathBuf,
    paths: Vec<String>,
}

impl Payload {
    fn of(folder: &Path) -> io::Result<Self> {
        let mut paths = Vec::new();
        for name in names(folder)? {
            let inner = folder.join(&name);
            if inner.is_dir() {
                paths.extend(names(&inner)?.into_iter().map(|below| format!("{name}/{below}")));
            } else {
                paths.push(name);
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            paths,
        })
    }
}

impl Files for Payload {
    fn paths(&self) -> Vec<String> {
        self.paths.clone()
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(File::open(self.folder.join(path))?))
    }
}
