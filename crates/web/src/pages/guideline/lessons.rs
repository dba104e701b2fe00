//! `/guideline/lessons`: the guideline's lessons. What somebody answers is told back and forgotten.

use crate::pages::common::after;
use crate::{Fields, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::guideline::{LessonView, Lessons};
use serde::Serialize;

/// All lessons.
#[derive(Debug, Serialize)]
pub struct LessonsView {
    /// Title of the guideline.
    pub title: String,
    /// Version.
    pub version: String,
    /// Digest of the packs.
    pub digest: String,
    /// When the reader said to have gone through them, in milliseconds.
    pub taken_at: Option<i64>,
    /// When the reader is to acknowledge the guideline, in milliseconds; `None` when nobody asks or it is done.
    pub due_at: Option<i64>,
    /// About clauses that speak to the reader.
    pub yours: Vec<LessonView>,
    /// The rest.
    pub others: Vec<LessonView>,
}

/// One lesson, before or after the answer.
#[derive(Debug, Serialize)]
pub struct LessonPage {
    /// The lesson.
    pub lesson: LessonView,
    /// Its place among those of the same list, from 1.
    pub place: usize,
    /// How many these are.
    pub total: usize,
    /// What was chosen, from 1; 0 before the answer.
    pub chosen: usize,
    /// Whether the form came without a choice.
    pub missing: bool,
    /// Number of the next one; 0 after the last.
    pub next: usize,
    /// Whether the reader is to acknowledge the guideline after the last.
    pub due: bool,
}

fn sample(number: usize) -> LessonView {
    LessonView {
        number,
        clause: "batsfjord/4.3-3".to_owned(),
        section: "4.3".to_owned(),
        title: "Fotografen skal krediteres".to_owned(),
        foreign: ["en", "en"],
        situation: "Kari har tatt et bilde av havna, og du vil bruke det.".to_owned(),
        options: vec![
            "Legger det ut uten navn.".to_owned(),
            "Spør Kari, og setter navnet hennes på.".to_owned(),
            "Skriver «ukjent».".to_owned(),
        ],
        right: 2,
        why: "Den som har tatt bildet, skal nevnes.".to_owned(),
        yours: number == 1,
    }
}

impl View for LessonsView {
    const TEMPLATE: &'static str = "guideline/lessons.html";
    fn samples() -> Vec<Self> {
        let view = |taken_at: Option<i64>, yours: Vec<_>, others| Self {
            title: "Retningslinjer for sosiale medier".to_owned(),
            version: "2019.1.0".to_owned(),
            digest: "0f".repeat(32),
            taken_at,
            due_at: (yours.len() == 1).then_some(1_796_348_800_000),
            yours,
            others,
        };
        vec![
            view(None, vec![sample(1)], vec![sample(2), sample(3)]),
            view(Some(1_795_348_800_000), vec![sample(1), sample(2)], Vec::new()),
            view(None, vec![sample(1), sample(2)], Vec::new()),
            view(None, Vec::new(), Vec::new()),
        ]
    }
}

impl View for LessonPage {
    const TEMPLATE: &'static str = "guideline/lesson.html";
    fn samples() -> Vec<Self> {
        let view = |chosen, missing, next| Self {
            lesson: sample(1),
            place: 1,
            total: 3,
            chosen,
            missing,
            next,
            due: chosen == 1,
        };
        vec![
            view(0, false, 2),
            view(0, true, 2),
            view(2, false, 2),
            view(1, false, 0),
            view(2, false, 0),
        ]
    }
}

pub(crate) async fn list(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let found = flow::guideline::lessons(&web.flow, &me).await?;
    let (yours, others) = found.lessons.into_iter().partition(|l| l.yours);
    page.view(&LessonsView {
        title: found.title,
        version: found.version,
        digest: found.digest,
        taken_at: found.taken_at,
        due_at: due_at(&web, &me).await?,
        yours,
        others,
    })
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(number): Path<String>,
) -> Result<Response, WebError> {
    page.view(&lesson(&web, &me, &number, 0).await?)
}

pub(crate) async fn answer(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(number): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let chosen = fields.get("choice").parse().unwrap_or(0);
    let mut view = lesson(&web, &me, &number, chosen).await?;
    view.missing = view.chosen == 0;
    page.view(&view)
}

pub(crate) async fn done(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let digest = fields.get("digest");
    let mut done = flow::guideline::take(&web.flow, &me, digest).await;
    let mut said = "lessons-taken";
    if done.is_ok() && fields.get("acknowledge") == "yes" {
        said = "guideline-acknowledged";
        done = flow::duties::acknowledge(&web.flow, &me, digest).await;
    }
    after(&page, done, "/guideline/lessons", said)
}

/// When the reader is to acknowledge the guideline in force; `None` when nobody asks or it is done.
async fn due_at(web: &Web, me: &Signed) -> Result<Option<i64>, WebError> {
    let guideline = flow::duties::guideline(&web.flow, me).await?;
    Ok(guideline.due_at.filter(|_| guideline.acknowledged_at.is_none()))
}

/// The lesson of that number with its neighbours in the reader's list.
async fn lesson(web: &Web, me: &Signed, number: &str, chosen: usize) -> Result<LessonPage, WebError> {
    let Lessons { lessons, .. } = flow::guideline::lessons(&web.flow, me).await?;
    let wanted = lessons
        .iter()
        .find(|l| l.number.to_string() == number)
        .ok_or_else(WebError::not_found)?;
    let beside: Vec<_> = lessons.iter().filter(|l| l.yours == wanted.yours).collect();
    let place = beside
        .iter()
        .position(|l| l.number == wanted.number)
        .unwrap_or_default();
    Ok(LessonPage {
        place: place + 1,
        total: beside.len(),
        chosen: if chosen <= wanted.options.len() { chosen } else { 0 },
        missing: false,
        next: beside.get(place + 1).map_or(0, |l| l.number),
        due: wanted.yours && due_at(web, me).await?.is_some(),
        lesson: wanted.clone(),
    })
}
