//! One record with its history, opened for the reader.

use super::{facts, open};
use crate::{Actor, Flow, Result};
use model::archive::{Part, Record, RecordKind};
use model::person::{Permission, Role};
use model::{CaseId, EntryId, Id as _, MediaId, Millis, RecordId};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;

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
    /// Facts of the event as label key → text (keys are locale keys `fact-…`, listed in [`super::FACTS`]).
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
    /// First line of the newest text of ours, for headings; the name of a channel or municipality.
    pub title: String,
    /// Events in order.
    pub events: Vec<Event>,
}

/// Opens a record.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Ledger` (wrong key, damaged payload).
pub async fn history(flow: &Flow, actor: &Actor, record: &RecordId) -> Result<History> {
    actor.must(Permission::SeeArchive)?;
    let municipality = &actor.municipality.id;
    let read = flow.store().read().await?;
    let record = read.record(municipality, record).await?;
    if record.kind == RecordKind::Case && !sees_case(&*read, actor, &record.subject).await? {
        return Err(crate::Error::NotFound);
    }
    let entries = read.entries_of(municipality, &record.id).await?;
    let mut parts: HashMap<EntryId, Vec<Part>> = HashMap::new();
    for part in read.parts_of_record(municipality, &record.id).await? {
        parts.entry(part.entry.clone()).or_default().push(part);
    }
    let mut names: HashMap<String, String> = HashMap::new();
    names.extend(
        read.people(municipality)
            .await?
            .into_iter()
            .map(|p| (p.id.as_str().to_owned(), p.name)),
    );
    names.extend(
        read.channels(municipality)
            .await?
            .into_iter()
            .map(|c| (c.id.as_str().to_owned(), c.name)),
    );
    drop(read);
    let key = open::key(flow, &record)?;
    let mut title = String::new();
    let mut events = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut event = Event {
            seq: entry.seq,
            kind: entry.kind,
            at: entry.at,
            actor: String::new(),
            facts: Vec::new(),
            text: String::new(),
            leaf: hex::encode(&entry.leaf),
            parts: Vec::new(),
            erased: key.is_none(),
        };
        for part in parts.remove(&entry.id).unwrap_or_default() {
            // Nothing in it is left: this entry alone was erased, or the whole record.
            let gone = part.sealed.is_empty() && part.blob.is_empty();
            let Some(key) = key.as_ref().filter(|_| !gone) else {
                event.erased = true;
                event.parts.push((part.name, 0));
                continue;
            };
            let content = open::part(flow, key, &part).await?;
            if part.name != "data" {
                event.parts.push((part.name, content.len()));
                continue;
            }
            let data: Value = serde_json::from_slice(&content).map_err(|_| ledger::LedgerError::Damaged)?;
            event.actor = data
                .pointer("/actor/name")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned();
            event.facts = facts::of(&data, &names);
            event.text = facts::text(&data);
            if let Some(found) = heading(record.kind, &data) {
                title = found;
            }
        }
        events.push(event);
    }
    Ok(History {
        record,
        title,
        events,
    })
}

/// Whether the record of a case is open to the actor: to those who see the case, and to those who keep the archive and
/// look after personal data.
pub async fn sees_case(read: &(impl store::Read + ?Sized), actor: &Actor, case: &str) -> Result<bool> {
    if actor.person.is(Role::Archivist) || actor.person.is(Role::PrivacyOfficer) {
        return Ok(true);
    }
    let Ok(id) = CaseId::parse(case) else {
        return Ok(false);
    };
    let case = read.case(&actor.municipality.id, &id).await?;
    Ok(crate::cases::part(read, &actor.person, &case).await?.sees)
}

/// What an event says about the heading of its record.
pub(super) fn heading(kind: RecordKind, data: &Value) -> Option<String> {
    let place = match kind {
        RecordKind::Post => "/content/text",
        RecordKind::Item => "/text",
        RecordKind::Channel => "/name",
        RecordKind::Case => "/title",
        // Only the set-up tells the municipality's own name; other events tell people's.
        RecordKind::Municipality => data.get("org_number").map(|_| "/name")?,
    };
    let text = data.pointer(place)?.as_str()?;
    let line = text.lines().map(str::trim).find(|l| !l.is_empty())?;
    Some(line.chars().take(120).collect())
}

/// A picture's bytes and MIME type, for those who may see posts.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn media_bytes(flow: &Flow, actor: &Actor, media: &MediaId) -> Result<(Vec<u8>, String)> {
    actor.must(Permission::SeePosts)?;
    let media = flow
        .store()
        .read()
        .await?
        .media(&actor.municipality.id, media)
        .await?;
    Ok((flow.blobs().get(&media.blob).await?, media.mime))
}
