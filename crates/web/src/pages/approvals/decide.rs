//! `/approvals/{id}`: exactly what is approved, and the decision.

use crate::pages::channels::show::{Facts, Step};
use crate::pages::common::{channels, id, people};
use crate::pages::waivers::WaiverFacts;
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError, names};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::approvals::Verdict;
use model::approval::{Approval, ApprovalState, ApprovalSubject};
use model::{ApprovalId, ChannelId, Id as _, PostId};
use serde::Serialize;
use std::collections::HashMap;

/// A picture as it would be published.
#[derive(Debug, Serialize)]
pub struct Picture {
    /// Id.
    pub id: String,
    /// Width and height in pixels.
    pub size: (i64, i64),
    /// Alternative text; may be empty.
    pub alt: String,
    /// Credit; may be empty.
    pub credit: String,
    /// Word of the ground for showing persons.
    pub basis: &'static str,
    /// Whether it is a video.
    pub video: bool,
    /// What its captions say; empty when there are none.
    pub captions: String,
    /// What is said of a video without captions.
    pub speech: &'static str,
}

/// A post's revision as it would be published.
#[derive(Debug, Serialize)]
pub struct Frozen {
    /// Id of the post.
    pub post: String,
    /// Number of the revision.
    pub number: i64,
    /// Text.
    pub text: String,
    /// Link; may be empty.
    pub link: String,
    /// Names of the channels with their networks' words.
    pub channels: Vec<(String, &'static str)>,
    /// Pictures in order.
    pub pictures: Vec<Picture>,
    /// Questions of the guideline and what was answered.
    pub answers: Vec<(String, String)>,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct DecideView {
    /// Id.
    pub id: String,
    /// What it is, in a line.
    pub title: String,
    /// Word of the role that decides.
    pub role: &'static str,
    /// Who asks.
    pub asked_by: String,
    /// When, in milliseconds.
    pub asked_at: i64,
    /// What the decision is bound to.
    pub digest: String,
    /// The application, when it is about a channel.
    pub channel: Option<Facts>,
    /// The revision, when it is about a post.
    pub post: Option<Frozen>,
    /// What is asked for, when it is about a waiver.
    pub waiver: Option<WaiverFacts>,
    /// All steps of the round.
    pub steps: Vec<Step>,
    /// Whether the reader may decide it now.
    pub mine: bool,
    /// Note as typed.
    pub note: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for DecideView {
    const TEMPLATE: &'static str = "approvals/decide.html";
    fn samples() -> Vec<Self> {
        let view = |post: bool, full: bool, errors| Self {
            id: "a".to_owned(),
            title: "Båtsfjord kommune".to_owned(),
            role: "director",
            asked_by: "Kari Nordmann".to_owned(),
            asked_at: 1_795_348_800_000,
            digest: "0f".repeat(32),
            channel: (!post).then(|| Facts::sample(full)),
            post: post.then(|| frozen_sample(full)),
            waiver: None,
            steps: Step::samples(),
            mine: full,
            note: String::new(),
            errors,
        };
        vec![
            view(false, true, FieldErrors::default()),
            view(true, true, crate::samples::faults(&["note"])),
            view(true, false, FieldErrors::default()),
            Self {
                channel: None,
                waiver: Some(WaiverFacts::sample("asked", "post")),
                ..view(false, true, FieldErrors::default())
            },
        ]
    }
}

fn frozen_sample(full: bool) -> Frozen {
    let picture = |alt: &str| Picture {
        id: "m".to_owned(),
        size: (800, 600),
        alt: alt.to_owned(),
        credit: alt.to_owned(),
        basis: "no-person",
        video: alt.is_empty(),
        captions: String::new(),
        speech: "none",
    };
    Frozen {
        post: "p".to_owned(),
        number: 2,
        text: "Biblioteket åpner kl. 10.".to_owned(),
        link: if full {
            "https://example.no".to_owned()
        } else {
            String::new()
        },
        channels: vec![("Båtsfjord kommune".to_owned(), "bluesky")],
        pictures: if full {
            vec![picture("Havna"), picture("")]
        } else {
            Vec::new()
        },
        answers: if full {
            vec![("Hvorfor?".to_owned(), "Ja".to_owned())]
        } else {
            Vec::new()
        },
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(approval): Path<String>,
) -> Result<Response, WebError> {
    page.view(&view(&web, &page, &me, &id(&approval)?, "", FieldErrors::default()).await?)
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(approval): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let approval: ApprovalId = id(&approval)?;
    let verdict = match fields.get("verdict") {
        "approve" => Verdict::Approve,
        "return" => Verdict::Return,
        _ => return Err(WebError::bad_request()),
    };
    let (digest, note) = (fields.get("digest"), fields.get("note"));
    let errors = match flow::approvals::decide(&web.flow, &me, &approval, digest, verdict, note).await {
        Ok(()) => {
            let said = if verdict == Verdict::Approve {
                "approval-approved"
            } else {
                "approval-returned"
            };
            return Ok(page.redirect_with("/approvals", &Flash::success(said)));
        }
        Err(flow::Error::Refused {
            key: "note-required", ..
        }) => {
            let mut errors = FieldErrors::default();
            errors.add("note", "note-required");
            errors
        }
        Err(error) => FieldErrors::of(&page, error)?,
    };
    page.form(
        &view(&web, &page, &me, &approval, note, errors.clone()).await?,
        &errors,
    )
}

async fn view(
    web: &Web,
    page: &Page,
    me: &Signed,
    approval: &ApprovalId,
    note: &str,
    errors: FieldErrors,
) -> Result<DecideView, WebError> {
    let read = web.flow.store().read().await?;
    let whose = &me.municipality.id;
    let approval = read.approval(whose, approval).await?;
    let names = people(&*read, whose).await?;
    let mut round = read
        .approvals_of(whose, approval.subject, &approval.subject_id)
        .await?;
    drop(read);
    round.retain(|a| a.digest == approval.digest);
    let (mut channel, mut post, mut waiver) = (None, None, None);
    match approval.subject {
        ApprovalSubject::Channel => channel = Some(application(web, page, me, &names, &approval).await?),
        ApprovalSubject::Post => post = Some(revision(web, page, me, &approval).await?),
        ApprovalSubject::Waiver => {
            let of = id(&approval.subject_id)?;
            waiver = Some(WaiverFacts::of(flow::waivers::show(&web.flow, me, &of).await?));
        }
    }
    let book = crate::pages::common::book(web, me).await;
    Ok(DecideView {
        id: approval.id.as_str().to_owned(),
        role: approval.role.as_str(),
        asked_by: names.get(approval.asked_by.as_str()).cloned().unwrap_or_default(),
        asked_at: approval.asked_at.0,
        mine: approval.state == ApprovalState::Open
            && me.person.is(approval.role)
            && approval.asked_by != me.person.id,
        channel,
        post,
        waiver,
        steps: round
            .into_iter()
            .map(|a| Step::of(book.as_deref(), me, &names, a))
            .collect(),
        title: approval.title,
        digest: approval.digest,
        note: note.to_owned(),
        errors,
    })
}

async fn application(
    web: &Web,
    page: &Page,
    me: &Signed,
    names: &HashMap<String, String>,
    approval: &Approval,
) -> Result<Facts, WebError> {
    let channel: ChannelId = id(&approval.subject_id)?;
    let channel = web
        .flow
        .store()
        .read()
        .await?
        .channel(&me.municipality.id, &channel)
        .await?;
    Facts::of(web, page, me, names, channel).await
}

/// The revision that has the step's digest, also when the post has gone on since.
async fn revision(web: &Web, page: &Page, me: &Signed, approval: &Approval) -> Result<Frozen, WebError> {
    let post: PostId = id(&approval.subject_id)?;
    let read = web.flow.store().read().await?;
    let revisions = read.revisions_of(&me.municipality.id, &post).await?;
    let revision = revisions.into_iter().rev().find(|r| r.digest == approval.digest);
    let revision = revision.ok_or_else(WebError::not_found)?;
    let known = channels(&*read, &me.municipality.id).await?;
    drop(read);
    let content = revision.content;
    let named = |c: &ChannelId| {
        known
            .get(c.as_str())
            .map(|c| (c.name.clone(), c.network.as_str()))
    };
    let picture = |m: model::post::FrozenMedia| Picture {
        id: m.id.as_str().to_owned(),
        size: (m.width, m.height),
        video: m.is_video(),
        captions: m.note.spoken(),
        speech: m.note.speech.as_str(),
        alt: m.note.alt,
        credit: m.note.credit,
        basis: m.note.basis.as_str(),
    };
    let of = content.media.iter().map(|m| (m.id.as_str(), &m.note));
    let answers = names::answers(web, page, me, &content.answers, &of.collect::<Vec<_>>()).await?;
    Ok(Frozen {
        post: post.as_str().to_owned(),
        number: revision.number,
        answers,
        channels: content.channels.iter().filter_map(named).collect(),
        text: content.text,
        link: content.link,
        pictures: content.media.into_iter().map(picture).collect(),
    })
}
