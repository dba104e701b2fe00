//! The document files.

use super::{Found, Known, Rule, Violation, walk::Node};
use crate::noark::xml::Fixity;
use std::{
    fs, io,
    path::{Component, Path},
};

/// Where documents lie.
const DOCUMENTS: &str = "dokumenter";

/// The file that a dokumentobjekt names: is it there, whole, and its own?
pub(super) fn referred(
    folder: &Path,
    node: &Node,
    known: &mut Known,
    found: &mut Found<'_>,
) -> io::Result<()> {
    let place = node.value("referanseDokumentfil");
    let path = Path::new(place);
    let inside = path.starts_with(DOCUMENTS) && path.components().all(|c| matches!(c, Component::Normal(_)));
    if !inside {
        found.add(Rule::PlaceOutside, &node.label(), place);
        return Ok(());
    }
    if !known.places.insert(place.to_owned()) {
        found.add(Rule::FileShared, &node.label(), place);
    }
    let mut file = match fs::File::open(folder.join(path)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            found.add(Rule::FileMissing, &node.label(), place);
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let fixity = Fixity::read(&mut file)?;
    if fixity.bytes == 0 {
        found.add(Rule::FileEmpty, &node.label(), place);
    }
    if node.value("filstoerrelse") != fixity.bytes.to_string() {
        found.add(Rule::SizeWrong, &node.label(), place);
    }
    if !node.value("sjekksum").eq_ignore_ascii_case(&fixity.sha256) {
        found.add(Rule::ChecksumWrong, &node.label(), place);
    }
    Ok(())
}

/// Files below the documents' folder that nothing names.
pub(super) fn unreferenced(folder: &Path, known: &Known, all: &mut Vec<Violation>) -> io::Result<()> {
    visit(&folder.join(DOCUMENTS), DOCUMENTS, &mut |place| {
        if !known.places.contains(place) {
            Found { file: place, all }.add(Rule::FileUnreferenced, place, "");
        }
    })
}

fn visit(folder: &Path, name: &str, each: &mut dyn FnMut(&str)) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let place = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            visit(&entry.path(), &place, each)?;
        } else {
            each(&place);
        }
    }
    Ok(())
}
