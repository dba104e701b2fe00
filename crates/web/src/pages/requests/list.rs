//! `/requests`: what is asked for, first due first; entering what came by e-mail, letter or word of mouth.

use crate::pages::common::{self, PAGE};
use crate::{FieldErrors, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use flow::requests::{self, NewRequest};
use model::Millis;
use model::request::{Request, RequestState, RequestWay};
use serde::{Deserialize, Serialize};
use store::Cursor;

/// The list.
#[derive(Debug, Serialize)]
pub struct RequestsView {
    /// Requests.
    pub requests: Vec<RequestRow>,
    /// Whether closed ones are shown.
    pub closed: bool,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Address of the public page.
    pub public: String,
}

/// A request.
#[derive(Debug, Serialize)]
pub struct RequestRow {
    /// Id.
    pub id: String,
    /// Number.
    pub number: i64,
    /// First line of what is asked for.
    pub title: String,
    /// Who asks; may be empty.
    pub asker: String,
    /// Word of the state.
    pub state: &'static str,
    /// When it came.
    pub received_at: i64,
    /// When an answer is due.
    pub due_at: i64,
    /// Whether that is past and nothing was said.
    pub late: bool,
}

/// The form to enter a request.
#[derive(Debug, Serialize)]
pub struct NewView {
    /// Ways to choose from.
    pub ways: Vec<&'static str>,
    /// What was typed.
    pub typed: Typed,
    /// What is wrong with it.
    pub errors: FieldErrors,
}

/// A request as it is entered.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    /// Word of the way it came.
    pub way: String,
    /// Day it came.
    pub date: String,
    /// Time it came.
    pub time: String,
    /// Who asks.
    pub asker: String,
    /// Where the answer goes.
    pub contact: String,
    /// What is asked for.
    pub text: String,
}

/// Whether a request is past its time without an answer or word of why.
pub(super) fn late(request: &Request, now: Millis) -> bool {
    request.due_at < now && request.sent_at.is_none() && request.holding_at.is_none()
}

#[derive(Deserialize)]
pub(super) struct Place {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(place): Query<Place>,
) -> Result<Response, WebError> {
    let closed = place.state == "closed";
    let states: Vec<RequestState> = RequestState::ALL
        .iter()
        .copied()
        .filter(|s| (*s == RequestState::Closed) == closed)
        .collect();
    let after = Cursor::parse(&place.after);
    let found = requests::list(&web.flow, &me, &states, after.as_ref(), PAGE).await?;
    let now = web.flow.source().now();
    let row = |r: Request| RequestRow {
        late: late(&r, now),
        id: r.id.to_string(),
        number: r.number,
        title: common::first_line(&r.text, 90),
        asker: r.asker,
        state: r.state.as_str(),
        received_at: r.received_at.0,
        due_at: r.due_at.0,
    };
    page.view(&RequestsView {
        requests: found.items.into_iter().map(row).collect(),
        closed,
        next: found.next.map(|c| c.to_string()),
        public: format!("/public/{}/access-request", me.municipality.slug),
    })
}

pub(super) async fn form(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let (date, time) = common::local_fields(me.municipality.country, web.flow.source().now());
    let typed = Typed {
        way: "email".to_owned(),
        date,
        time,
        ..Typed::default()
    };
    page.view(&view(typed, FieldErrors::default()))
}

fn view(typed: Typed, errors: FieldErrors) -> NewView {
    NewView {
        ways: RequestWay::ALL
            .iter()
            .map(|w| w.as_str())
            .filter(|w| *w != "page")
            .collect(),
        typed,
        errors,
    }
}

pub(super) async fn enter(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(typed): Input<Typed>,
) -> Result<Response, WebError> {
    let at = common::local_instant(me.municipality.country, &typed.date, &typed.time);
    let way = RequestWay::parse(&typed.way).filter(|w| *w != RequestWay::Page);
    let mut errors = FieldErrors::default();
    if way.is_none() {
        errors.add("way", "required");
    }
    if at.is_none() {
        errors.add("date", "search-date-wrong");
    }
    let (Some(at), Some(way)) = (at, way) else {
        let view = view(typed, errors);
        return page.form(&view, &view.errors);
    };
    let form = NewRequest {
        asker: typed.asker.clone(),
        contact: typed.contact.clone(),
        text: typed.text.clone(),
    };
    match requests::enter(&web.flow, &me, form, way, at).await {
        Ok(id) => Ok(page.redirect_with(&format!("/requests/{id}"), &Flash::success("request-entered"))),
        Err(error) => {
            let view = view(typed, FieldErrors::of(&page, error)?);
            page.form(&view, &view.errors)
        }
    }
}

impl View for RequestsView {
    const TEMPLATE: &'static str = "requests/list.html";
    fn samples() -> Vec<Self> {
        let row = |state: &RequestState| RequestRow {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FR0".to_owned(),
            number: 7,
            title: "Alt om svømmehallen i mai".to_owned(),
            asker: if *state == RequestState::Received {
                String::new()
            } else {
                "Grete Hansen".to_owned()
            },
            state: state.as_str(),
            received_at: 1_795_348_800_000,
            due_at: 1_795_748_800_000,
            late: *state == RequestState::Received,
        };
        let view = |requests, closed, next| Self {
            requests,
            closed,
            next,
            public: "/public/batsfjord/access-request".to_owned(),
        };
        vec![
            view(
                RequestState::ALL.iter().map(row).collect(),
                false,
                Some("1_A".to_owned()),
            ),
            view(Vec::new(), true, None),
        ]
    }
}

impl View for NewView {
    const TEMPLATE: &'static str = "requests/new.html";
    fn samples() -> Vec<Self> {
        let typed = Typed {
            way: "letter".to_owned(),
            date: "2026-11-22".to_owned(),
            ..Typed::default()
        };
        vec![
            view(typed.clone(), FieldErrors::default()),
            view(
                typed,
                crate::samples::faults(&["way", "date", "received", "asker", "contact", "text"]),
            ),
        ]
    }
}
