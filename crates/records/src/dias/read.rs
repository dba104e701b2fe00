//! Takes a package apart and checks it against what it says of itself.

use super::{LOG, METS, PREMIS};
use crate::noark::xml::{Digesting, Fixity};
use quick_xml::{Reader, XmlVersion, events::Event};
use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    path::{Component, Path, PathBuf},
};

/// What a package can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// No tar file, or cut off.
    Unreadable,
    /// Something that a package may not hold: a link, a device, a place outside of its folder.
    EntryRefused,
    /// A file that is there twice.
    EntryRepeated,
    /// A file that every package has, or that is listed, is not there.
    FileMissing,
    /// A file that is not listed.
    FileUnlisted,
    /// Other bytes than listed.
    ChecksumWrong,
    /// Another size than listed.
    SizeWrong,
    /// `dias-mets.xml` is no list of files.
    ListUnreadable,
}

impl Rule {
    /// Stable kebab-case key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Unreadable => "dias-unreadable",
            Self::EntryRefused => "dias-entry-refused",
            Self::EntryRepeated => "dias-entry-repeated",
            Self::FileMissing => "dias-file-missing",
            Self::FileUnlisted => "dias-file-unlisted",
            Self::ChecksumWrong => "dias-checksum-wrong",
            Self::SizeWrong => "dias-size-wrong",
            Self::ListUnreadable => "dias-list-unreadable",
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// What is broken.
    pub rule: Rule,
    /// File inside the package.
    pub file: String,
}

/// Checks a package without writing anything. Empty when all is well. Held in memory are names and digests.
///
/// # Errors
/// When nothing can be read at all; a package that is cut off is a violation.
pub fn check(tar: impl Read) -> io::Result<Vec<Violation>> {
    take(tar, None)
}

/// Unpacks what lies in the package's folder into `folder`, which must be empty, and checks it on the way. Nothing is
/// written outside of `folder`, whatever the package says. `folder` then holds `content/` and the rest.
///
/// # Errors
/// When a file cannot be written.
pub fn unpack(tar: impl Read, folder: &Path) -> io::Result<Vec<Violation>> {
    take(tar, Some(folder))
}

fn take(tar: impl Read, folder: Option<&Path>) -> io::Result<Vec<Violation>> {
    let mut taking = Taking::default();
    let mut archive = tar::Archive::new(tar);
    for entry in archive.entries()? {
        let whole = match entry {
            Ok(entry) => taking.entry(entry, folder)?,
            Err(_) => false,
        };
        if !whole {
            taking.add(Rule::Unreadable, "");
            break;
        }
    }
    Ok(taking.finish())
}

#[derive(Default)]
struct Taking {
    found: Vec<Violation>,
    root: Option<PathBuf>,
    held: BTreeMap<String, Fixity>,
    listed: Option<BTreeMap<String, Fixity>>,
}

impl Taking {
    fn add(&mut self, rule: Rule, file: &str) {
        self.found.push(Violation {
            rule,
            file: file.to_owned(),
        });
    }

    /// Takes one entry; `false` when the tar file ends inside of it.
    fn entry(&mut self, mut entry: tar::Entry<'_, impl Read>, folder: Option<&Path>) -> io::Result<bool> {
        let path = entry.path().map(std::borrow::Cow::into_owned).unwrap_or_default();
        let kind = entry.header().entry_type();
        let place = place(&path, &mut self.root).filter(|_| kind.is_file() || kind.is_dir());
        let Some(place) = place else {
            self.add(Rule::EntryRefused, &path.to_string_lossy());
            return Ok(true);
        };
        let target = folder.map(|folder| folder.join(&place));
        if kind.is_dir() {
            target.map_or(Ok(()), fs::create_dir_all)?;
            return Ok(true);
        }
        if self.held.contains_key(&place) {
            self.add(Rule::EntryRepeated, &place);
            return Ok(true);
        }
        let out: Box<dyn Write> = match &target {
            Some(target) => {
                if let Some(parent) = target.parent() {
                    fs::create_dir_all(parent)?;
                }
                Box::new(BufWriter::new(fs::File::create_new(target)?))
            }
            None => Box::new(io::sink()),
        };
        let size = entry.size();
        let mut tee = Tee {
            input: &mut entry,
            out: Digesting::new(out),
            failed: None,
        };
        if place == METS {
            self.listed = list(BufReader::new(&mut tee));
            if self.listed.is_none() {
                self.add(Rule::ListUnreadable, METS);
            }
        }
        // Reading the rest passes it on to the copy; an error in reading is a tar file that is cut off.
        let read = io::copy(&mut tee, &mut io::sink());
        let (mut out, fixity) = match tee.failed {
            Some(error) => return Err(error),
            None => tee.out.finish(),
        };
        out.flush()?;
        let whole = read.is_ok() && fixity.bytes == size;
        self.held.insert(place, fixity);
        Ok(whole)
    }

