//! Takes a package in and checks it against what it says of itself.

use super::{DATA, METS};
use crate::parcel::{BadPackage, Limits, Parcel, is_safe};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{Read, Seek};

/// A package in which everything is as its METS document says.
pub struct Sip<R: Read + Seek> {
    parcel: Parcel<R>,
}

impl<R: Read + Seek> Sip<R> {
    /// Its name, the `OBJID`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.parcel.root()
    }

    /// Paths of the representation's data, in order.
    #[must_use]
    pub fn data(&self) -> Vec<String> {
        let paths = self.parcel.files().keys();
        paths
            .filter_map(|p| p.strip_prefix(DATA).map(str::to_owned))
            .collect()
    }

    /// Opens a file of the data.
    ///
    /// # Errors
    /// `package-file-missing`, `package-damaged`.
    pub fn file(&mut self, path: &str) -> Result<impl Read + use<'_, R>, BadPackage> {
        self.parcel.file(&format!("{DATA}{path}"))
    }
}

/// Reads an E-ARK package that has everything in its root METS document, and checks all of it.
///
/// # Errors
/// Those of [`Parcel::open`] and: `eark-mets-missing`, `eark-mets-malformed` (no well-formed METS, or with a document type),
/// `eark-profile` (no E-ARK profile), `eark-objid-differs` (from the folder's name), `eark-header` (no time, no package type, or
/// no creator), `eark-reference` (no address, or one outside of the package), `eark-fixity-missing` (no size or SHA-256),
/// `eark-file-missing`, `eark-file-unlisted`, `eark-file-listed-twice`, `eark-size-differs`, `eark-digest-differs`,
/// `eark-id-twice`, `eark-structure` (no CSIP structural map, or one that points at nothing), `eark-preservation-missing` (no
/// PREMIS), `eark-representation-missing`.
pub fn read<R: Read + Seek>(reader: R, limits: Limits) -> Result<Sip<R>, BadPackage> {
    let mut parcel = Parcel::open(reader, limits)?;
    if !parcel.files().contains_key(METS) {
        return Err(BadPackage::new("eark-mets-missing", METS));
    }
    let mets = mets(&parcel.text(METS)?)?;
    let said = |name: &str| mets.root.get(name).map(String::as_str).unwrap_or_default();
    let profile = said("PROFILE");
    if !(profile.starts_with("https://eark") && profile.contains(".dilcis.eu/profile/E-ARK-")) {
        return Err(BadPackage::new("eark-profile", profile));
    }
    if said("OBJID") != parcel.root() {
        return Err(BadPackage::new("eark-objid-differs", said("OBJID")));
    }
    let headed = |name: &str| mets.header.get(name).is_some_and(|v| !v.is_empty());
    if !headed("CREATEDATE") || !headed("OAISPACKAGETYPE") || !mets.creator {
        return Err(BadPackage::new("eark-header", METS));
    }
    if !mets.structured {
        return Err(BadPackage::new("eark-structure", "CSIP"));
    }
    if let Some(id) = mets.pointers.iter().find(|id| !mets.ids.contains(*id)) {
        return Err(BadPackage::new("eark-structure", id));
    }
    if !mets.files.values().any(|f| f.kind == "PREMIS") {
        return Err(BadPackage::new("eark-preservation-missing", METS));
    }
    if !mets.files.keys().any(|path| path.starts_with("representations/")) {
        return Err(BadPackage::new("eark-representation-missing", METS));
    }
    if let Some(path) = mets.files.keys().find(|p| !parcel.files().contains_key(*p)) {
        return Err(BadPackage::new("eark-file-missing", path));
    }
    let unlisted = parcel
        .files()
        .keys()
        .find(|p| *p != METS && !mets.files.contains_key(*p));
    if let Some(path) = unlisted {
        return Err(BadPackage::new("eark-file-unlisted", path));
    }
    for (path, file) in &mets.files {
        let (size, digest) = parcel.digest(path)?;
        if size != file.size {
            return Err(BadPackage::new("eark-size-differs", path));
        }
        if !digest.eq_ignore_ascii_case(&file.digest) {
            return Err(BadPackage::new("eark-digest-differs", path));
        }
    }
    Ok(Sip { parcel })
}

