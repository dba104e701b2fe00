//! arkivuttrekk.xml against the files.

use super::{Found, Known, Rule, Violation};
use crate::noark::{LISTING_SCHEMA, xml::Fixity};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, BufRead},
    path::Path,
};

const FILE: &str = "arkivuttrekk.xml";

pub(super) fn read(
    folder: &Path,
    input: impl BufRead,
    known: &Known,
    all: &mut Vec<Violation>,
) -> io::Result<()> {
    let mut found = Found { file: FILE, all };
    let mut listing = Listing::default();
    if let Err(problem) = listing.read(input) {
        found.add(Rule::Unreadable, "addml", &problem);
        return Ok(());
    }
    for (name, checksum) in &listing.files {
        file(folder, name, checksum.as_deref(), &mut found)?;
    }
    for name in &listing.unlike {
        found.add(Rule::ChecksumWrong, "file", &format!("{name}: listed with two"));
    }
    for (object, element, said) in &listing.occurrences {
        let of_journal = format!("{object}/{element}");
        let real = known
            .occurrences
            .get(&of_journal)
            .or_else(|| known.occurrences.get(element));
        if said.parse() != Ok(real.copied().unwrap_or(0)) {
            found.add(
                Rule::CountWrong,
                &of_journal,
                &format!("{said}, not {}", real.unwrap_or(&0)),
            );
        }
    }
    let files = known.places.len().to_string();
    if listing.documents.as_deref() != Some(&files) {
        let said = listing.documents.as_deref().unwrap_or_default();
        found.add(
            Rule::CountWrong,
            "antallDokumentfiler",
            &format!("{said}, not {files}"),
        );
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let own = [FILE, LISTING_SCHEMA, "rettesnor.xsd"].contains(&name.as_str());
        if entry.file_type()?.is_file() && !own && !listing.files.contains_key(&name) {
            found.add(Rule::FileUnreferenced, &name, "");
        }
    }
    for needed in [
        "arkivstruktur.xml",
        "loependeJournal.xml",
        "offentligJournal.xml",
        "endringslogg.xml",
    ] {
        if !listing.files.contains_key(needed)
            && (needed == "arkivstruktur.xml" || folder.join(needed).exists())
        {
            found.add(Rule::ElementMissing, "dataObjects", needed);
        }
    }
    Ok(())
}

fn file(folder: &Path, name: &str, checksum: Option<&str>, found: &mut Found<'_>) -> io::Result<()> {
    if name.contains(['/', '\\']) || name.starts_with('.') {
        found.add(Rule::PlaceOutside, "file", name);
        return Ok(());
    }
    let mut open = match fs::File::open(folder.join(name)) {
        Ok(open) => open,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            found.add(Rule::FileMissing, "file", name);
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let fixity = Fixity::read(&mut open)?;
    match checksum {
        Some(said) if said.eq_ignore_ascii_case(&fixity.sha256) => {}
        Some(_) => found.add(Rule::ChecksumWrong, "file", name),
        None => found.add(Rule::ElementMissing, "file", &format!("{name}: checksum")),
    }
    Ok(())
}

/// What the listing says. ADDML nests properties by name; the path of names tells what a value is.
#[derive(Default)]
struct Listing {
    /// Name → SHA-256. A schema may be named again without one.
    files: BTreeMap<String, Option<String>>,
    occurrences: Vec<(String, String, String)>,
    documents: Option<String>,
    file: Option<String>,
    element: String,
    objects: Vec<String>,
    unlike: BTreeSet<String>,
}

impl Listing {
    fn read(&mut self, input: impl BufRead) -> Result<(), String> {
        let mut reader = Reader::from_reader(input);
        let (mut buffer, mut path, mut text) = (Vec::new(), Vec::<String>::new(), String::new());
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
                Event::Start(start) => {
                    path.push(step(&start));
                    text.clear();
                }
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::End(_) => {
                    let step = path.pop().unwrap_or_default();
                    if step == "value" {
                        self.value(&path, text.trim());
                    } else if step.starts_with("dataObject/") {
                        self.objects.pop();
                    }
                    text.clear();
                }
                Event::Eof => break,
                _ => {}
            }
            if let Some(object) = path.last().and_then(|s| s.strip_prefix("dataObject/"))
                && self.objects.last().map(String::as_str) != Some(object)
            {
                self.objects.push(object.to_owned());
            }
        }
        if path.is_empty() && !self.files.is_empty() {
            Ok(())
        } else {
            Err("no list of files".to_owned())
        }
    }

    fn value(&mut self, path: &[String], value: &str) {
        let names: Vec<&str> = path.iter().filter_map(|s| s.strip_prefix("property/")).collect();
        match *names.as_slice() {
            [.., "file", "name"] => {
                self.files.entry(value.to_owned()).or_default();
                self.file = Some(value.to_owned());
            }
            [.., "file", "checksum", "value"] => {
                let Some(file) = self.file.clone() else { return };
                // The same schema may be listed with each file that it checks; it must be the same each time.
                let old = self.files.insert(file.clone(), Some(value.to_owned()));
                if old.flatten().is_some_and(|old| !old.eq_ignore_ascii_case(value)) {
                    self.unlike.insert(file);
                }
            }
            [.., "numberOfOccurrences"] => value.clone_into(&mut self.element),
            [.., "numberOfOccurrences", "value"] => {
                let object = self.objects.last().cloned().unwrap_or_default();
                self.occurrences
                    .push((object, self.element.clone(), value.to_owned()));
            }
            [.., "additionalInfo", "antallDokumentfiler"] => self.documents = Some(value.to_owned()),
            _ => {}
        }
    }
}

/// An element's name, with the value of its attribute `name`.
fn step(start: &BytesStart<'_>) -> String {
    let element = start.local_name().as_ref().to_owned();
    let name = start.try_get_attribute("name").ok().flatten();
    match name.and_then(|name| {
        name.normalized_value(XmlVersion::Explicit1_0)
            .ok()
            .map(std::borrow::Cow::into_owned)
    }) {
        Some(name) => format!("{element}/{name}"),
        None => element,
    }
}
