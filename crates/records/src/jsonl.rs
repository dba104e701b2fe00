//! JSON Lines: the archive's own form. A record with its history, one line per journal entry, parts opened, with the
//! salts of their commitments: whoever reads a line can check it against the ledger, and an empty installation can take
//! it back.

use crate::parcel::BadPackage;
use crate::{ExportError, OpenEntry, OpenPart};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ledger::{Hash, commit, leaf};
use model::archive::{Entry, Part, Record, RecordKind};
use model::{Id, Millis, MunicipalityId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::io::{self, Write};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    record: Cow<'a, str>,
    record_kind: Cow<'a, str>,
    subject: Cow<'a, str>,
    opened_ms: i64,
    entry: Cow<'a, str>,
    seq: i64,
    kind: Cow<'a, str>,
    at: Cow<'a, str>,
    at_ms: i64,
    commitment: Cow<'a, str>,
    leaf: Cow<'a, str>,
    #[serde(borrow)]
    parts: Vec<Shown<'a>>,
}

/// Content is `json` when it is that and on one line, `text` when it is UTF-8, `file` when it has a file of its own,
/// else `base64`; none of them when it was erased.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown<'a> {
    part: Cow<'a, str>,
    name: Cow<'a, str>,
    content_type: Cow<'a, str>,
    commitment: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    erased: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<usize>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    json: Option<&'a RawValue>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<Cow<'a, str>>,
}

/// Where contents go that are no text: path (`media/<part id>.png`) and bytes.
pub type Media<'a> = dyn FnMut(&str, &[u8]) -> io::Result<()> + 'a;

fn shown<'a>(part: &'a OpenPart, media: Option<&mut Media<'_>>) -> io::Result<Shown<'a>> {
    let row = &part.part;
    let mut shown = Shown {
        part: row.id.as_str().into(),
        name: row.name.as_str().into(),
        content_type: row.content_type.as_str().into(),
        commitment: hex::encode(&row.commitment).into(),
        erased: part.content.is_none(),
        source: part.source.as_deref().map(Cow::from),
        salt: part.salt.map(|salt| hex::encode(salt).into()),
        sha256: None,
        bytes: None,
        json: None,
        text: None,
        base64: None,
        file: None,
    };
    let Some(bytes) = &part.content else {
        return Ok(shown);
    };
    shown.sha256 = Some(hex::encode(Sha256::digest(bytes)).into());
    shown.bytes = Some(bytes.len());
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            shown.json = Some(text)
                .filter(|t| row.content_type.contains("json") && !t.contains(['\n', '\r']))
                // White space around it would not come back.
                .filter(|t| t.trim().len() == t.len())
                .and_then(|t| serde_json::from_str::<&RawValue>(t).ok());
            shown.text = Some(text.into()).filter(|_| shown.json.is_none());
        }
        Err(_) => match media {
            Some(put) => {
                let path = format!("media/{}.{}", row.id.as_str(), suffix(&row.content_type));
                put(&path, bytes)?;
                shown.file = Some(path.into());
            }
            None => shown.base64 = Some(STANDARD.encode(bytes).into()),
        },
    }
    Ok(shown)
}

/// Usual ending of a file name; `bin` for what has none here.
#[must_use]
pub fn suffix(content_type: &str) -> &'static str {
    match content_type.split(';').next().unwrap_or_default().trim() {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "video/mp4" => "mp4",
        "video/webm" => "webm",
        "audio/mpeg" => "mp3",
        "application/pdf" => "pdf",
        "text/html" => "html",
        "multipart/related" => "mht",
        "application/warc" => "warc.gz",
        _ => "bin",
    }
}

/// Writes one line, all contents in it.
///
/// # Errors
/// [`ExportError::Io`].
pub fn write(out: &mut impl Write, record: &Record, open: &OpenEntry) -> Result<(), ExportError> {
    line(out, record, open, None)
}

/// Writes one line; contents that are no text go to `media`.
///
/// # Errors
/// [`ExportError::Io`].
pub fn write_beside(
    out: &mut impl Write,
    record: &Record,
    open: &OpenEntry,
    media: &mut Media<'_>,
) -> Result<(), ExportError> {
    line(out, record, open, Some(media))
}

