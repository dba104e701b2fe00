//! `GET /archive`: full-text search, or the records last opened.

use crate::pages::common::{self, PAGE};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use model::archive::{Record, RecordKind};
use model::person::Permission;
use model::{CaseId, ChannelId, Id as _, ItemId, PostId};
use serde::{Deserialize, Serialize};
use store::{Cursor, RecordFilter, SearchFilter, SearchKind};

/// The page.
#[derive(Debug, Serialize)]
pub struct ArchiveView {
    /// Words looked for; empty shows the records last opened.
    pub q: String,
    /// Word of the kind; empty for all.
    pub kind: String,
    /// Kinds to choose from.
    pub kinds: Vec<&'static str>,
    /// What was found.
    pub hits: Vec<HitRow>,
    /// Records last opened.
    pub records: Vec<RecordRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Whether the reader may take everything out.
    pub may_export: bool,
    /// Address part of the municipality.
    pub slug: String,
}

/// A hit.
#[derive(Debug, Serialize)]
pub struct HitRow {
    /// `revision` or `item`.
    pub kind: String,
    /// Kind and id in the address of its record.
    pub subject: String,
    /// When it was written.
    pub at: i64,
    /// Text with what was found marked: stretch and whether it is a hit.
    pub snippet: Vec<(String, bool)>,
}

/// A record.
#[derive(Debug, Serialize)]
pub struct RecordRow {
    /// Id.
    pub id: String,
    /// Word of its kind.
    pub kind: String,
    /// Heading; empty when its subject is gone.
    pub title: String,
    /// When it was opened.
    pub opened_at: i64,
    /// Whether its content was lawfully erased.
    pub erased: bool,
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    after: String,
}

const LONGEST_QUERY: usize = 200;

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let whose = &me.municipality.id;
    let after = Cursor::parse(&wanted.after);
    let q: String = wanted.q.trim().chars().take(LONGEST_QUERY).collect();
    let read = web.flow.store().read().await?;
    let (mut hits, mut records) = (Vec::new(), Vec::new());
    let next = if q.is_empty() {
        let filter = RecordFilter {
            kind: RecordKind::parse(&wanted.kind),
        };
        let found = read.records(whose, &filter, after.as_ref(), PAGE).await?;
        for record in found.items {
            records.push(RecordRow {
                title: title(&*read, &me, &record).await,
                id: record.id.as_str().to_owned(),
                kind: record.kind.as_str().to_owned(),
                opened_at: record.opened_at.0,
                erased: record.key_wrapped.is_none(),
            });
        }
        found.next
    } else {
        let filter = SearchFilter {
            text: q.clone(),
            kind: SearchKind::parse(&wanted.kind),
        };
        let found = read.search(whose, &filter, after.as_ref(), PAGE).await?;
        hits.extend(found.items.into_iter().map(|hit| HitRow {
            subject: match hit.kind {
                SearchKind::Revision => format!("post/{}", hit.parent),
                SearchKind::Item => format!("item/{}", hit.subject),
            },
            kind: hit.kind.as_str().to_owned(),
            at: hit.at.0,
            snippet: hit.snippet.into_iter().map(|p| (p.text, p.hit)).collect(),
        }));
        found.next
    };
    drop(read);
    page.view(&ArchiveView {
        kinds: kinds(&q),
        q,
        kind: wanted.kind,
        hits,
        records,
        next: next.map(|c| c.to_string()),
        may_export: me.person.may(Permission::ExportArchive),
        slug: me.municipality.slug.clone(),
    })
}

/// What may be chosen: texts are revisions and items, records of what they are about.
fn kinds(q: &str) -> Vec<&'static str> {
    if q.is_empty() {
        RecordKind::ALL.iter().map(|k| k.as_str()).collect()
    } else {
        SearchKind::ALL.iter().map(|k| k.as_str()).collect()
    }
}

/// Heading of a record from the working copy of its subject.
async fn title(read: &dyn store::Read, me: &Signed, record: &Record) -> String {
    let whose = &record.municipality;
    let subject = record.subject.as_str();
    let found = match record.kind {
        RecordKind::Post => match PostId::parse(subject) {
            Ok(id) => read.post(whose, &id).await.ok().map(|p| p.text),
            Err(_) => None,
        },
        RecordKind::Item => match ItemId::parse(subject) {
            Ok(id) => read.item(whose, &id).await.ok().map(|i| i.text),
            Err(_) => None,
        },
        RecordKind::Channel => match ChannelId::parse(subject) {
            Ok(id) => read.channel(whose, &id).await.ok().map(|c| c.name),
            Err(_) => None,
        },
        // Who may not see a case learns nothing of it but that there is one.
        RecordKind::Case if !flow::archive::sees_case(read, me, subject).await.unwrap_or(false) => None,
        RecordKind::Case => match CaseId::parse(subject) {
            Ok(id) => read.case(whose, &id).await.ok().map(|c| c.title),
            Err(_) => None,
        },
        RecordKind::Municipality => read.municipality(whose).await.ok().map(|m| m.name),
    };
    common::first_line(&found.unwrap_or_default(), 90)
}

impl View for ArchiveView {
    const TEMPLATE: &'static str = "archive/search.html";
    fn samples() -> Vec<Self> {
        let hit = |kind: &str| HitRow {
            kind: kind.to_owned(),
            subject: "post/01ARZ3NDEKTSV4RRFFQ69G5FB0".to_owned(),
            at: 1_795_348_800_000,
            snippet: vec![
                ("Fra mandag åpner ".to_owned(), false),
                ("svømmehallen".to_owned(), true),
                (" igjen, <b>etter</b> lang tids oppussing.".to_owned(), false),
            ],
        };
        let record = |kind: RecordKind, title: &str, erased| RecordRow {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FF0".to_owned(),
            kind: kind.as_str().to_owned(),
            title: title.to_owned(),
            opened_at: 1_795_348_800_000,
            erased,
        };
        let empty = |q: &str, may_export| Self {
            q: q.to_owned(),
            kind: String::new(),
            kinds: kinds(q),
            hits: Vec::new(),
            records: Vec::new(),
            next: None,
            may_export,
            slug: "batsfjord".to_owned(),
        };
        vec![
            Self {
                hits: vec![hit("revision"), hit("item")],
                next: Some("1_A".to_owned()),
                kind: "item".to_owned(),
                ..empty("svømmehall", false)
            },
            Self {
                records: vec![
                    record(RecordKind::Post, "Svømmehallen åpner igjen mandag", false),
                    record(RecordKind::Item, "", true),
                    record(RecordKind::Channel, "Båtsfjord på Bluesky", false),
                    record(RecordKind::Municipality, "Båtsfjord kommune", false),
                ],
                next: Some("1_A".to_owned()),
                ..empty("", true)
            },
            empty("", false),
            empty("finnes ikke", true),
        ]
    }
}
