//! `GET /archive/records/{id}`: one record with everything that happened; `GET /archive/of/{kind}/{subject}` finds it.

use crate::pages::common;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::archive;
use flow::retention::{self, Fate};
use model::archive::RecordKind;
use model::person::Permission;
use model::{Id as _, ItemId, RecordId, RequestId};
use serde::Serialize;

/// A record.
#[derive(Debug, Serialize)]
pub struct RecordView {
    /// Id.
    pub id: String,
    /// Word of its kind.
    pub kind: String,
    /// Heading.
    pub title: String,
    /// When it was opened.
    pub opened_at: i64,
    /// Whether its content was lawfully erased.
    pub erased: bool,
    /// Events in order.
    pub events: Vec<EventRow>,
    /// Page of what it is about: path, when there is one.
    pub subject: Option<String>,
    /// Whether the reader may take it out.
    pub may_export: bool,
    /// Whether the reader may hold it back.
    pub may_hold: bool,
    /// Locale key of what the rules on retention say of it, and the rule by which it may go; `None` when the reader does
    /// not see them.
    pub fate: Option<(&'static str, String)>,
    /// Tags, by which rules on retention choose.
    pub tags: Vec<String>,
    /// Address part of the municipality.
    pub slug: String,
}

/// An event.
#[derive(Debug, Serialize)]
pub struct EventRow {
    /// Position in the log.
    pub seq: i64,
    /// Locale key of its kind.
    pub key: String,
    /// When.
    pub at: i64,
    /// Who; empty for the system and for citizens.
    pub actor: String,
    /// Locale key and text; a time is in milliseconds instead.
    pub facts: Vec<FactRow>,
    /// Main text.
    pub text: String,
    /// First characters of the leaf.
    pub leaf: String,
    /// Names and sizes of the other parts.
    pub parts: Vec<(String, usize)>,
}

/// A fact of an event.
#[derive(Debug, Serialize)]
pub struct FactRow {
    /// Locale key of its label.
    pub key: String,
    /// Text.
    pub text: String,
    /// Locale key of the text, when it is a word of ours.
    pub word: Option<String>,
    /// Instant, when it is one.
    pub at: Option<i64>,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: RecordId = common::id(&id)?;
    let history = archive::history(&web.flow, &me, &id).await?;
    let record = history.record;
    let read = web.flow.store().read().await?;
    let tags = read.record_tags(&me.municipality.id, &record.id).await?;
    // What is not yet handed in has no words in the journal, but a working copy.
    let title = match history.title {
        said if !said.is_empty() => said,
        _ => super::search::title(&*read, &me, &record).await,
    };
    drop(read);
    let fate = match retention::outlook(&web.flow, &me, &record).await {
        Ok(Fate::Kept(why)) => Some((why, String::new())),
        Ok(Fate::Due(due)) => Some(("retention-due", due.rule)),
        Err(flow::Error::NotAllowed) => None,
        Err(other) => return Err(other.into()),
    };
    let subject = match record.kind {
        RecordKind::Post => Some(format!("/posts/{}", record.subject)),
        RecordKind::Item => Some(format!("/inbox/{}", record.subject)),
        RecordKind::Channel => Some(format!("/channels/{}", record.subject)),
        RecordKind::Case if is_request(&web, &me, &record.subject).await => {
            Some(format!("/requests/{}", record.subject))
        }
        RecordKind::Case => Some(format!("/cases/{}", record.subject)),
        RecordKind::Municipality => None,
    };
    let events = history.events.into_iter().map(|e| EventRow {
        seq: e.seq,
        key: known(
            &page,
            // What comes after a slash are ids: of the entry with a decision.
            format!(
                "event-{}",
                e.kind.split('/').next().unwrap_or_default().replace('.', "-")
            ),
            "event-other",
        ),
        at: e.at.0,
        actor: e.actor,
        facts: e
            .facts
            .into_iter()
            .map(|(key, text)| fact(&page, key, text))
            .collect(),
        text: e.text,
        leaf: e.leaf.chars().take(12).collect(),
        parts: e.parts,
    });
    page.view(&RecordView {
        id: record.id.as_str().to_owned(),
        kind: record.kind.as_str().to_owned(),
        title,
        opened_at: record.opened_at.0,
        erased: record.key_wrapped.is_none(),
        events: events.collect(),
        subject,
        may_export: me.person.may(Permission::ExportArchive),
        may_hold: me.person.may(Permission::ManageRetention),
        fate,
        tags,
        slug: me.municipality.slug.clone(),
    })
}

/// Whether the record is of a request for access, which is kept among the cases.
async fn is_request(web: &Web, me: &Signed, subject: &str) -> bool {
    let (Ok(id), Ok(read)) = (RequestId::parse(subject), web.flow.store().read().await) else {
        return false;
    };
    read.request(&me.municipality.id, &id).await.is_ok()
}

fn known(page: &Page, key: String, otherwise: &str) -> String {
    if page.texts().has(&key) {
        key
    } else {
        otherwise.to_owned()
    }
}

/// A fact in the reader's words: our own words by their texts, times in the municipality's zone.
fn fact(page: &Page, key: String, text: String) -> FactRow {
    let families: &[&str] = match key.as_str() {
        "fact-role" => &["role"],
        "fact-network" => &["network"],
        "fact-act" => &["moderation-act"],
        "fact-route" => &["route"],
        "fact-verdict" | "fact-outcome" => &["outcome", "approval-state"],
        "fact-problem" => &["error"],
        "fact-language" => &["language-name"],
        _ => &[],
    };
    let word = families
        .iter()
        .map(|family| format!("{family}-{text}"))
        .find(|key| page.texts().has(key));
    let instant: Option<model::Millis> = text
        .parse::<jiff::Timestamp>()
        .ok()
        .filter(|_| text.len() > 19)
        .map(Into::into);
    FactRow {
        key,
        text,
        word,
        at: instant.map(|at| at.0),
    }
}

/// On to the record about a post or an item.
pub(super) async fn find(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path((kind, subject)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let whose = &me.municipality.id;
    let mut kind = RecordKind::parse(&kind).ok_or_else(WebError::not_found)?;
    let mut subject = subject;
    let read = web.flow.store().read().await?;
    if kind == RecordKind::Item {
        // A comment under one of our posts is kept in the post's record.
        let item = read.item(whose, &common::id::<ItemId>(&subject)?).await?;
        if let Some(publication) = &item.publication {
            kind = RecordKind::Post;
            subject = read
                .publication(whose, publication)
                .await?
                .post
                .as_str()
                .to_owned();
        }
    }
    let record = read.record_of(whose, kind, &subject).await?;
    let record = record.ok_or_else(WebError::not_found)?;
    Ok(page.redirect(&format!("/archive/records/{}", record.id)))
}

impl View for RecordView {
    const TEMPLATE: &'static str = "archive/record.html";
    fn samples() -> Vec<Self> {
        let fact = |key: &str, text: &str, word: Option<&str>, at| FactRow {
            key: key.to_owned(),
            text: text.to_owned(),
            word: word.map(str::to_owned),
            at,
        };
        let event = |seq, key: &str, actor: &str, text: &str| EventRow {
            seq,
            key: key.to_owned(),
            at: 1_795_348_800_000 + seq * 60_000,
            actor: actor.to_owned(),
            facts: vec![
                fact("fact-channels", "Båtsfjord kommune", None, None),
                fact("fact-route", "case", Some("route-case"), None),
                fact(
                    "fact-due",
                    "2026-11-22T12:00:00.000Z",
                    None,
                    Some(1_795_348_800_000),
                ),
            ],
            text: text.to_owned(),
            leaf: "0123456789ab".to_owned(),
            parts: vec![("raw".to_owned(), 1204)],
        };
        let bare = EventRow {
            facts: Vec::new(),
            parts: Vec::new(),
            ..event(2, "event-other", "", "")
        };
        let full = |kind: RecordKind, subject: Option<&str>, erased, may_export| Self {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FF0".to_owned(),
            kind: kind.as_str().to_owned(),
            title: "Svømmehallen åpner igjen mandag".to_owned(),
            opened_at: 1_795_348_800_000,
            erased,
            events: vec![
                event(
                    0,
                    "event-post-submitted",
                    "Kari Nordmann",
                    "Svømmehallen åpner igjen mandag.",
                ),
                event(1, "event-item-received", "", "Endelig!"),
            ],
            subject: subject.map(str::to_owned),
            may_export,
            may_hold: may_export,
            fate: may_export.then(|| ("retention-due", "Innlegg ti år".to_owned())),
            tags: vec!["arrangement".to_owned()],
            slug: "batsfjord".to_owned(),
        };
        let mut erased = full(RecordKind::Item, None, true, false);
        erased.title = String::new();
        erased.events.push(bare);
        vec![
            full(RecordKind::Post, Some("/posts/1"), false, true),
            erased,
            full(RecordKind::Municipality, None, false, false),
        ]
    }
}
