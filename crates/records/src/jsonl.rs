//! JSON Lines: a record with its history, one line per journal entry, parts opened.

use crate::{ExportError, OpenEntry, OpenPart};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use model::{Id as _, archive::Record};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};
use std::io::Write;

#[derive(Serialize)]
struct Line<'a> {
    record: &'a str,
    record_kind: &'a str,
    subject: &'a str,
    entry: &'a str,
    seq: i64,
    kind: &'a str,
    at: String,
    commitment: String,
    leaf: String,
    parts: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    part: &'a str,
    name: &'a str,
    content_type: &'a str,
    commitment: String,
    #[serde(flatten)]
    content: Content<'a>,
}

/// Content as `json` when it is that and on one line, as `text` when it is UTF-8, else as `base64`.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Content<'a> {
    Erased(bool),
    #[serde(untagged)]
    Kept {
        sha256: String,
        bytes: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        json: Option<&'a RawValue>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        base64: Option<String>,
    },
}

fn content(part: &OpenPart) -> Content<'_> {
    let Some(bytes) = &part.content else {
        return Content::Erased(true);
    };
    let text = std::str::from_utf8(bytes).ok();
    let json = text
        .filter(|t| part.part.content_type.contains("json") && !t.contains(['\n', '\r']))
        .and_then(|t| serde_json::from_str::<&RawValue>(t).ok());
    Content::Kept {
        sha256: hex::encode(Sha256::digest(bytes)),
        bytes: bytes.len(),
        json,
        text: text.filter(|_| json.is_none()),
        base64: text.is_none().then(|| STANDARD.encode(bytes)),
    }
}

/// Writes one line.
///
/// # Errors
/// [`ExportError::Io`].
pub fn write(out: &mut impl Write, record: &Record, open: &OpenEntry) -> Result<(), ExportError> {
    let entry = &open.entry;
    let line = Line {
        record: record.id.as_str(),
        record_kind: record.kind.as_str(),
        subject: &record.subject,
        entry: entry.id.as_str(),
        seq: entry.seq,
        kind: &entry.kind,
        at: entry.at.rfc3339(),
        commitment: hex::encode(&entry.commitment),
        leaf: hex::encode(&entry.leaf),
        parts: open
            .parts
            .iter()
            .map(|part| Shown {
                part: part.part.id.as_str(),
                name: &part.part.name,
                content_type: &part.part.content_type,
                commitment: hex::encode(&part.part.commitment),
                content: content(part),
            })
            .collect(),
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")?;
    Ok(())
}
