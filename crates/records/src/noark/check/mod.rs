//! Reads an extraction and says what is wrong with it.
//!
//! It makes again the checks that the archives' own programs make, and some that only whoever knows the public journal
//! can: each file of XML has the elements, order, types and code values of Noark 5.5; ids are UUIDs and unique; statuses
//! are final; dates are in order; what refers to something finds it; every document file is there with its size and
//! digest and no other is; the journals hold the journal entries of the structure, all of them and no others; the public
//! journal shows nothing that is shielded; arkivuttrekk.xml lists each file with the right digest and counts.
//!
//! A file is read once from front to back. Held in memory are the ids, and of each journal entry what the public
//! journal is compared with.

mod files;
mod journals;
mod listing;
mod shape;
mod structure;
mod walk;

use shape::Shapes;
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs::File,
    io::{self, BufReader},
    path::Path,
};

/// What an extraction can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// A file that must be there, or that is listed, is not.
    FileMissing,
    /// A file that nothing refers to.
    FileUnreferenced,
    /// A file of no bytes.
    FileEmpty,
    /// A file with other bytes than its digest says.
    ChecksumWrong,
    /// A file with another size than is said.
    SizeWrong,
    /// A document refers to a place outside of the extraction's documents.
    PlaceOutside,
    /// Two documents are said to lie in the same file.
    FileShared,
    /// No XML, or cut off.
    Unreadable,
    /// A mandatory element is not there, or is empty.
    ElementMissing,
    /// An element that does not belong there.
    ElementUnexpected,
    /// An element in the wrong place, or once too often.
    ElementOrder,
    /// No number, date or time where there should be one.
    ValueMalformed,
    /// A value that is not in the element's code list.
    CodeUnknown,
    /// A status, or a variant, that an extraction may not hold.
    StatusOpen,
    /// An id that is no UUID.
    IdMalformed,
    /// An id that is used twice.
    IdRepeated,
    /// A number that is used twice: of a case or in the journal.
    NumberRepeated,
    /// Something ends before it begins.
    DateOrder,
    /// A reference to an id that is nowhere.
    ReferenceUnknown,
    /// A registration without exactly one main document, or a document without files that was not destroyed.
    DocumentIncomplete,
    /// Another number of elements or files than is said.
    CountWrong,
    /// A journal entry of the structure that a journal lacks.
    JournalLacks,
    /// A journal entry that says something else than the structure.
    JournalDiffers,
    /// The public journal shows what is shielded.
    ShieldingBroken,
    /// A part of the documents is shielded, and there is no variant without it.
    RedactionMissing,
}

impl Rule {
    /// Stable kebab-case key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::FileMissing => "noark-file-missing",
            Self::FileUnreferenced => "noark-file-unreferenced",
            Self::FileEmpty => "noark-file-empty",
            Self::ChecksumWrong => "noark-checksum-wrong",
            Self::SizeWrong => "noark-size-wrong",
            Self::PlaceOutside => "noark-place-outside",
            Self::FileShared => "noark-file-shared",
            Self::Unreadable => "noark-unreadable",
            Self::ElementMissing => "noark-element-missing",
            Self::ElementUnexpected => "noark-element-unexpected",
            Self::ElementOrder => "noark-element-order",
            Self::ValueMalformed => "noark-value-malformed",
            Self::CodeUnknown => "noark-code-unknown",
            Self::StatusOpen => "noark-status-open",
            Self::IdMalformed => "noark-id-malformed",
            Self::IdRepeated => "noark-id-repeated",
            Self::NumberRepeated => "noark-number-repeated",
            Self::DateOrder => "noark-date-order",
            Self::ReferenceUnknown => "noark-reference-unknown",
            Self::DocumentIncomplete => "noark-document-incomplete",
            Self::CountWrong => "noark-count-wrong",
            Self::JournalLacks => "noark-journal-lacks",
            Self::JournalDiffers => "noark-journal-differs",
            Self::ShieldingBroken => "noark-shielding-broken",
            Self::RedactionMissing => "noark-redaction-missing",
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// What is broken.
    pub rule: Rule,
    /// File inside the extraction.
    pub file: String,
    /// Element, with its id where it has one.
    pub element: String,
    /// What was found, or what is missing.
    pub detail: String,
}

/// Violations named at most; a file that breaks one rule everywhere says so often enough.
const MOST: usize = 10_000;

/// Collects violations of one file.
struct Found<'a> {
    file: &'a str,
    all: &'a mut Vec<Violation>,
}

impl Found<'_> {
    fn add(&mut self, rule: Rule, element: &str, detail: &str) {
        if self.all.len() < MOST {
            self.all.push(Violation {
                rule,
                file: self.file.to_owned(),
                element: element.chars().take(200).collect(),
                detail: detail.chars().take(200).collect(),
            });
        }
    }
}

/// What is known after reading the structure.
#[derive(Debug, Default)]
struct Known {
    ids: HashSet<u128>,
    entries: BTreeMap<u128, Entry>,
    places: BTreeSet<String>,
    occurrences: BTreeMap<String, u64>,
}

/// A journal entry of the structure, as the journals must show it.
#[derive(Debug, Default)]
struct Entry {
    number: (String, String),
    title: String,
    folder_title: String,
    hides_title: bool,
    hides_folder_title: bool,
    /// Names that the public journal may not show.
    hidden_names: Vec<String>,
}

/// Checks the extraction in `folder`. Empty when all is well.
///
/// # Errors
/// When the folder or a file in it cannot be read.
pub fn check(folder: &Path) -> io::Result<Vec<Violation>> {
    let shapes = Shapes::new();
    let mut all = Vec::new();
    let mut known = Known::default();
    if let Some(input) = open(folder, "arkivstruktur.xml", true, &mut all)? {
        let mut found = Found {
            file: "arkivstruktur.xml",
            all: &mut all,
        };
        structure::read(folder, input, &shapes, &mut known, &mut found)?;
    }
    files::unreferenced(folder, &known, &mut all)?;
    for name in ["loependeJournal", "offentligJournal"] {
        let file = format!("{name}.xml");
        // Without journal entries there is nothing that a journal could hold.
        if let Some(input) = open(folder, &file, !known.entries.is_empty(), &mut all)? {
            let mut found = Found {
                file: &file,
                all: &mut all,
            };
            journals::read(name, input, &shapes, &mut known, &mut found);
        }
    }
    if let Some(input) = open(folder, "endringslogg.xml", false, &mut all)? {
        let mut found = Found {
            file: "endringslogg.xml",
            all: &mut all,
        };
        journals::changes(input, &shapes, &mut known, &mut found);
    }
    if let Some(input) = open(folder, "arkivuttrekk.xml", true, &mut all)? {
        listing::read(folder, input, &known, &mut all)?;
    }
    Ok(all)
}

fn open(
    folder: &Path,
    name: &str,
    needed: bool,
    all: &mut Vec<Violation>,
) -> io::Result<Option<BufReader<File>>> {
    match File::open(folder.join(name)) {
        Ok(file) => Ok(Some(BufReader::new(file))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if needed {
                Found { file: name, all }.add(Rule::FileMissing, name, "");
            }
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The bits of a UUID; 0 for what is none, which is a violation of its own.
fn bits(id: &str) -> u128 {
    u128::from_str_radix(&id.replace('-', ""), 16).unwrap_or(0)
}
