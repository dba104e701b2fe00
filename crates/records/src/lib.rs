//! Writers and readers of archive formats; knows formats, not where data came from.
//!
//! All writers stream to any [`std::io::Write`] and hold one opened entry at a time. What goes in is the same
//! for all: a [`model::archive::Record`] and its entries with opened parts ([`OpenEntry`]). How each
//! format shows them is described in `docs/operate/ledger.md`.

pub mod bagit;
pub mod container;
pub mod dias;
pub mod eark;
pub mod handout;
pub mod jsonl;
pub mod list;
pub mod noark;
pub mod parcel;
pub mod pdf;
pub mod uri;
pub mod wacz;
pub mod warc;

use model::archive::{Entry, Part};

/// A journal entry with its parts opened, in the order of `position`.
#[derive(Clone, Debug)]
pub struct OpenEntry {
    /// The entry.
    pub entry: Entry,
    /// Its parts.
    pub parts: Vec<OpenPart>,
}

/// A part with its content.
#[derive(Clone, Debug)]
pub struct OpenPart {
    /// The part's row.
    pub part: Part,
    /// The plain bytes; `None` after lawful erasure.
    pub content: Option<Vec<u8>>,
    /// Salt of the part's commitment: with it anybody can check the content against the ledger. `None` after lawful
    /// erasure.
    pub salt: Option<[u8; 32]>,
    /// Address on the web from which the content came, when it is known.
    pub source: Option<String>,
}

/// Why an export could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The receiver failed: disk full, connection lost.
    #[error("writing the export: {0}")]
    Io(#[from] std::io::Error),
    /// A value that the format cannot hold.
    #[error("{field} cannot hold {value:?}")]
    Unfit {
        /// Field of the format.
        field: &'static str,
        /// Beginning of the value.
        value: String,
    },
}

impl ExportError {
    /// Stable kebab-case key.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Io(_) => "export-write-failed",
            Self::Unfit { .. } => "export-value-unfit",
        }
    }

    pub(crate) fn unfit(field: &'static str, value: &str) -> Self {
        Self::Unfit {
            field,
            value: value.chars().take(80).collect(),
        }
    }
}

/// Keeps what the disk said, so that a full one is told from the rest.
impl From<csv::Error> for ExportError {
    fn from(e: csv::Error) -> Self {
        Self::Io(match e.into_kind() {
            csv::ErrorKind::Io(e) => e,
            other => std::io::Error::other(format!("{other:?}")),
        })
    }
}

impl From<ExportError> for std::io::Error {
    fn from(e: ExportError) -> Self {
        match e {
            ExportError::Io(e) => e,
            unfit @ ExportError::Unfit { .. } => Self::other(unfit),
        }
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(e: serde_json::Error) -> Self {
        Self::Io(e.into())
    }
}
