//! `/cases/{id}`: one case, its notes, and closing it with an answer.

use crate::pages::common::{after, id};
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::cases::Shown;
use flow::rules::{Point, Question};
use model::CaseId;
use model::Id as _;
use model::case::CaseState;
use serde::Serialize;

/// A note.
#[derive(Debug, Serialize)]
pub struct NoteRow {
    /// Who.
    pub by: String,
    /// When, in milliseconds.
    pub at: i64,
    /// What.
    pub text: String,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct CaseView {
    /// Id.
    pub id: String,
    /// Word of the kind.
    pub kind: &'static str,
    /// In a line.
    pub title: String,
    /// What has happened, or what is asked.
    pub text: String,
    /// Address of what it is about; may be empty.
    pub link: String,
    /// Reasons; may be empty.
    pub reason: String,
    /// Answers with their questions.
    pub answers: Vec<(String, String)>,
    /// Who opened it.
    pub by: String,
    /// When, in milliseconds.
    pub at: i64,
    /// What was answered or decided; empty while it is open.
    pub outcome: String,
    /// Who closed it.
    pub closed_by: String,
    /// When, in milliseconds.
    pub closed_at: Option<i64>,
    /// In order.
    pub notes: Vec<NoteRow>,
    /// Whether the reader handles it.
    pub handles: bool,
    /// Note as typed.
    pub note: String,
    /// Answer as typed.
    pub answer: String,
    /// What the guideline asks when it is closed.
    pub questions: Vec<Question>,
    /// What it says of closing it so.
    pub points: Vec<Point>,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for CaseView {
    const TEMPLATE: &'static str = "cases/show.html";
    fn samples() -> Vec<Self> {
        let view = |closed_at: Option<i64>, handles, errors| Self {
            id: "c".to_owned(),
            kind: "speech-limit",
            title: "Innlegg i lokalavisa".to_owned(),
            text: "En ansatt har skrevet om bemanningen.\n\nSkal vi gjøre noe?".to_owned(),
            link: "https://avisa.example/innlegg".to_owned(),
            reason: "Innlegget nevner en navngitt bruker.".to_owned(),
            answers: vec![("Hvilket hensyn?".to_owned(), "Taushetsplikt".to_owned())],
            by: "Kari Nordmann".to_owned(),
            at: 1_795_348_800_000,
            outcome: closed_at
                .map(|_| "Nei. Ytringen er lovlig.".to_owned())
                .unwrap_or_default(),
            closed_by: "Ola Nordmann".to_owned(),
            closed_at,
            notes: vec![NoteRow {
                by: "Ola Nordmann".to_owned(),
                at: 1_795_348_800_000,
                text: "Jeg snakker med henne.".to_owned(),
            }],
            handles,
            note: String::new(),
            answer: String::new(),
            questions: crate::samples::questions(),
            points: crate::samples::points(),
            errors,
        };
        vec![
            view(None, true, crate::samples::faults(&["outcome", "text"])),
            view(None, false, FieldErrors::default()),
            view(Some(1_795_348_900_000), true, FieldErrors::default()),
        ]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(case): Path<String>,
) -> Result<Response, WebError> {
    let fields = Fields::default();
    page.view(&view(&web, &me, &id(&case)?, &fields, FieldErrors::default()).await?)
}

pub(crate) async fn note(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(case): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let case: CaseId = id(&case)?;
    let text = fields.get("text").replace("\r\n", "\n");
    match flow::cases::note(&web.flow, &me, &case, &text).await {
        Ok(()) => Ok(page.redirect_with(&format!("/cases/{case}"), &Flash::success("case-noted"))),
        Err(error) => again(&web, &page, &me, &case, &fields, error).await,
    }
}

pub(crate) async fn close(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(case): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let case: CaseId = id(&case)?;
    let outcome = fields.get("outcome").replace("\r\n", "\n");
    match flow::cases::close(&web.flow, &me, &case, &outcome, &fields.answers()).await {
        Ok(()) => Ok(page.redirect_with(&format!("/cases/{case}"), &Flash::success("case-closed"))),
        Err(error) => again(&web, &page, &me, &case, &fields, error).await,
    }
}

pub(crate) async fn reopen(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(case): Path<String>,
) -> Result<Response, WebError> {
    let case: CaseId = id(&case)?;
    let done = flow::cases::reopen(&web.flow, &me, &case).await;
    after(&page, done, &format!("/cases/{case}"), "case-reopened")
}

async fn again(
    web: &Web,
    page: &Page,
    me: &Signed,
    case: &CaseId,
    fields: &Fields,
    error: flow::Error,
) -> Result<Response, WebError> {
    let errors = FieldErrors::of(page, error)?;
    page.form(&view(web, me, case, fields, errors.clone()).await?, &errors)
}

async fn view(
    web: &Web,
    me: &Signed,
    case: &CaseId,
    fields: &Fields,
    errors: FieldErrors,
) -> Result<CaseView, WebError> {
    let shown: Shown = flow::cases::show(&web.flow, me, case).await?;
    let case = shown.case;
    let answer = fields.get("outcome").to_owned();
    let (questions, points) = if shown.handles && case.state == CaseState::Open {
        flow::cases::closing(&web.flow, me, &case, &answer, &fields.answers()).await?
    } else {
        (Vec::new(), Vec::new())
    };
    Ok(CaseView {
        id: case.id.as_str().to_owned(),
        kind: case.kind.as_str(),
        title: case.title,
        text: case.text,
        link: case.link,
        reason: case.reason,
        answers: shown.answers,
        by: shown.by,
        at: case.opened_at.0,
        outcome: case.outcome,
        closed_by: shown.closed_by,
        closed_at: case.closed_at.map(|at| at.0),
        notes: shown
            .notes
            .into_iter()
            .map(|(n, by)| NoteRow {
                by,
                at: n.at.0,
                text: n.text,
            })
            .collect(),
        handles: shown.handles,
        note: fields.get("text").to_owned(),
        questions,
        // Before anything is typed, nobody is told that it is missing.
        points: if answer.is_empty() { Vec::new() } else { points },
        answer,
        errors,
    })
}
