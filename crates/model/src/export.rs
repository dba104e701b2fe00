//! Exports from the archive: asked for, made piece by piece, kept for a while to be fetched.

use crate::archive::RecordKind;
use crate::{ChannelId, ExportId, Millis, MunicipalityId, PersonId, RecordId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::words! {
    /// Form of an export.
    ExportFormat {
        /// The archive's own form in a bag: it can be proved and read back.
        Bagit = "bagit",
        /// An E-ARK submission package (FGS 2.0).
        Eark = "eark",
        /// A Noark 5.5 extraction in a DIAS package.
        Noark = "noark",
        /// A web archive with index and pages.
        Wacz = "wacz",
        /// A web archive.
        Warc = "warc",
        /// A list for a spreadsheet.
        Csv = "csv",
        /// One line of JSON per journal entry.
        Jsonl = "jsonl",
    }
}

impl ExportFormat {
    /// Ending of the file's name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Bagit | Self::Eark | Self::Noark => "zip",
            Self::Wacz => "wacz",
            Self::Warc => "warc.gz",
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
        }
    }

    /// Media type of the file.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Bagit | Self::Eark | Self::Noark => "application/zip",
            Self::Wacz => "application/wacz+zip",
            Self::Warc => "application/warc",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Jsonl => "application/x-ndjson",
        }
    }
}

crate::states! {
    /// Life of an export.
    ExportState {
        /// Waits for a worker, or is being made.
        Making = "making" => [Ready, Removed],
        /// It can be fetched.
        Ready = "ready" => [Removed],
        /// Its file is destroyed.
        Removed = "removed" => [],
    }
}

/// What of the archive; everything where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportChoice {
    /// First day, `YYYY-MM-DD`, in the municipality's time; empty when open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Last day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// Records of this channel: itself, posts on it, comments there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// Records of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<RecordKind>,
    /// This record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
    /// Whom it is for.
    #[serde(default, skip_serializing_if = "Handover::is_empty")]
    pub handover: Handover,
}

/// Whom an export is handed over to, as its package says; empty texts where nothing is agreed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Name of the archive that takes it over.
    pub receiver: String,
    /// Its reference of the submission agreement.
    pub agreement: String,
}

impl Handover {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl ExportChoice {
    /// Whether nothing is left out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        let all = Self {
            handover: self.handover.clone(),
            ..Self::default()
        };
        *self == all
    }
}

/// How far making an export has come, and what of its files on the disk is known to be whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportProgress {
    /// Entries looked at: the next is the one at this position of the log.
    pub seq: i64,
    /// Entries written.
    pub entries: i64,
    /// Bytes of each file that is written to its end, by name.
    pub files: BTreeMap<String, u64>,
}

/// One export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Id.
    pub id: ExportId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Millis,
    /// Form.
    pub format: ExportFormat,
    /// What of the archive.
    pub choice: ExportChoice,
    /// State.
    pub state: ExportState,
    /// Size of the log when it was asked for; later entries are not in it.
    pub size: i64,
    /// How far it has come.
    pub progress: ExportProgress,
    /// Stable key of the last problem; empty when none.
    pub problem: String,
    /// Bytes of the file.
    pub bytes: i64,
    /// SHA-256 of the file as hex; empty until it is ready.
    pub digest: String,
    /// When it was ready, or removed.
    pub ended_at: Option<Millis>,
    /// Optimistic version.
    pub version: i64,
}
