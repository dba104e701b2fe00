//! Noark 5.5 extractions: the folder of XML files and documents that Norwegian archives take over.
//!
//! [`Writer`] makes one, holding one registration at a time; [`check`] reads any such folder and says what is wrong
//! with it; [`crate::dias`] packs it for the journey. The code lists that the standard's schemas lack are in
//! [`codes`]. Element names are the standard's; where this crate has a choice, the reason is beside it.
//!
//! The standard's schemas are not part of this program. A package without them is complete but for those files:
//! give [`Writer::create`] the folder where they are.

pub mod check;
pub mod codes;
mod input;
mod journal;
mod listing;
mod structure;
mod write;
pub(crate) mod xml;

pub use check::{Rule, Violation, check};
pub use input::{
    Archive, Change, Class, Classification, Correspondent, Document, File, Folder, Journal, Kind, Party,
    Registration, Remark, Retention, Series, Shielding,
};
pub use write::{Counts, Writer};

use crate::ExportError;
use jiff::tz::TimeZone;
use model::Millis;
use sha2::{Digest as _, Sha256};

/// Namespace of our own fields in `virksomhetsspesifikkeMetadata`.
pub const FIELDS_NAMESPACE: &str = "urn:rettesnor:noark:1";
/// Their schema, shipped in each extraction.
const FIELDS_SCHEMA: (&str, &[u8]) = ("rettesnor.xsd", include_bytes!("rettesnor.xsd"));

/// The schemas of the standard that an extraction brings, by the file that is checked with them: (file, schemas).
const SCHEMAS: &[(&str, &[&str])] = &[
    ("arkivstruktur", &["arkivstruktur.xsd", "metadatakatalog.xsd"]),
    ("endringslogg", &["endringslogg.xsd", "metadatakatalog.xsd"]),
    ("loependeJournal", &["loependeJournal.xsd", "metadatakatalog.xsd"]),
    (
        "offentligJournal",
        &["offentligJournal.xsd", "metadatakatalog.xsd"],
    ),
];
/// Schema of arkivuttrekk.xml.
const LISTING_SCHEMA: &str = "addml.xsd";

fn namespace(name: &str) -> String {
    format!("http://www.arkivverket.no/standarder/noark5/{name}")
}

/// A UUID that is always the same for the same thing: version 8 (RFC 9562) of the SHA-256 of what it is and its id.
#[must_use]
pub fn id(what: &str, of: &str) -> String {
    let digest = Sha256::digest(format!("{what}\0{of}"));
    let bits = digest
        .iter()
        .take(16)
        .fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    let bits = bits & !(0xf << 76) | (0x8 << 76);
    let bits = bits & !(0x3 << 62) | (0x2 << 62);
    let part = |from: u32, digits: u32| (bits >> from) & ((1 << (4 * digits)) - 1);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        part(96, 8),
        part(80, 4),
        part(64, 4),
        part(48, 4),
        part(0, 12)
    )
}

/// How a media type is named in an extraction, and whether archives accept it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// PRONOM identifier; the media type itself where PRONOM has no one answer.
    pub pronom: &'static str,
    /// Ending of the file's name.
    pub extension: &'static str,
    /// Whether it is on the list of archive formats (Riksarkivarens forskrift § 5-17 with the list of 2022-03-01).
    pub accepted: bool,
}

/// The format of a media type.
#[must_use]
pub fn format(mime: &str) -> Format {
    let of = |pronom, extension, accepted| Format {
        pronom,
        extension,
        accepted,
    };
    match mime.split(';').next().unwrap_or_default().trim() {
        "application/json" | "application/ld+json" | "application/activity+json" => {
            of("fmt/817", "json", true)
        }
        "text/plain" => of("x-fmt/16", "txt", true),
        "text/csv" => of("x-fmt/18", "csv", true),
        "application/xml" | "text/xml" => of("fmt/101", "xml", true),
        "application/pdf" => of("fmt/477", "pdf", true),
        "application/warc" => of("fmt/1355", "warc", true),
        "image/png" => of("fmt/11", "png", true),
        "image/jpeg" => of("fmt/43", "jpg", true),
        "image/tiff" => of("fmt/353", "tif", true),
        "video/mp4" => of("fmt/199", "mp4", true),
        "text/html" => of("fmt/471", "html", true),
        "image/gif" => of("fmt/4", "gif", false),
        "image/webp" => of("fmt/566", "webp", false),
        "video/quicktime" => of("x-fmt/384", "mov", false),
        "video/webm" => of("fmt/573", "webm", false),
        _ => of("application/octet-stream", "bin", false),
    }
}

/// Instants as the archive shows them.
#[derive(Clone, Debug)]
struct Dates(TimeZone);

impl Dates {
    fn time(&self, at: Millis) -> String {
        let zoned = at.timestamp().to_zoned(self.0.clone());
        zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    fn day(&self, at: Millis) -> String {
        at.timestamp().to_zoned(self.0.clone()).date().to_string()
    }
}

/// A value that must be there.
fn needed<'a>(field: &'static str, value: &'a str) -> Result<&'a str, ExportError> {
    if value.trim().is_empty() {
        Err(ExportError::unfit(field, value))
    } else {
        Ok(value)
    }
}
