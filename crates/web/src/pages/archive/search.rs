//! `GET /archive`: full-text search with fields, or the records last opened.

use crate::forms::FieldErrors;
use crate::pages::common::{self, PAGE};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use flow::archive::{self, Found, Wanted};
use model::archive::{Record, RecordKind};
use model::channel::Network;
use model::person::Permission;
use model::{CaseId, ChannelId, Id as _, ItemId, PostId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{Cursor, Hit, RecordFilter, SearchAbout, SearchKind};

/// The page.
#[derive(Debug, Serialize)]
pub struct ArchiveView {
    /// What is looked for; nothing shows the records last opened.
    pub wanted: Wanted,
    /// Whether something is looked for.
    pub asked: bool,
    /// Whether a field beside the words is used, so that the fields are open.
    pub fields: bool,
    /// Word of the kind of record; empty for all.
    pub record: String,
    /// Kinds of records to choose from.
    pub records_of: Vec<&'static str>,
    /// Kinds of texts to choose from.
    pub kinds: Vec<&'static str>,
    /// Networks to choose from.
    pub networks: Vec<&'static str>,
    /// States to choose from.
    pub states: &'static [&'static str],
    /// Channels to choose from: id and name.
    pub channels: Vec<(String, String)>,
    /// What is wrong with the search.
    pub errors: FieldErrors,
    /// What was found.
    pub hits: Vec<HitRow>,
    /// How many there are.
    pub total: u64,
    /// Whether there are more than were counted.
    pub more: bool,
    /// Whether words that begin so were looked for, because none was exactly so.
    pub widened: bool,
    /// How the hits divide.
    pub facets: Vec<Facet>,
    /// Searches that the reader keeps.
    pub kept: Vec<Kept>,
    /// The search as in the page's address.
    pub query: String,
    /// Records last opened.
    pub records: Vec<RecordRow>,
    /// Address of the next page.
    pub next: Option<String>,
    /// Whether the reader may take everything out.
    pub may_export: bool,
    /// Address part of the municipality.
    pub slug: String,
}

/// One way to divide the hits.
#[derive(Debug, Serialize)]
pub struct Facet {
    /// Text key of its name.
    pub key: &'static str,
    /// Its values.
    pub rows: Vec<FacetRow>,
}

/// One value of a facet.
#[derive(Debug, Serialize)]
pub struct FacetRow {
    /// Text key of the value; empty when `name` says it.
    pub key: String,
    /// Name, where it is no word of ours.
    pub name: String,
    /// Hits with it.
    pub count: u64,
    /// Address of the search with it, or without it when it is on.
    pub href: String,
    /// Whether the search asks for it already.
    pub on: bool,
}

/// A kept search.
#[derive(Debug, Serialize)]
pub struct Kept {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Address.
    pub href: String,
}

/// A hit.
#[derive(Debug, Serialize)]
pub struct HitRow {
    /// Word of its kind.
    pub kind: String,
    /// Kind and id in the address of its record.
    pub subject: String,
    /// When it was written.
    pub at: i64,
    /// Names of its channels.
    pub channels: Vec<String>,
    /// Words of its states.
    pub states: Vec<String>,
    /// Whether it has a picture.
    pub image: bool,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Whether it is removed.
    pub deleted: bool,
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

/// States that may be looked for, by the words of the state machines.
const STATES: &[&str] = &[
    "published",
    "unpublished",
    "scheduled",
    "held",
    "expired",
    "cancelled",
    "failed",
    "unknown",
    "removed",
    "new",
    "claimed",
    "answered",
    "closed",
    "decided",
    "sent",
    "confirmed",
    "approved",
    "returned",
];
const LONGEST_QUERY: usize = 200;
/// Values of one facet that are shown.
const VALUES: usize = 12;

#[derive(Deserialize)]
pub(super) struct Place {
    /// Kind of record, when nothing is looked for.
    #[serde(default)]
    record: String,
    #[serde(default)]
    after: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(mut wanted): Query<Wanted>,
    Query(place): Query<Place>,
) -> Result<Response, WebError> {
    let after = Cursor::parse(&place.after);
    wanted.q = wanted.q.trim().chars().take(LONGEST_QUERY).collect();
    let read = web.flow.store().read().await?;
    let channels = read.channels(&me.municipality.id).await?;
    drop(read);
    let names: HashMap<ChannelId, String> = channels.into_iter().map(|c| (c.id, c.name)).collect();
    let mut view = blank(&me, &place.record, &names);
    let kept = archive::kept_searches(&web.flow, &me).await?;
    view.kept = kept
        .into_iter()
        .map(|s| Kept {
            id: s.id.to_string(),
            name: s.name,
            href: format!("/archive?{}", s.query),
        })
        .collect();
    if wanted.is_empty() {
        newest(&web, &me, &mut view, after.as_ref()).await?;
        return page.view(&view);
    }
    view.asked = true;
    match archive::find(&web.flow, &me, &wanted, after.as_ref(), PAGE).await {
        Ok(found) => fill(&mut view, found, &names),
        Err(error) => {
            view.errors = FieldErrors::of(&page, error)?;
            view.wanted = wanted.sorted();
            view.fields = true;
        }
    }
    page.form(&view, &view.errors)
}

/// The page before anything is looked for.
fn blank(me: &Signed, record: &str, names: &HashMap<ChannelId, String>) -> ArchiveView {
    let mut channels: Vec<_> = names
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone()))
        .collect();
    channels.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    ArchiveView {
        channels,
        record: record.to_owned(),
        may_export: me.person.may(Permission::ExportArchive),
        ..empty(&me.municipality.slug)
    }
}