    fn finish(mut self) -> Vec<Violation> {
        for needed in [METS, LOG, PREMIS] {
            if !self.held.contains_key(needed) {
                self.add(Rule::FileMissing, needed);
            }
        }
        let mut listed = self.listed.take().unwrap_or_default();
        let held = std::mem::take(&mut self.held);
        for (place, fixity) in &held {
            match listed.remove(place) {
                Some(said) if said.bytes != fixity.bytes => self.add(Rule::SizeWrong, place),
                Some(said) if !said.sha256.eq_ignore_ascii_case(&fixity.sha256) => {
                    self.add(Rule::ChecksumWrong, place)
                }
                Some(_) => {}
                // The list does not list itself.
                None if place == METS => {}
                None => self.add(Rule::FileUnlisted, place),
            }
        }
        for place in listed
            .keys()
            .filter(|place| ![LOG, PREMIS].contains(&place.as_str()))
        {
            self.add(Rule::FileMissing, place);
        }
        self.found
    }
}

/// The place inside the package's folder, which is the same for all; `None` for what lies elsewhere.
fn place(path: &Path, root: &mut Option<PathBuf>) -> Option<String> {
    let mut parts = path.components();
    let Some(Component::Normal(first)) = parts.next() else {
        return None;
    };
    if root.get_or_insert_with(|| PathBuf::from(first)).as_os_str() != first {
        return None;
    }
    let inside = parts.as_path();
    let plain = inside.components().all(|c| matches!(c, Component::Normal(_)));
    inside.to_str().filter(|_| plain).map(str::to_owned)
}

/// Reads and passes on what was read.
struct Tee<R, W> {
    input: R,
    out: W,
    failed: Option<io::Error>,
}

impl<R: Read, W: Write> Read for Tee<R, W> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buf)?;
        if let Err(error) = self.out.write_all(buf.get(..count).unwrap_or_default()) {
            self.failed = Some(error);
            return Err(io::ErrorKind::WriteZero.into());
        }
        Ok(count)
    }
}

/// The files that a METS document lists; `None` when it is none.
fn list(input: impl BufRead) -> Option<BTreeMap<String, Fixity>> {
    let mut reader = Reader::from_reader(input);
    let (mut buffer, mut files, mut file) = (Vec::new(), BTreeMap::new(), None);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) | Event::Empty(start) => {
                let value = |name| {
                    let attribute = start.try_get_attribute(name).ok().flatten()?;
                    let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
                    Some(value.into_owned())
                };
                match start.local_name().as_ref() {
                    "file" => {
                        file = Some(Fixity {
                            sha256: value("CHECKSUM")
                                .filter(|_| value("CHECKSUMTYPE").as_deref() == Some("SHA-256"))?,
                            bytes: value("SIZE")?.parse().ok()?,
                        });
                    }
                    "FLocat" => {
                        let href = value("xlink:href")?;
                        files.insert(href.strip_prefix("file:")?.to_owned(), file.take()?);
                    }
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Some(files).filter(|files| !files.is_empty())
}
