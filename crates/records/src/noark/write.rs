//! Writes an extraction into a folder, one registration at a time.

use super::{
    Dates, FIELDS_SCHEMA, LISTING_SCHEMA, SCHEMAS,
    codes::{RetentionDecision, Variant},
    id,
    input::{Archive, Change, Class, Folder, Kind, Registration, Retention, Series},
    journal::{Entry, Spool, Which},
    listing::{self, Listed, Traits},
    namespace, needed, structure,
    xml::{Digesting, Fixity, Xml},
};
use crate::ExportError;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, BufWriter},
    path::{Path, PathBuf},
};

type Out = Digesting<BufWriter<fs::File>>;

/// What an extraction holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Folders.
    pub folders: u64,
    /// Registrations.
    pub registrations: u64,
    /// Document files.
    pub files: u64,
    /// Changes.
    pub changes: u64,
}

/// Writes an extraction. Call [`Writer::series`], then [`Writer::class`] where it is classified, then
/// [`Writer::folder`] and its [`Writer::registration`]s, and so on; at last [`Writer::finish`]. Whoever drops it before
/// has a folder without arkivuttrekk.xml, which no reader takes for an extraction.
pub struct Writer {
    folder: PathBuf,
    archive: Archive,
    dates: Dates,
    structure: Xml<Out>,
    changes: Option<Xml<Out>>,
    running: Spool,
    public: Spool,
    schemas: BTreeMap<String, Fixity>,
    series: Option<Series>,
    class: Option<Class>,
    case: Option<Folder>,
    numbers: BTreeSet<(i16, u64)>,
    counts: Counts,
    traits: Traits,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("noark::Writer")
            .field("folder", &self.folder)
            .finish()
    }
}

impl Writer {
    /// Begins an extraction in `folder`, which is made when it is not there and must be empty. `schemas` is where the
    /// standard's schemas are (`arkivstruktur.xsd`, `metadatakatalog.xsd`, …, `addml.xsd`); those that are there are
    /// copied and listed.
    ///
    /// # Errors
    /// [`ExportError::Io`], also when the folder holds something; [`ExportError::Unfit`] when the archive lacks a value.
    pub fn create(folder: &Path, archive: Archive, schemas: Option<&Path>) -> Result<Self, ExportError> {
        fs::create_dir_all(folder)?;
        if fs::read_dir(folder)?.next().is_some() {
            return Err(io::Error::from(io::ErrorKind::DirectoryNotEmpty).into());
        }
        let dates = Dates(archive.zone.clone());
        let mut structure = document(folder, "arkivstruktur")?;
        structure::open_archive(&mut structure, &archive, &dates)?;
        Ok(Self {
            running: Spool::new(Which::Running, folder)?,
            public: Spool::new(Which::Public, folder)?,
            schemas: copy_schemas(folder, schemas)?,
            folder: folder.to_owned(),
            archive,
            dates,
            structure,
            changes: None,
            series: None,
            class: None,
            case: None,
            numbers: BTreeSet::new(),
            counts: Counts::default(),
            traits: Traits::default(),
        })
    }