fn empty(slug: &str) -> ArchiveView {
    ArchiveView {
        wanted: Wanted::default(),
        asked: false,
        fields: false,
        record: String::new(),
        records_of: RecordKind::ALL.iter().map(|k| k.as_str()).collect(),
        kinds: SearchKind::ALL.iter().map(|k| k.as_str()).collect(),
        networks: Network::ALL.iter().map(|n| n.as_str()).collect(),
        states: STATES,
        channels: Vec::new(),
        errors: FieldErrors::default(),
        hits: Vec::new(),
        total: 0,
        more: false,
        widened: false,
        facets: Vec::new(),
        kept: Vec::new(),
        query: String::new(),
        records: Vec::new(),
        next: None,
        may_export: false,
        slug: slug.to_owned(),
    }
}

/// The records last opened.
async fn newest(
    web: &Web,
    me: &Signed,
    view: &mut ArchiveView,
    after: Option<&Cursor>,
) -> Result<(), WebError> {
    let filter = RecordFilter {
        kind: RecordKind::parse(&view.record),
    };
    let read = web.flow.store().read().await?;
    let found = read.records(&me.municipality.id, &filter, after, PAGE).await?;
    for record in found.items {
        view.records.push(RecordRow {
            title: title(&*read, me, &record).await,
            id: record.id.as_str().to_owned(),
            kind: record.kind.as_str().to_owned(),
            opened_at: record.opened_at.0,
            erased: record.key_wrapped.is_none(),
        });
    }
    view.next = found
        .next
        .map(|c| format!("/archive?record={}&after={c}", view.record));
    Ok(())
}

fn fill(view: &mut ArchiveView, found: Found, names: &HashMap<ChannelId, String>) {
    let name = |c: &ChannelId| names.get(c).cloned().unwrap_or_default();
    view.facets = facets(&found, &name);
    view.query = address(&found.wanted);
    view.next = found.next.map(|c| format!("/archive?{}&after={c}", view.query));
    view.hits = found.hits.into_iter().map(|h| row(h, &name)).collect();
    (view.total, view.more, view.widened) = (found.facets.total, found.facets.more, found.widened);
    let words = Wanted {
        q: found.wanted.q.clone(),
        wide: found.wanted.wide.clone(),
        ..Wanted::default()
    };
    view.fields = found.wanted != words;
    view.wanted = found.wanted;
}

fn row(hit: Hit, name: &dyn Fn(&ChannelId) -> String) -> HitRow {
    let subject = match hit.about {
        SearchAbout::Post => format!("post/{}", hit.parent),
        SearchAbout::Item => format!("item/{}", hit.parent),
        SearchAbout::Channel => format!("channel/{}", hit.parent),
    };
    HitRow {
        kind: hit.kind.as_str().to_owned(),
        subject,
        at: hit.at.0,
        channels: hit.channels.iter().map(name).collect(),
        states: hit.states,
        image: hit.image,
        hidden: hit.hidden,
        deleted: hit.deleted,
        snippet: hit.snippet.into_iter().map(|p| (p.text, p.hit)).collect(),
    }
}

/// A search as in the page's address, without what it does not ask.
pub(super) fn address(wanted: &Wanted) -> String {
    let fields = [
        ("q", &wanted.q),
        ("kind", &wanted.kind),
        ("channel", &wanted.channel),
        ("network", &wanted.network),
        ("unit", &wanted.unit),
        ("person", &wanted.person),
        ("ground", &wanted.ground),
        ("state", &wanted.state),
        ("from", &wanted.from),
        ("to", &wanted.to),
        ("image", &wanted.image),
        ("hidden", &wanted.hidden),
        ("deleted", &wanted.deleted),
        ("wide", &wanted.wide),
    ];
    let asked: Vec<_> = fields.into_iter().filter(|(_, v)| !v.is_empty()).collect();
    serde_html_form::to_string(asked).unwrap_or_default()
}

