//! How a journal entry is laid out in WARC records.

use super::{Head, Writer};
use crate::{ExportError, OpenEntry, OpenPart, uri};
use model::archive::Record;
use serde::Serialize;
use std::io::Write;

/// Our metadata beside the parts: the rows of record, entry and parts as the ledger commits to them.
#[derive(Serialize)]
struct Beside<'a> {
    record: &'a str,
    record_kind: &'a str,
    subject: &'a str,
    opened_at: String,
    entry: &'a str,
    seq: i64,
    kind: &'a str,
    at: String,
    commitment: String,
    leaf: String,
    parts: Vec<BesidePart<'a>>,
}

#[derive(Serialize)]
struct BesidePart<'a> {
    part: &'a str,
    name: &'a str,
    content_type: &'a str,
    commitment: String,
    /// `WARC-Record-ID` of the content; absent when it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    warc_record: Option<String>,
}

impl<W: Write> Writer<W> {
    /// Writes the entry's parts, each a `resource`, and then a `metadata` record with the rows. The target
    /// of a part is the address it came from, or its name as [`uri::part`] gives it.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn entry(&mut self, record: &Record, open: &OpenEntry) -> Result<(), ExportError> {
        use model::Id as _;
        let entry = &open.entry;
        let about = uri::uuid(&entry.id);
        let mut contents = Vec::new();
        let mut parts = Vec::new();
        for part in &open.parts {
            let row = &part.part;
            let id = uri::uuid(&row.id);
            parts.push(BesidePart {
                part: row.id.as_str(),
                name: &row.name,
                content_type: &row.content_type,
                commitment: hex::encode(&row.commitment),
                warc_record: part.content.is_some().then(|| id.clone()),
            });
            let Some(content) = &part.content else { continue };
            let target = self.target(record, part);
            let head = Head {
                id: &id,
                target: &target,
                at: entry.at,
                content_type: &row.content_type,
                concurrent_to: std::slice::from_ref(&about),
            };
            self.resource(&head, content)?;
            contents.push(id);
        }
        let beside = Beside {
            record: record.id.as_str(),
            record_kind: record.kind.as_str(),
            subject: &record.subject,
            opened_at: record.opened_at.rfc3339(),
            entry: entry.id.as_str(),
            seq: entry.seq,
            kind: &entry.kind,
            at: entry.at.rfc3339(),
            commitment: hex::encode(&entry.commitment),
            leaf: hex::encode(&entry.leaf),
            parts,
        };
        let head = Head {
            id: &about,
            target: &self.about(record, &entry.id),
            at: entry.at,
            content_type: "application/json",
            concurrent_to: &contents,
        };
        self.metadata(&head, &serde_json::to_vec(&beside)?)
    }

    /// Where a part is to be found: the address it came from, else its name.
    pub(super) fn target(&self, record: &Record, part: &OpenPart) -> String {
        match (&part.source, &self.base) {
            (Some(source), _) => source.clone(),
            (None, None) => uri::part(record, &part.part),
            (None, Some(base)) => uri::part_under(base, record, &part.part),
        }
    }

    pub(super) fn about(&self, record: &Record, entry: &model::EntryId) -> String {
        match &self.base {
            None => uri::entry(record, entry),
            Some(base) => uri::entry_under(base, record, entry),
        }
    }
}
