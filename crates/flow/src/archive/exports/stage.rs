//! The folder in which an export is made. What [`Stage::save`] answered is whole on the disk; what was written after it is
//! cut off when the work is taken up again.

use super::{disk, unwritten};
use crate::Result;
use model::archive::Record;
use model::export::{Export, ExportFormat, ExportProgress};
use records::list::{COLUMNS, List, Separator};
use records::warc::{Packing, Writer};
use records::{OpenEntry, jsonl, uri, wacz};
use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// Entries in one file of JSON Lines.
const ENTRIES_A_FILE: i64 = 1_000;
/// The one file of a format that is one.
pub(super) const SINGLE: &str = "single";
/// Pages and index of a web archive.
pub(super) const PAGES: &str = "pages.jsonl";
pub(super) const RUNS: &str = "runs";
/// Payload of a package.
pub(super) const PAYLOAD: &str = "payload";

/// What the writers need to know.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// Address of the installation.
    pub(super) base: String,
    /// Language of the texts.
    pub(super) lang: String,
    /// Name of the municipality.
    pub(super) publisher: String,
}

/// An export at work.
pub(super) struct Stage {
    folder: PathBuf,
    export: Export,
    setting: Setting,
    out: Out,
    pub(super) progress: ExportProgress,
}

enum Out {
    Lines {
        file: BufWriter<File>,
        name: String,
    },
    Warc {
        warc: Box<Writer<BufWriter<File>>>,
        pages: Option<BufWriter<File>>,
        /// Lines of the index that are not in a run yet.
        index: Vec<String>,
    },
    Sheet(Box<List<BufWriter<File>>>),
}

impl Stage {
    /// Begins, or goes on from where the row says. When the disk holds less than the row says, all is begun anew.
    pub(super) fn open(folder: PathBuf, export: &Export, setting: Setting) -> Result<Self> {
        let mut progress = export.progress.clone();
        let holds = |(name, bytes): (&String, &u64)| {
            fs::metadata(folder.join(name)).is_ok_and(|found| found.len() >= *bytes)
        };
        if !progress.files.iter().all(holds) {
            progress = ExportProgress::default();
        }
        let opened = || -> io::Result<Self> {
            if progress.files.is_empty() && folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            make(&folder)?;
            for inner in [RUNS, "payload/entries"] {
                for name in names(&folder.join(inner))? {
                    if !progress.files.contains_key(&format!("{inner}/{name}")) {
                        fs::remove_file(folder.join(inner).join(name))?;
                    }
                }
            }
            for (name, bytes) in &progress.files {
                OpenOptions::new()
                    .write(true)
                    .open(folder.join(name))?
                    .set_len(*bytes)?;
            }
            let out = Out::open(&folder, export, &setting, &progress.files, progress.entries)?;
            Ok(Self {
                folder: folder.clone(),
                export: export.clone(),
                setting,
                out,
                progress: progress.clone(),
            })
        };
        opened().map_err(|e| disk(&e))
    }

    /// Writes an entry.
    pub(super) fn put(&mut self, record: &Record, entry: &OpenEntry) -> Result<()> {
        match &mut self.out {
            Out::Lines { file, .. } if self.export.format == ExportFormat::Jsonl => {
                jsonl::write(file, record, entry).map_err(unwritten)?;
            }
            Out::Lines { file, name } => {
                let wanted = lines_name(self.progress.entries);
                if *name != wanted {
                    close(file, &self.folder, name, &mut self.progress.files).map_err(|e| disk(&e))?;
                    *file = continued(&self.folder, &wanted, 0).map_err(|e| disk(&e))?;
                    *name = wanted;
                }
                let payload = self.folder.join(PAYLOAD);
                let mut media = |path: &str, bytes: &[u8]| {
                    let mut file = continued(&payload, path, 0)?;
                    file.write_all(bytes)?;
                    file.into_inner()?.sync_all()
                };
                jsonl::write_beside(file, record, entry, &mut media).map_err(unwritten)?;
            }
            Out::Warc { warc, pages, index } => {
                if let Some(pages) = pages {
                    let page = warc.page(record, entry, &self.setting.lang).map_err(unwritten)?;
                    let line = serde_json::to_string(&page).unwrap_or_default();
                    writeln!(pages, "{line}").map_err(|e| disk(&e))?;
                }
                warc.entry(record, entry).map_err(unwritten)?;
                index.extend(warc.take_index().iter().map(|line| line.text(wacz::WARC)));
            }
            Out::Sheet(list) => list.entry(record, entry).map_err(unwritten)?,
        }
        self.progress.entries += 1;
        Ok(())
    }

    /// Brings everything to the disk; how far it is now safe, entries before `seq` all looked at.
    pub(super) fn save(&mut self, seq: i64) -> Result<ExportProgress> {
        self.saved(seq).map_err(|e| disk(&e))
    }