    /// Begins a part of the archive.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn series(&mut self, series: Series) -> Result<(), ExportError> {
        self.close_series()?;
        structure::open_series(&mut self.structure, &series, &self.archive.by, &self.dates)?;
        if let Some(system) = &series.classification {
            let (at, by) = (series.opened, &self.archive.by);
            structure::open_classification(&mut self.structure, system, at, by, &self.dates)?;
        }
        self.series = Some(series);
        Ok(())
    }

    /// Begins a class of the series' classification.
    ///
    /// # Errors
    /// [`ExportError`]; `Unfit("klasse")` in a series without classification.
    pub fn class(&mut self, class: Class) -> Result<(), ExportError> {
        self.close_class()?;
        if self.series.as_ref().is_none_or(|s| s.classification.is_none()) {
            return Err(ExportError::unfit("klasse", &class.code));
        }
        structure::open_class(&mut self.structure, &class, &self.archive.by, &self.dates)?;
        self.class = Some(class);
        Ok(())
    }

    /// Begins a folder.
    ///
    /// # Errors
    /// [`ExportError`]; `Unfit("mappe")` outside a series, or outside a class where the series has classes;
    /// `Unfit("sakssekvensnummer")` when the number is taken.
    pub fn folder(&mut self, folder: Folder) -> Result<(), ExportError> {
        self.close_folder()?;
        let series = self.series.as_ref();
        let series = series.filter(|s| s.classification.is_some() == self.class.is_some());
        let Some(series) = series else {
            return Err(ExportError::unfit("mappe", &folder.number));
        };
        if !self.numbers.insert((folder.year, folder.sequence)) {
            return Err(ExportError::unfit("sakssekvensnummer", &folder.number));
        }
        structure::open_folder(&mut self.structure, &folder, &series.id, &self.dates)?;
        self.traits.shielded |= folder.shielding.is_some();
        self.traits.fields |= !folder.fields.is_empty();
        self.traits.to_destroy |= destroys(folder.retention.as_ref());
        self.counts.folders += 1;
        self.case = Some(folder);
        Ok(())
    }

    /// Writes a registration with its documents into the folder.
    ///
    /// # Errors
    /// [`ExportError`]; `Unfit("registrering")` outside a folder, `Unfit("offentligTittel")` when a title is shielded
    /// and there is none for the public, `Unfit("korrespondansepart")` for a journal entry without correspondents,
    /// `Unfit("variantformat")` for a production format.
    pub fn registration(&mut self, of: &Registration) -> Result<(), ExportError> {
        let (Some(series), Some(folder)) = (&self.series, &self.case) else {
            return Err(ExportError::unfit("registrering", &of.id));
        };
        if let Kind::Journal(journal) = &of.kind {
            if journal.correspondents.is_empty() {
                return Err(ExportError::unfit("korrespondansepart", &of.id));
            }
            let entry = Entry {
                class: self.class.as_ref(),
                folder,
                registration: of,
                journal,
                series: &series.id,
            };
            self.running.add(entry, &self.dates)?;
            self.public.add(entry, &self.dates)?;
        }
        structure::open_registration(&mut self.structure, of, &self.dates)?;
        for (at, document) in of.documents.iter().enumerate() {
            structure::open_document(&mut self.structure, document, at + 1, &self.dates)?;
            for (at, file) in document.files.iter().enumerate() {
                if file.variant == Variant::Production {
                    return Err(ExportError::unfit("variantformat", &document.id));
                }
                let object = id("file", &format!("{}/{at}", document.id));
                let place = self.keep(&object, file)?;
                let fixity = Fixity::of(&file.content);
                let xml = &mut self.structure;
                structure::object(
                    xml,
                    (document, file),
                    (&object, at + 1),
                    (&place, &fixity),
                    &self.dates,
                )?;
                self.counts.files += 1;
            }
            self.structure.close("dokumentbeskrivelse")?;
            self.traits.destroyed |= document.destroyed.is_some();
        }
        structure::close_registration(&mut self.structure, of, &self.dates)?;
        self.traits.shielded |= of.shielding.is_some();
        self.traits.fields |= !of.fields.is_empty();
        self.traits.to_destroy |= destroys(of.retention.as_ref());
        self.counts.registrations += 1;
        Ok(())
    }

    /// Writes a change of something registered.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn change(&mut self, change: &Change) -> Result<(), ExportError> {
        let mut xml = match self.changes.take() {
            Some(xml) => xml,
            None => {
                let mut xml = document(&self.folder, "endringslogg")?;
                xml.open_with("endringslogg", &[("xmlns", &namespace("endringslogg"))])?;
                xml
            }
        };
        xml.open("endring")?;
        xml.text("referanseArkivenhet", needed("referanseArkivenhet", &change.of)?)?;
        xml.text("referanseMetadata", needed("referanseMetadata", &change.field)?)?;
        xml.text("endretDato", &self.dates.time(change.at))?;
        xml.text("endretAv", needed("endretAv", &change.by)?)?;
        xml.text("tidligereVerdi", needed("tidligereVerdi", &change.old)?)?;
        xml.text("nyVerdi", needed("nyVerdi", &change.new)?)?;
        xml.close("endring")?;
        self.changes = Some(xml);
        self.counts.changes += 1;
        Ok(())
    }

    /// Ends the extraction and writes arkivuttrekk.xml. A journal or change log without entries is left out, since the
    /// schemas want at least one.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn finish(mut self) -> Result<Counts, ExportError> {
        self.close_series()?;
        self.structure.close("arkiv")?;
        let mut files = vec![Listed {
            name: "arkivstruktur",
            fixity: settle(self.structure)?,
            occurrences: vec![
                ("mappe", self.counts.folders),
                ("registrering", self.counts.registrations),
            ],
        }];
        if let Some(mut changes) = self.changes {
            changes.close("endringslogg")?;
            files.push(Listed {
                name: "endringslogg",
                fixity: settle(changes)?,
                occurrences: vec![("endring", self.counts.changes)],
            });
        }
        for (which, spool) in [(Which::Running, self.running), (Which::Public, self.public)] {
            if let Some((fixity, count)) = spool.finish(&self.folder, &self.archive, &self.dates)? {
                files.push(Listed {
                    name: which.name(),
                    fixity,
                    occurrences: vec![("journalregistrering", count)],
                });
            }
        }
        // A schema that nothing is checked with would be a file that nothing names.
        let used = |schema: &str| match schema {
            LISTING_SCHEMA => true,
            schema if schema == FIELDS_SCHEMA.0 => self.traits.fields,
            schema => SCHEMAS
                .iter()
                .any(|(name, of)| of.contains(&schema) && files.iter().any(|f| f.name == *name)),
        };
        for unused in self.schemas.keys().filter(|schema| !used(schema)) {
            fs::remove_file(self.folder.join(unused))?;
        }
        let all = (&*files, self.traits, self.counts);
        listing::write(&self.folder, &self.archive, &self.dates, all, &self.schemas)?;
        Ok(self.counts)
    }

    /// Writes a document file; answers its place. Two letters of the name are a folder, so that none grows too large.
    fn keep(&self, object: &str, file: &super::input::File) -> Result<String, ExportError> {
        let shelf: String = object.chars().take(2).collect();
        let place = format!(
            "dokumenter/{shelf}/{object}.{}",
            super::format(&file.mime).extension
        );
        let path = self.folder.join(&place);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut out = fs::File::create_new(&path)?;
        io::Write::write_all(&mut out, &file.content)?;
        Ok(place)
    }

    fn close_folder(&mut self) -> Result<(), ExportError> {
        match self.case.take() {
            Some(folder) => structure::close_folder(&mut self.structure, &folder, &self.dates),
            None => Ok(()),
        }
    }

    fn close_class(&mut self) -> Result<(), ExportError> {
        self.close_folder()?;
        if self.class.take().is_some() {
            self.structure.close("klasse")?;
        }
        Ok(())
    }

    fn close_series(&mut self) -> Result<(), ExportError> {
        self.close_class()?;
        if let Some(series) = self.series.take() {
            if series.classification.is_some() {
                self.structure.close("klassifikasjonssystem")?;
            }
            self.structure.close("arkivdel")?;
        }
        Ok(())
    }
}

