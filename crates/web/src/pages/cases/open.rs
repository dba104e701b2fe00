//! `/cases/new`: choosing what it is about, then telling it, with what the guideline asks and says.

use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use flow::cases::NewCase;
use flow::rules::{Point, Question};
use model::case::CaseKind;
use serde::Serialize;

/// The form; before a kind is chosen, the choice of one.
#[derive(Debug, Serialize)]
pub struct NewCaseView {
    /// Word of the chosen kind; empty before.
    pub kind: String,
    /// Words of all kinds.
    pub kinds: Vec<&'static str>,
    /// Whether reasons are asked for in a field of their own.
    pub reasons: bool,
    /// In a line.
    pub title: String,
    /// What has happened, or what is asked.
    pub text: String,
    /// Address of what it is about.
    pub link: String,
    /// Reasons.
    pub reason: String,
    /// What the guideline asks.
    pub questions: Vec<Question>,
    /// What it says of the form as it stands.
    pub points: Vec<Point>,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for NewCaseView {
    const TEMPLATE: &'static str = "cases/new.html";
    fn samples() -> Vec<Self> {
        let view = |kind: &str, points, errors| Self {
            kind: kind.to_owned(),
            kinds: kinds(),
            reasons: kind == "speech-limit",
            title: String::new(),
            text: String::new(),
            link: String::new(),
            reason: String::new(),
            questions: crate::samples::questions(),
            points,
            errors,
        };
        vec![
            view("", Vec::new(), FieldErrors::default()),
            view("advice", Vec::new(), FieldErrors::default()),
            view(
                "speech-limit",
                crate::samples::points(),
                crate::samples::faults(&["title", "text", "reason"]),
            ),
        ]
    }
}

fn kinds() -> Vec<&'static str> {
    CaseKind::ALL.iter().map(|k| k.as_str()).collect()
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(fields): Query<Fields>,
) -> Result<Response, WebError> {
    let empty = form(&web, &me, &fields, FieldErrors::default()).await?;
    // Nobody is told what is missing before anything is typed.
    page.view(&NewCaseView {
        points: Vec::new(),
        ..empty
    })
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    // Without scripts the button "check" shows the form again with what the guideline says.
    if fields.get("then") == "check" {
        return page.view(&form(&web, &me, &fields, FieldErrors::default()).await?);
    }
    match flow::cases::open(&web.flow, &me, case(&fields)).await {
        Ok(id) => Ok(page.redirect_with(&format!("/cases/{id}"), &Flash::success("case-opened"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(&form(&web, &me, &fields, errors.clone()).await?, &errors)
        }
    }
}

pub(crate) async fn check(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    page.fragment(&form(&web, &me, &fields, FieldErrors::default()).await?, "says")
}

fn case(fields: &Fields) -> NewCase {
    let text = |name: &str| fields.get(name).replace("\r\n", "\n");
    NewCase {
        kind: CaseKind::parse(fields.get("kind")),
        title: text("title"),
        text: text("text"),
        link: text("link"),
        reason: text("reason"),
        answers: fields.answers(),
    }
}

async fn form(web: &Web, me: &Signed, fields: &Fields, errors: FieldErrors) -> Result<NewCaseView, WebError> {
    let case = case(fields);
    let (questions, points) = flow::cases::questions(&web.flow, me, &case).await?;
    Ok(NewCaseView {
        kind: case.kind.map(|k| k.as_str().to_owned()).unwrap_or_default(),
        kinds: kinds(),
        reasons: case.kind == Some(CaseKind::SpeechLimit),
        title: case.title,
        text: case.text,
        link: case.link,
        reason: case.reason,
        questions,
        points,
        errors,
    })
}