fn line(
    out: &mut impl Write,
    record: &Record,
    open: &OpenEntry,
    mut media: Option<&mut Media<'_>>,
) -> Result<(), ExportError> {
    let entry = &open.entry;
    let mut parts = Vec::with_capacity(open.parts.len());
    for part in &open.parts {
        parts.push(shown(part, media.as_deref_mut())?);
    }
    let line = Line {
        record: record.id.as_str().into(),
        record_kind: record.kind.as_str().into(),
        subject: record.subject.as_str().into(),
        opened_ms: record.opened_at.0,
        entry: entry.id.as_str().into(),
        seq: entry.seq,
        kind: entry.kind.as_str().into(),
        at: entry.at.rfc3339().into(),
        at_ms: entry.at.0,
        commitment: hex::encode(&entry.commitment).into(),
        leaf: hex::encode(&entry.leaf).into(),
        parts,
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Reads a line back and checks it: digests and sizes of the contents, their commitments, the entry's commitment and its
/// leaf. What `seq` says is proved by the log's root, which the caller knows. `file` opens contents that have a file of their own. The rows are as they were, but for keys and sealed bytes,
/// which an export does not have.
///
/// # Errors
/// `line-malformed`, `line-digest-differs` (content and its digest), `line-commitment-differs` (salt and content do not
/// give what the ledger committed to), `line-entry-differs` (the parts do not give the entry's commitment),
/// `line-leaf-differs`; and what `file` says.
pub fn read(
    line: &str,
    municipality: &MunicipalityId,
    file: &mut dyn FnMut(&str) -> Result<Vec<u8>, BadPackage>,
) -> Result<(Record, OpenEntry), BadPackage> {
    let bad = |key: &'static str, at: &str| BadPackage::new(key, at);
    let line: Line<'_> = serde_json::from_str(line).map_err(|e| bad("line-malformed", &e.to_string()))?;
    let at = |what: &str| bad("line-malformed", &format!("{}: {what}", line.seq));
    let record = Record {
        id: id(&line.record).ok_or_else(|| at("record"))?,
        municipality: municipality.clone(),
        kind: RecordKind::parse(&line.record_kind).ok_or_else(|| at("record_kind"))?,
        subject: line.subject.clone().into_owned(),
        opened_at: Millis(line.opened_ms),
        key_wrapped: None,
    };
    let entry = Entry {
        id: id(&line.entry).ok_or_else(|| at("entry"))?,
        municipality: municipality.clone(),
        seq: line.seq,
        record: record.id.clone(),
        kind: line.kind.clone().into_owned(),
        at: Millis(line.at_ms),
        commitment: hash(&line.commitment).ok_or_else(|| at("commitment"))?.to_vec(),
        leaf: hash(&line.leaf).ok_or_else(|| at("leaf"))?.to_vec(),
    };
    if line.at != entry.at.rfc3339() {
        return Err(at("at"));
    }
    let mut parts = Vec::with_capacity(line.parts.len());
    for (position, shown) in (0..).zip(&line.parts) {
        let part = Part {
            id: id(&shown.part).ok_or_else(|| at("part"))?,
            municipality: municipality.clone(),
            entry: entry.id.clone(),
            position,
            name: shown.name.clone().into_owned(),
            content_type: shown.content_type.clone().into_owned(),
            commitment: hash(&shown.commitment).ok_or_else(|| at("commitment"))?.to_vec(),
            sealed: Vec::new(),
            blob: String::new(),
        };
        let content = match (shown.erased, shown.json, &shown.text, &shown.base64, &shown.file) {
            (true, None, None, None, None) => None,
            (false, Some(json), None, None, None) => Some(json.get().as_bytes().to_vec()),
            (false, None, Some(text), None, None) => Some(text.as_bytes().to_vec()),
            (false, None, None, Some(text), None) => {
                Some(STANDARD.decode(text.as_bytes()).map_err(|_| at("base64"))?)
            }
            (false, None, None, None, Some(path)) => Some(file(path)?),
            _ => return Err(at("content")),
        };
        let salt = match (&shown.salt, &content) {
            (Some(salt), Some(content)) => {
                let salt = hash(salt).ok_or_else(|| at("salt"))?;
                if shown.sha256.as_deref() != Some(hex::encode(Sha256::digest(content)).as_str())
                    || shown.bytes != Some(content.len())
                {
                    return Err(bad("line-digest-differs", part.id.as_str()));
                }
                if commit::part(&salt, &part.name, content).as_slice() != part.commitment {
                    return Err(bad("line-commitment-differs", part.id.as_str()));
                }
                Some(salt)
            }
            (None, None) => None,
            _ => return Err(at("salt")),
        };
        parts.push(OpenPart {
            part,
            content,
            salt,
            source: shown.source.as_deref().map(str::to_owned),
        });
    }
    let expected = commit::entry(&commit::record(&record), parts.iter().map(|p| &p.part));
    if expected.as_slice() != entry.commitment {
        return Err(bad("line-entry-differs", entry.id.as_str()));
    }
    if leaf::hash(&entry).as_slice() != entry.leaf {
        return Err(bad("line-leaf-differs", entry.id.as_str()));
    }
    Ok((record, OpenEntry { entry, parts }))
}

fn id<T: Id>(text: &str) -> Option<T> {
    T::parse(text).ok()
}

fn hash(text: &str) -> Option<Hash> {
    hex::decode(text).ok()?.try_into().ok()
}
