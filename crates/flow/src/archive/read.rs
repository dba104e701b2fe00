//! One record with its history, opened for the reader.
use crate::{Actor, Error, Flow, Result};
use model::archive::Record;
use model::{MediaId, Millis, RecordId};
use serde::Serialize;

/// One event of a record.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// Position in the log.
    pub seq: i64,
    /// Kind, e.g. "post.submitted"; locale key `event-<kind with dashes>`.
    pub kind: String,
    /// When.
    pub at: Millis,
    /// Who did it; empty for the system and for citizens.
    pub actor: String,
    /// Facts of the event as label key → text (keys are locale keys `fact-…`).
    pub facts: Vec<(String, String)>,
    /// Main text of the event (post text, comment, reason); empty when none.
    pub text: String,
    /// Hex of the leaf.
    pub leaf: String,
    /// Names and sizes of the other parts (raw JSON, media).
    pub parts: Vec<(String, usize)>,
    /// True when the payload was lawfully erased.
    pub erased: bool,
}

/// A record with its history.
#[derive(Clone, Debug, Serialize)]
pub struct History {
    /// The record.
    pub record: Record,
    /// First line of the newest text, for headings.
    pub title: String,
    /// Events in order.
    pub events: Vec<Event>,
}

/// Opens a record.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Ledger` (wrong key, damaged payload).
pub async fn history(flow: &Flow, actor: &Actor, record: &RecordId) -> Result<History> {
    let _ = (flow, actor, record);
    Err(Error::Internal("history".into()))
}

/// A picture's bytes and MIME type, for those who may see posts.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn media_bytes(flow: &Flow, actor: &Actor, media: &MediaId) -> Result<(Vec<u8>, String)> {
    let _ = (flow, actor, media);
    Err(Error::Internal("media_bytes".into()))
}