    fn saved(&mut self, seq: i64) -> io::Result<ExportProgress> {
        let files = &mut self.progress.files;
        match &mut self.out {
            Out::Lines { file, name } => close(file, &self.folder, name, files)?,
            Out::Warc { warc, pages, index } => {
                warc.flush().map_err(io::Error::from)?;
                settle(&self.folder, SINGLE, files)?;
                if let Some(pages) = pages {
                    close(pages, &self.folder, PAGES, files)?;
                    index.sort_unstable();
                    let name = format!("{RUNS}/{:06}.cdxj", files.len());
                    let mut run = continued(&self.folder, &name, 0)?;
                    for line in index.drain(..) {
                        writeln!(run, "{line}")?;
                    }
                    close(&mut run, &self.folder, &name, files)?;
                }
            }
            Out::Sheet(list) => {
                list.flush().map_err(io::Error::from)?;
                settle(&self.folder, SINGLE, files)?;
            }
        }
        self.progress.seq = seq;
        Ok(self.progress.clone())
    }
}

impl Out {
    fn open(
        folder: &Path,
        export: &Export,
        setting: &Setting,
        files: &BTreeMap<String, u64>,
        entries: i64,
    ) -> io::Result<Self> {
        let done = |name: &str| files.get(name).copied().unwrap_or(0);
        let file = |name: &str| continued(folder, name, done(name));
        Ok(match export.format {
            ExportFormat::Bagit | ExportFormat::Eark => {
                let name = lines_name(entries);
                Self::Lines {
                    file: file(&name)?,
                    name,
                }
            }
            // Made in one go: an archive's own folder, which cannot be taken up in the middle.
            ExportFormat::Noark => return Err(io::ErrorKind::Unsupported.into()),
            ExportFormat::Jsonl => Self::Lines {
                file: file(SINGLE)?,
                name: SINGLE.to_owned(),
            },
            ExportFormat::Csv => {
                let out = file(SINGLE)?;
                Self::Sheet(Box::new(match done(SINGLE) {
                    0 => List::new(out, Separator::Semicolon, &COLUMNS).map_err(io::Error::from)?,
                    _ => List::resumed(out, Separator::Semicolon),
                }))
            }
            ExportFormat::Warc | ExportFormat::Wacz => {
                let mut warc = Writer::new(file(SINGLE)?, Packing::Gzip);
                let info = uri::uuid(&export.id);
                if done(SINGLE) == 0 {
                    let fields = [
                        ("software", concat!("rettesnor/", env!("CARGO_PKG_VERSION"))),
                        ("publisher", setting.publisher.as_str()),
                        ("format", "WARC File Format 1.1"),
                    ];
                    warc.info(&info, export.asked_at, wacz::WARC, &fields)
                        .map_err(io::Error::from)?;
                } else {
                    warc = warc.resumed(&info, done(SINGLE));
                }
                let mut pages = None;
                if export.format == ExportFormat::Wacz {
                    warc = warc.under(&setting.base).indexed();
                    let mut list = file(PAGES)?;
                    if done(PAGES) == 0 {
                        list.write_all(wacz::PAGES_HEAD.as_bytes())?;
                    }
                    pages = Some(list);
                }
                Self::Warc {
                    warc: Box::new(warc),
                    pages,
                    index: Vec::new(),
                }
            }
        })
    }
}

fn lines_name(entries: i64) -> String {
    format!("{PAYLOAD}/entries/{:06}.jsonl", entries / ENTRIES_A_FILE + 1)
}

/// A file of `folder`, cut to `bytes`, to be gone on with.
pub(super) fn continued(folder: &Path, name: &str, bytes: u64) -> io::Result<BufWriter<File>> {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        make(parent)?;
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)?;
    file.set_len(bytes)?;
    file.seek(SeekFrom::End(0))?;
    Ok(BufWriter::with_capacity(256 * 1024, file))
}

/// Brings a file to the disk and notes its length.
fn close(
    file: &mut BufWriter<File>,
    folder: &Path,
    name: &str,
    files: &mut BTreeMap<String, u64>,
) -> io::Result<()> {
    file.flush()?;
    settle(folder, name, files)
}

fn settle(folder: &Path, name: &str, files: &mut BTreeMap<String, u64>) -> io::Result<()> {
    let file = File::open(folder.join(name))?;
    file.sync_all()?;
    files.insert(name.to_owned(), file.metadata()?.len());
    Ok(())
}

pub(super) fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Names in a folder, sorted; none when there is no folder.
pub(super) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let listed = match fs::read_dir(folder) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed?,
    };
    let mut names = Vec::new();
    for entry in listed {
        names.extend(entry?.file_name().into_string().ok());
    }
    names.sort_unstable();
    Ok(names)
}
