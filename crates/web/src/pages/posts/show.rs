//! `GET /posts/{id}`: a draft in the composer; anything later as it was frozen, with approvals, publications, history.

use super::publish::When;
use super::{PublicationRow, compose};
use crate::pages::common::{self, ClauseName};
use crate::{FieldErrors, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::rules::Book;
use model::approval::{Approval, ApprovalState, ApprovalSubject};
use model::archive::RecordKind;
use model::person::Permission;
use model::post::PostState;
use model::publication::PublicationState;
use model::{Id as _, PostId};
use serde::Serialize;
use std::collections::HashMap;

/// A post that is not being written.
#[derive(Debug, Serialize)]
pub struct PostView {
    /// Id.
    pub id: String,
    /// First line.
    pub title: String,
    /// Word of the state.
    pub state: String,
    /// Colour of the state.
    pub tone: &'static str,
    /// Who wrote it.
    pub author: String,
    /// The frozen content; `None` for a draft that the reader may not change.
    pub revision: Option<RevisionRow>,
    /// Text.
    pub text: String,
    /// Address on the own website.
    pub link: String,
    /// Names of channels.
    pub channels: Vec<String>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// Approval of this revision.
    pub steps: Vec<StepRow>,
    /// Publications of this revision.
    pub publications: Vec<PublicationRow>,
    /// Earlier revisions, newest first.
    pub earlier: Vec<RevisionRow>,
    /// Id of its record, for those who may read the archive.
    pub record: Option<String>,
    /// Whether it may be made a draft again.
    pub may_reopen: bool,
    /// Whether it may be withdrawn.
    pub may_withdraw: bool,
    /// Whether it may be published now.
    pub may_publish: bool,
    /// Chosen or proposed day and time.
    pub date: String,
    /// Time of day.
    pub time: String,
    /// What is wrong with the form.
    pub errors: FieldErrors,
}

/// A revision.
#[derive(Debug, Serialize)]
pub struct RevisionRow {
    /// From 1.
    pub number: i64,
    /// Who submitted it.
    pub by: String,
    /// When.
    pub at: i64,
    /// First characters of its digest.
    pub digest: String,
    /// Notes with which approvers returned it.
    pub notes: Vec<StepRow>,
}

/// A picture as it was frozen.
#[derive(Debug, Serialize)]
pub struct Picture {
    /// Id.
    pub id: String,
    /// Alternative text.
    pub alt: String,
    /// Photographer or source.
    pub credit: String,
    /// Whether it is a video.
    pub video: bool,
    /// Captions of a video; empty when there are none.
    pub captions: String,
}

/// A step of approval.
#[derive(Debug, Serialize)]
pub struct StepRow {
    /// Word of the role.
    pub role: String,
    /// The clause that asks for it; `None` for the product's own rule.
    pub clause: Option<ClauseName>,
    /// Word of the state.
    pub state: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Option<i64>,
    /// Note.
    pub note: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: PostId = common::id(&id)?;
    let read = web.flow.store().read().await?;
    let post = read.post(&me.municipality.id, &id).await?;
    drop(read);
    if post.state == PostState::Draft && me.person.may(Permission::WritePost) {
        return page.view(&compose::view(&web, &page, &me, &id, None, FieldErrors::default(), None).await?);
    }
    page.view(&view(&web, &page, &me, &id, FieldErrors::default(), None).await?)
}

/// The page of a post that is not being written.
pub(super) async fn view(
    web: &Web,
    page: &Page,
    me: &Signed,
    id: &PostId,
    errors: FieldErrors,
    when: Option<When>,
) -> Result<PostView, WebError> {
    let whose = &me.municipality.id;
    let read = web.flow.store().read().await?;
    let post = read.post(whose, id).await?;
    let revisions = read.revisions_of(whose, id).await?;
    let approvals = read
        .approvals_of(whose, ApprovalSubject::Post, id.as_str())
        .await?;
    let publications = read.publications_of(whose, std::slice::from_ref(id)).await?;
    let people = common::people(&*read, whose).await?;
    let channels = common::channels(&*read, whose).await?;
    let record = match me.person.may(Permission::SeeArchive) {
        true => read.record_of(whose, RecordKind::Post, id.as_str()).await?,
        false => None,
    };
    drop(read);
    let book = common::book(web, me).await;
    let rows = |digest: &str, all: bool| -> Vec<StepRow> {
        let of = approvals.iter().filter(|a| a.digest == digest);
        of.filter(|a| all || a.state == ApprovalState::Returned)
            .map(|a| step(book.as_deref(), me, a, &people))
            .collect()
    };
    let name = |id: &str| people.get(id).cloned().unwrap_or_default();
    let row = |r: &model::post::Revision| RevisionRow {
        number: r.number,
        by: name(r.submitted_by.as_str()),
        at: r.submitted_at.0,
        digest: r.digest.chars().take(12).collect(),
        notes: rows(&r.digest, false),
    };
    let current = revisions.iter().find(|r| post.revision.as_ref() == Some(&r.id));
    let (text, link, chosen) = match current {
        Some(r) => (&r.content.text, &r.content.link, &r.content.channels),
        None => (&post.text, &post.link, &post.channels),
    };
    let may_publish = me.person.may(Permission::Publish);
    let of_current = publications
        .iter()
        .filter(|p| current.is_some_and(|r| r.id == p.revision));
    let out = publications.iter().any(|p| {
        matches!(
            p.state,
            PublicationState::Sending | PublicationState::Unknown | PublicationState::Published
        )
    });
    let may_write = me.person.may(Permission::WritePost) && !out;
    let soon = web.flow.source().now().plus(model::Millis::HOUR);
    let (date, time) = match when {
        Some(when) => (when.date, when.time),
        None => common::local_fields(me.municipality.country, soon),
    };
    Ok(PostView {
        id: id.as_str().to_owned(),
        title: common::first_line(text, 90),
        state: post.state.as_str().to_owned(),
        tone: super::tone(post.state),
        author: name(post.author.as_str()),
        text: text.clone(),
        link: link.clone(),
        channels: chosen
            .iter()
            .filter_map(|c| channels.get(c.as_str()).map(|c| c.name.clone()))
            .collect(),
        pictures: current
            .map(|r| &r.content.media)
            .into_iter()
            .flatten()
            .map(|m| Picture {
                id: m.id.as_str().to_owned(),
                alt: m.note.alt.clone(),
                credit: m.note.credit.clone(),
                video: m.is_video(),
                captions: m.note.captions.clone(),
            })
            .collect(),
        steps: current.map(|r| rows(&r.digest, true)).unwrap_or_default(),
        publications: of_current
            .map(|p| super::row(page, p, channels.get(p.channel.as_str()), may_publish))
            .collect(),
        earlier: revisions
            .iter()
            .rev()
            .filter(|r| post.revision.as_ref() != Some(&r.id))
            .map(row)
            .collect(),
        revision: current.map(row),
        record: record.map(|r| r.id.as_str().to_owned()),
        may_reopen: may_write && post.state.next().contains(&PostState::Draft),
        may_withdraw: may_write && post.state.next().contains(&PostState::Withdrawn),
        may_publish: may_publish && post.state == PostState::Approved,
        date,
        time,
        errors,
    })
}

fn step(book: Option<&Book>, me: &Signed, a: &Approval, people: &HashMap<String, String>) -> StepRow {
    let by = a.decided_by.as_ref().and_then(|p| people.get(p.as_str()));
    StepRow {
        role: a.role.as_str().to_owned(),
        clause: common::clause(book, me, &a.clause),
        state: a.state.as_str().to_owned(),
        by: by.cloned().unwrap_or_default(),
        at: a.decided_at.map(|at| at.0),
        note: a.note.clone(),
    }
}

impl View for PostView {
    const TEMPLATE: &'static str = "posts/show.html";
    fn samples() -> Vec<Self> {
        let mut errors = FieldErrors::default();
        errors.add("date", "time-unreadable");
        vec![
            sample(PostState::Submitted),
            Self {
                steps: steps(),
                ..sample(PostState::Submitted)
            },
            Self {
                may_publish: true,
                errors,
                ..sample(PostState::Approved)
            },
            Self {
                publications: publications(),
                ..sample(PostState::Scheduled)
            },
            Self {
                revision: None,
                pictures: Vec::new(),
                channels: Vec::new(),
                link: String::new(),
                record: None,
                may_reopen: false,
                may_withdraw: false,
                earlier: Vec::new(),
                text: String::new(),
                title: String::new(),
                ..sample(PostState::Draft)
            },
            sample(PostState::Withdrawn),
            Self {
                publications: publications(),
                may_reopen: false,
                may_withdraw: false,
                ..sample(PostState::Done)
            },
        ]
    }
}

/// Publications in every state, for samples.
pub(super) fn publications() -> Vec<PublicationRow> {
    let row = |state: PublicationState, tone, problem: Option<&str>, deeds: &[&'static str]| PublicationRow {
        id: "01ARZ3NDEKTSV4RRFFQ69G5FE0".to_owned(),
        channel: "Båtsfjord kommune".to_owned(),
        network: "bluesky".to_owned(),
        state: state.as_str().to_owned(),
        tone,
        due_at: 1_795_348_800_000,
        published_at: (state == PublicationState::Published).then_some(1_795_348_860_000),
        url: if state == PublicationState::Published {
            "https://bsky.app/profile/batsfjord.example/post/3l".to_owned()
        } else {
            String::new()
        },
        problem: problem.map(|key| common::Problem {
            what: format!("error-{key}"),
            todo: Some(format!("error-{key}-todo")),
            params: [
                ("channel".to_owned(), "Båtsfjord kommune".to_owned()),
                ("network".to_owned(), "Bluesky".to_owned()),
            ]
            .into(),
        }),
        deeds: deeds.to_vec(),
    };
    use PublicationState as S;
    vec![
        row(S::Published, "success", None, &[]),
        row(S::Scheduled, "info", None, &["cancel"]),
        row(S::Prepared, "info", None, &["cancel"]),
        row(S::Sending, "info", None, &[]),
        row(S::Unknown, "warning", Some("channel-not-active"), &[]),
        row(
            S::Failed,
            "danger",
            Some("channel-not-active"),
            &["retry", "cancel"],
        ),
        row(S::Held, "warning", Some("crisis-hold"), &["send", "cancel"]),
        row(S::Expired, "danger", Some("too-late"), &["send", "cancel"]),
        row(S::Cancelled, "neutral", Some("revision-outdated"), &[]),
        row(S::Removed, "neutral", None, &[]),
    ]
}

fn steps() -> Vec<StepRow> {
    let clause = || {
        Some(ClauseName {
            section: "4.2".to_owned(),
            title: "Leder godkjenner".to_owned(),
        })
    };
    ApprovalState::ALL
        .iter()
        .map(|state| {
            let decided = matches!(state, ApprovalState::Approved | ApprovalState::Returned);
            StepRow {
                role: "leader".to_owned(),
                clause: if decided { clause() } else { None },
                state: state.as_str().to_owned(),
                by: if decided {
                    "Per Hansen".to_owned()
                } else {
                    String::new()
                },
                at: decided.then_some(1_795_348_800_000),
                note: if decided {
                    "Fin tekst.".to_owned()
                } else {
                    String::new()
                },
            }
        })
        .collect()
}

fn sample(state: PostState) -> PostView {
    let revision = |number| RevisionRow {
        number,
        by: "Kari Nordmann".to_owned(),
        at: 1_795_348_800_000,
        digest: "0123456789ab".to_owned(),
        notes: steps().into_iter().filter(|s| s.state == "returned").collect(),
    };
    PostView {
        id: "01ARZ3NDEKTSV4RRFFQ69G5FB0".to_owned(),
        title: "Svømmehallen åpner igjen mandag".to_owned(),
        state: state.as_str().to_owned(),
        tone: super::tone(state),
        author: "Kari Nordmann".to_owned(),
        revision: Some(revision(2)),
        text: "Svømmehallen åpner igjen mandag.\n\nVelkommen!".to_owned(),
        link: "https://www.batsfjord.kommune.no/svommehall".to_owned(),
        channels: vec!["Båtsfjord kommune".to_owned(), "Øvingssiden".to_owned()],
        pictures: vec![Picture {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FC0".to_owned(),
            alt: "To barn i svømmehallen".to_owned(),
            credit: "Ola Nordmann".to_owned(),
            video: state == PostState::Done,
            captions: "WEBVTT\n".to_owned(),
        }],
        steps: Vec::new(),
        publications: Vec::new(),
        earlier: vec![revision(1)],
        record: Some("01ARZ3NDEKTSV4RRFFQ69G5FF0".to_owned()),
        may_reopen: true,
        may_withdraw: true,
        may_publish: false,
        date: "2026-11-23".to_owned(),
        time: "09:00".to_owned(),
        errors: FieldErrors::default(),
    }
}
