//! `/crisis`: declaring and ending a crisis, and what it holds.

use crate::access::{Access, Route};
use crate::pages::common::{after, channels, first_line, id, people};
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::crises::CrisisRule;
use flow::rules::{Point, Question, Said};
use model::Id as _;
use model::person::Permission as P;
use model::publication::PublicationState;
use serde::Serialize;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/crisis", Access::May(P::Crisis), show),
        Route::post("/crisis", Access::May(P::Crisis), declare),
        Route::post("/crisis/decide", Access::May(P::Crisis), decide),
        Route::post("/crisis/end", Access::May(P::Crisis), end),
        Route::post("/crisis/held/{id}/send", Access::May(P::Publish), send),
        Route::post("/crisis/held/{id}/cancel", Access::May(P::Publish), cancel),
    ]
}

/// A crisis.
#[derive(Debug, Serialize)]
pub struct Declared {
    /// What has happened.
    pub title: String,
    /// Who declared it.
    pub by: String,
    /// When, in milliseconds.
    pub at: i64,
    /// When it ended.
    pub ended_at: Option<i64>,
}

/// A publication that is held.
#[derive(Debug, Serialize)]
pub struct Held {
    /// Id.
    pub id: String,
    /// Id of the post.
    pub post: String,
    /// First line of the post.
    pub title: String,
    /// Name of the channel.
    pub channel: String,
    /// When it was due, in milliseconds.
    pub due_at: i64,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct CrisisView {
    /// The open crisis.
    pub open: Option<Declared>,
    /// Those that have ended, the newest first.
    pub earlier: Vec<Declared>,
    /// What the guideline says.
    pub rule: CrisisRule,
    /// What is held.
    pub held: Vec<Held>,
    /// Whether the reader may cancel.
    pub may_publish: bool,
    /// Whether the reader may send what is held.
    pub may_release: bool,
    /// What the guideline asks: of whoever declares a crisis, or what the open one holds back.
    pub questions: Vec<Question>,
    /// What it says of a declaration.
    pub points: Vec<Point>,
    /// Title as typed.
    pub title: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for CrisisView {
    const TEMPLATE: &'static str = "crisis/show.html";
    fn samples() -> Vec<Self> {
        let crisis = |ended_at| Declared {
            title: "Storm".to_owned(),
            by: "Kari Nordmann".to_owned(),
            at: 1_795_348_800_000,
            ended_at,
        };
        let rule = |product_default: bool| CrisisRule {
            clause: "batsfjord/7.1".to_owned(),
            says: if product_default {
                String::new()
            } else {
                "Kriseledelsen styrer.".to_owned()
            },
            mode: "all-via-group".to_owned(),
            product_default,
        };
        let held = Held {
            id: "p".to_owned(),
            post: "p".to_owned(),
            title: "Biblioteket åpner".to_owned(),
            channel: "Båtsfjord kommune".to_owned(),
            due_at: 1_795_348_800_000,
        };
        let view = |open, rule, held, errors| Self {
            open,
            earlier: vec![crisis(Some(1_795_348_900_000))],
            rule,
            held,
            may_publish: true,
            may_release: true,
            questions: crate::samples::questions(),
            points: crate::samples::points(),
            title: String::new(),
            errors,
        };
        vec![
            view(
                Some(crisis(None)),
                rule(false),
                vec![held],
                FieldErrors::default(),
            ),
            view(None, rule(true), Vec::new(), crate::samples::faults(&["title"])),
        ]
    }
}

async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    page.view(&view(&web, &me, Said::default(), FieldErrors::default()).await?)
}

async fn declare(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let said = Said {
        text: fields.get("title").to_owned(),
        answers: fields.answers(),
    };
    match flow::crises::declare(&web.flow, &me, said.clone()).await {
        Ok(_) => Ok(page.redirect_with("/crisis", &Flash::success("crisis-declared"))),
        Err(error) => {
            let mut errors = FieldErrors::of(&page, error)?;
            errors.points.clear();
            page.form(&view(&web, &me, said, errors.clone()).await?, &errors)
        }
    }
}

async fn decide(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    match flow::crises::decide(&web.flow, &me, fields.get("answer.crisis.holds")).await {
        Ok(()) => Ok(page.redirect_with("/crisis", &Flash::success("crisis-decided"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(&view(&web, &me, Said::default(), errors.clone()).await?, &errors)
        }
    }
}

async fn end(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    after(
        &page,
        flow::crises::end(&web.flow, &me).await,
        "/crisis",
        "crisis-ended",
    )
}

async fn send(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(publication): Path<String>,
) -> Result<Response, WebError> {
    let done = flow::publishing::send_held(&web.flow, &me, &id(&publication)?).await;
    after(&page, done, "/crisis", "publication-released")
}

async fn cancel(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(publication): Path<String>,
) -> Result<Response, WebError> {
    let done = flow::publishing::cancel(&web.flow, &me, &id(&publication)?).await;
    after(&page, done, "/crisis", "publication-cancelled")
}

async fn view(web: &Web, me: &Signed, said: Said, errors: FieldErrors) -> Result<CrisisView, WebError> {
    let read = web.flow.store().read().await?;
    let whose = &me.municipality.id;
    let names = people(&*read, whose).await?;
    let known = channels(&*read, whose).await?;
    let mut held = Vec::new();
    for publication in read.publications_in(whose, &[PublicationState::Held]).await? {
        let revision = read.revision(whose, &publication.revision).await?;
        held.push(Held {
            id: publication.id.as_str().to_owned(),
            post: publication.post.as_str().to_owned(),
            title: first_line(&revision.content.text, 100),
            channel: known
                .get(publication.channel.as_str())
                .map(|c| c.name.clone())
                .unwrap_or_default(),
            due_at: publication.due_at.0,
        });
    }
    let declared = |c: model::crisis::Crisis| Declared {
        title: c.title,
        by: names.get(c.declared_by.as_str()).cloned().unwrap_or_default(),
        at: c.declared_at.0,
        ended_at: c.ended_at.map(|at| at.0),
    };
    let crises = read.crises(whose).await?;
    drop(read);
    let (mut open, mut earlier): (Vec<_>, Vec<_>) = crises
        .into_iter()
        .map(declared)
        .partition(|c| c.ended_at.is_none());
    earlier.sort_by_key(|c| std::cmp::Reverse(c.at));
    let open = open.pop();
    let (questions, points) = match open {
        Some(_) => {
            let decision = flow::crises::decision(&web.flow, me).await?;
            (decision.into_iter().collect(), Vec::new())
        }
        None => flow::crises::questions(&web.flow, me, &said).await?,
    };
    Ok(CrisisView {
        open,
        earlier,
        rule: flow::crises::rule(&web.flow, me).await?,
        held,
        may_publish: me.person.may(P::Publish),
        may_release: flow::crises::may_release(&web.flow, me).await?,
        questions,
        points,
        title: said.text,
        errors,
    })
}
