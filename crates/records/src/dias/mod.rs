//! DIAS packages: the tar file in which Norwegian archives take over an extraction.
//!
//! Inside a folder named after the package's UUID lie `dias-mets.xml` (every file with size and SHA-256), `log.xml`,
//! `administrative_metadata/dias-premis.xml` (every file as a thing to be preserved), `descriptive_metadata/` and
//! `content/`. Beside the tar file goes [`info`], which holds the tar file's own digest. What [`unpack`] takes apart is
//! checked on the way.

mod metadata;
mod read;
mod write;

pub use read::{Rule, Violation, check, unpack};
pub use write::{Packed, info, write};

use jiff::tz::TimeZone;
use model::Millis;

/// What a package says of itself.
#[derive(Clone, Debug)]
pub struct Package {
    /// UUID in text form.
    pub id: String,
    /// Title.
    pub label: String,
    /// Organisation whose archive it is.
    pub organisation: String,
    /// Program that kept the archive, and its version.
    pub system: (String, String),
    /// Standard of the content and its version, e.g. "Noark5" and "5.5".
    pub standard: (String, String),
    /// Agreement with the receiving archive; empty when there is none yet.
    pub agreement: String,
    /// Who takes it over; empty when not known.
    pub receiver: String,
    /// Beginning and end of the period.
    pub period: (Millis, Millis),
    /// When the package is made.
    pub created: Millis,
    /// Time zone of all dates.
    pub zone: TimeZone,
}

impl Package {
    fn time(&self, at: Millis) -> String {
        let zoned = at.timestamp().to_zoned(self.zone.clone());
        zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    fn day(&self, at: Millis) -> String {
        at.timestamp().to_zoned(self.zone.clone()).date().to_string()
    }
}

const METS: &str = "dias-mets.xml";
const LOG: &str = "log.xml";
const PREMIS: &str = "administrative_metadata/dias-premis.xml";