fn destroys(retention: Option<&Retention>) -> bool {
    retention.is_some_and(|r| r.decision == RetentionDecision::Destroy)
}

fn document(folder: &Path, name: &str) -> io::Result<Xml<Out>> {
    let file = fs::File::create_new(folder.join(format!("{name}.xml")))?;
    Xml::document(Digesting::new(BufWriter::new(file)))
}

fn settle(xml: Xml<Out>) -> io::Result<Fixity> {
    let (file, fixity) = xml.finish()?.finish();
    file.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()?;
    Ok(fixity)
}

/// Copies the schemas that are there, and ours.
fn copy_schemas(folder: &Path, from: Option<&Path>) -> io::Result<BTreeMap<String, Fixity>> {
    let mut copied = BTreeMap::new();
    let mut keep = |name: &str, content: &[u8]| {
        copied.insert(name.to_owned(), Fixity::of(content));
        fs::write(folder.join(name), content)
    };
    keep(FIELDS_SCHEMA.0, FIELDS_SCHEMA.1)?;
    let names: BTreeSet<&str> = SCHEMAS.iter().flat_map(|(_, names)| *names).copied().collect();
    for name in names.into_iter().chain([LISTING_SCHEMA]) {
        let Some(from) = from else { break };
        match fs::read(from.join(name)) {
            Ok(content) => keep(name, &content)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(copied)
}
