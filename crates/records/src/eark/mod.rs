//! E-ARK CSIP and SIP 2.1.0 (in Sweden: FGS Paketstruktur 2.0), with METS and PREMIS 3, in a ZIP file.
//!
//! [`write`] puts a payload into one representation; [`read`] takes a package in and checks all of it: structure,
//! references, sizes and digests.

mod mets;
mod premis;
mod read;

pub use read::{Sip, read};

use crate::ExportError;
use crate::container::{Container, Files};
use crate::noark::xml::Xml;
use model::Millis;
use std::io::{Seek, Write};

const METS: &str = "METS.xml";
const PREMIS: &str = "metadata/preservation/premis.xml";
const DC: &str = "metadata/descriptive/dc.xml";
const DATA: &str = "representations/rep1/data/";

/// Files that are the same in every package.
const FIXED: [(&str, &str); 3] = [
    ("documentation/form.txt", include_str!("FORM.txt")),
    ("schemas/mets.xsd", include_str!("schemas/mets.xsd")),
    (
        "schemas/DILCISExtensionMETS.xsd",
        include_str!("schemas/DILCISExtensionMETS.xsd"),
    ),
];

/// What a package says of itself.
#[derive(Clone, Debug)]
pub struct Package {
    /// Name of its folder and its `OBJID`: letters, digits, `-`, `_` and `.`.
    pub name: String,
    /// When it was made.
    pub at: Millis,
    /// Title.
    pub title: String,
    /// Who made what is in it.
    pub organisation: String,
    /// Their organisation number.
    pub org_number: String,
    /// Language of the texts, e.g. `nb`.
    pub language: String,
    /// First and last day of the content, `YYYY-MM-DD`; empty when open.
    pub period: (String, String),
    /// Reference of the submission agreement; empty when there is none.
    pub agreement: String,
    /// The archive that takes it over; empty when not known.
    pub receiver: String,
}

impl Package {
    fn time(&self) -> String {
        self.at.rfc3339()
    }
}

/// Writes a submission package (SIP) with these files as its representation.
///
/// # Errors
/// [`ExportError`]; a name with other characters than allowed is unfit.
pub fn write<W: Write + Seek>(out: W, package: &Package, payload: &dyn Files) -> Result<W, ExportError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if package.name.is_empty() || package.name.starts_with('.') || !package.name.chars().all(fits) {
        return Err(ExportError::unfit("OBJID", &package.name));
    }
    let mut zip = Container::new(out, &package.name, package.at);
    let mut data = Vec::new();
    for path in payload.paths() {
        data.push(zip.add(&format!("{DATA}{path}"), &mut *payload.open(&path)?)?);
    }
    let mut fixed = Vec::new();
    for (path, text) in FIXED {
        fixed.push(zip.add(path, &mut text.as_bytes())?);
    }
    let dc = zip.add(DC, &mut described(package)?.as_slice())?;
    let premis = zip.add(PREMIS, &mut premis::document(package, &data)?.as_slice())?;
    let groups = mets::Groups {
        dc: &dc,
        premis: &premis,
        fixed: &fixed,
        data: &data,
    };
    zip.add(METS, &mut mets::document(package, &groups)?.as_slice())?;
    zip.finish()
}

/// Dublin Core.
fn described(package: &Package) -> Result<Vec<u8>, ExportError> {
    let mut xml = Xml::document(Vec::new())?;
    xml.open_with("dc", &[("xmlns", "http://purl.org/dc/elements/1.1/")])?;
    xml.text("title", &package.title)?;
    xml.text("creator", &package.organisation)?;
    xml.text("identifier", &package.name)?;
    xml.maybe("language", &package.language)?;
    let (from, to) = &package.period;
    if !from.is_empty() || !to.is_empty() {
        xml.text("coverage", &format!("{from}/{to}"))?;
    }
    xml.close("dc")?;
    Ok(xml.finish()?)
}

/// IANA media type of a file in a package.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("json") => "application/json",
        Some("jsonl") => "application/x-ndjson",
        Some("xml" | "xsd") => "application/xml",
        Some("txt") => "text/plain",
        Some("csv") => "text/csv",
        Some("html") => "text/html",
        Some("jpg") => "image/jpeg",
        Some("png") => "image/png",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("mp4") => "video/mp4",
        Some("webm") => "video/webm",
        Some("mp3") => "audio/mpeg",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}