/// How the hits divide, each part with the address of the search that asks for it alone.
fn facets(found: &Found, name: &dyn Fn(&ChannelId) -> String) -> Vec<Facet> {
    let wanted = &found.wanted;
    let part = |key: String,
                label: String,
                count: u64,
                now: &str,
                value: &str,
                set: &dyn Fn(&mut Wanted, String)| {
        let on = now == value;
        let mut with = wanted.clone();
        set(&mut with, if on { String::new() } else { value.to_owned() });
        FacetRow {
            key,
            name: label,
            count,
            href: format!("/archive?{}", address(&with)),
            on,
        }
    };
    let none = String::new;
    let kinds = found.facets.kinds.iter().map(|(kind, n)| {
        let word = kind.as_str();
        part(
            format!("archive-kind-{word}"),
            none(),
            *n,
            &wanted.kind,
            word,
            &|w, v| w.kind = v,
        )
    });
    let channels = found.facets.channels.iter().take(VALUES).map(|(channel, n)| {
        part(
            none(),
            name(channel),
            *n,
            &wanted.channel,
            channel.as_str(),
            &|w, v| w.channel = v,
        )
    });
    let known = found
        .facets
        .states
        .iter()
        .filter(|(state, _)| STATES.contains(&state.as_str()));
    let states = known.take(VALUES).map(|(state, n)| {
        part(
            format!("search-state-{state}"),
            none(),
            *n,
            &wanted.state,
            state,
            &|w, v| w.state = v,
        )
    });
    let flag = |key: &str, n: u64, now: &str, set: &dyn Fn(&mut Wanted, String)| {
        (n > 0).then(|| part(key.to_owned(), none(), n, now, "yes", set))
    };
    let flags = [
        flag("search-image", found.facets.image, &wanted.image, &|w, v| {
            w.image = v
        }),
        flag("search-hidden", found.facets.hidden, &wanted.hidden, &|w, v| {
            w.hidden = v
        }),
        flag(
            "search-deleted",
            found.facets.deleted,
            &wanted.deleted,
            &|w, v| w.deleted = v,
        ),
    ];
    let all = [
        Facet {
            key: "archive-kind",
            rows: kinds.collect(),
        },
        Facet {
            key: "search-channel",
            rows: channels.collect(),
        },
        Facet {
            key: "search-state",
            rows: states.collect(),
        },
        Facet {
            key: "search-marks",
            rows: flags.into_iter().flatten().collect(),
        },
    ];
    all.into_iter().filter(|f| !f.rows.is_empty()).collect()
}

/// Heading of a record from the working copy of its subject.
pub(super) async fn title(read: &dyn store::Read, me: &Signed, record: &Record) -> String {
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
        let hit = |kind: &str, marked: bool| HitRow {
            kind: kind.to_owned(),
            subject: "post/01ARZ3NDEKTSV4RRFFQ69G5FB0".to_owned(),
            at: 1_795_348_800_000,
            channels: vec!["Båtsfjord kommune".to_owned()],
            states: vec!["published".to_owned()],
            image: marked,
            hidden: marked,
            deleted: marked,
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
        let facet = |key, name: &str, on| FacetRow {
            key,
            name: name.to_owned(),
            count: 3,
            href: "/archive?q=hall".to_owned(),
            on,
        };
        let states = STATES
            .iter()
            .map(|s| facet(format!("search-state-{s}"), "", false))
            .collect();
        let kinds = SearchKind::ALL
            .iter()
            .map(|k| facet(format!("archive-kind-{}", k.as_str()), "", false))
            .collect();
        let marks =
            ["search-image", "search-hidden", "search-deleted"].map(|k| facet(k.to_owned(), "", true));
        let channels = vec![(
            "01ARZ3NDEKTSV4RRFFQ69G5FC0".to_owned(),
            "Båtsfjord kommune".to_owned(),
        )];
        let blank = || Self {
            channels: channels.clone(),
            ..empty("batsfjord")
        };
        let of = |q: &str| Self {
            wanted: Wanted {
                q: q.to_owned(),
                ..Wanted::default()
            },
            asked: true,
            query: format!("q={q}"),
            ..blank()
        };
        let mut wrong = of("hall");
        wrong.fields = true;
        wrong.wanted.from = "i går".to_owned();
        wrong.errors.add("from", "search-date-wrong");
        vec![
            Self {
                hits: vec![hit("revision", true), hit("version", false)],
                total: 2,
                next: Some("/archive?q=hall&after=1_A".to_owned()),
                facets: vec![
                    Facet {
                        key: "archive-kind",
                        rows: kinds,
                    },
                    Facet {
                        key: "search-channel",
                        rows: vec![facet(String::new(), "Båtsfjord kommune", true)],
                    },
                    Facet {
                        key: "search-state",
                        rows: states,
                    },
                    Facet {
                        key: "search-marks",
                        rows: marks.into(),
                    },
                ],
                kept: vec![Kept {
                    id: "01ARZ3NDEKTSV4RRFFQ69G5FD0".to_owned(),
                    name: "Skoler".to_owned(),
                    href: "/archive?q=skole".to_owned(),
                }],
                ..of("svømmehall")
            },
            Self {
                hits: vec![hit("item", false)],
                total: 10_000,
                more: true,
                widened: true,
                ..of("hall")
            },
            Self {
                records: vec![
                    record(RecordKind::Post, "Svømmehallen åpner igjen mandag", false),
                    record(RecordKind::Item, "", true),
                    record(RecordKind::Channel, "Båtsfjord på Bluesky", false),
                    record(RecordKind::Municipality, "Båtsfjord kommune", false),
                ],
                next: Some("/archive?record=&after=1_A".to_owned()),
                may_export: true,
                ..blank()
            },
            blank(),
            of("finnes ikke"),
            wrong,
        ]
    }
}