/// A file as METS lists it.
struct Listed {
    /// `MDTYPE` of metadata.
    kind: String,
    size: u64,
    digest: String,
}

#[derive(Default)]
struct Mets {
    root: HashMap<String, String>,
    header: HashMap<String, String>,
    creator: bool,
    structured: bool,
    ids: HashSet<String>,
    /// What structural maps point at.
    pointers: Vec<String>,
    files: BTreeMap<String, Listed>,
}

fn mets(text: &str) -> Result<Mets, BadPackage> {
    let malformed = |at: &str| BadPackage::new("eark-mets-malformed", at);
    let mut reader = Reader::from_str(text);
    let (mut mets, mut depth, mut file) = (Mets::default(), 0_usize, HashMap::new());
    let mut ended = false;
    loop {
        match reader.read_event().map_err(|e| malformed(&e.to_string()))? {
            // Entities of its own making are how a document reads other files.
            Event::DocType(_) => return Err(malformed("DOCTYPE")),
            Event::Start(start) => {
                begin(&mut mets, &mut file, &start, depth)?;
                depth += 1;
            }
            Event::Empty(start) => begin(&mut mets, &mut file, &start, depth)?,
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                ended = depth == 0;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if ended { Ok(mets) } else { Err(malformed("end")) }
}

fn begin(
    mets: &mut Mets,
    file: &mut HashMap<String, String>,
    start: &BytesStart<'_>,
    depth: usize,
) -> Result<(), BadPackage> {
    let malformed = |at: &str| BadPackage::new("eark-mets-malformed", at);
    let mut said = HashMap::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|e| malformed(&e.to_string()))?;
        let value = attribute
            .normalized_value(XmlVersion::Explicit1_0)
            .map_err(|e| malformed(&e.to_string()))?;
        let name = attribute.key.local_name().as_ref().to_owned();
        said.insert(name, value.into_owned());
    }
    if let Some(id) = said.get("ID")
        && !mets.ids.insert(id.clone())
    {
        return Err(BadPackage::new("eark-id-twice", id));
    }
    let name = start.local_name();
    match (depth, name.as_ref()) {
        (0, "mets") if mets.root.is_empty() => mets.root = said,
        (0, _) => return Err(malformed(name.as_ref())),
        (_, "metsHdr") => mets.header = said,
        (_, "agent") => mets.creator |= said.get("ROLE").is_some_and(|role| role == "CREATOR"),
        (_, "structMap") => mets.structured |= said.get("LABEL").is_some_and(|label| label == "CSIP"),
        (_, "div") => {
            for of in ["ADMID", "DMDID"] {
                let ids = said.get(of).map(String::as_str).unwrap_or_default();
                mets.pointers.extend(ids.split_whitespace().map(str::to_owned));
            }
        }
        (_, "fptr") => mets.pointers.extend(said.get("FILEID").cloned()),
        (_, "file") => *file = said,
        (_, "FLocat") => {
            let fixity = std::mem::take(file);
            list(mets, &said, &fixity)?;
        }
        (_, "mdRef") => list(mets, &said, &said)?,
        _ => {}
    }
    Ok(())
}

/// Takes a file down: where it is, and what was said of its bytes.
fn list(
    mets: &mut Mets,
    place: &HashMap<String, String>,
    fixity: &HashMap<String, String>,
) -> Result<(), BadPackage> {
    let of = |from: &HashMap<String, String>, name: &str| from.get(name).cloned().unwrap_or_default();
    let path = of(place, "href");
    if of(place, "LOCTYPE") != "URL" || !is_safe(&path) {
        return Err(BadPackage::new("eark-reference", &path));
    }
    let digest = of(fixity, "CHECKSUM");
    let size = of(fixity, "SIZE").parse();
    let (Ok(size), "SHA-256", 64) = (size, of(fixity, "CHECKSUMTYPE").as_str(), digest.len()) else {
        return Err(BadPackage::new("eark-fixity-missing", &path));
    };
    let listed = Listed {
        kind: of(place, "MDTYPE"),
        size,
        digest,
    };
    match mets.files.insert(path.clone(), listed) {
        None => Ok(()),
        Some(_) => Err(BadPackage::new("eark-file-listed-twice", &path)),
    }
}
