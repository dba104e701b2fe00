//! `/requests/{id}`: one request, what is chosen for it, and the next step.

use super::list::late;
use crate::pages::common;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::requests::{self, Thing};
use model::request::{RequestOutcome, RequestState, RequestVerdict, RequestWay};
use model::{PersonId, RequestId};
use serde::Serialize;
use std::collections::HashMap;

/// The page.
#[derive(Debug, Serialize)]
pub struct RequestView {
    /// Id.
    pub id: String,
    /// Number.
    pub number: i64,
    /// Word of the state.
    pub state: &'static str,
    /// Word of the way it came.
    pub way: &'static str,
    /// Who asks; may be empty.
    pub asker: String,
    /// Where the answer goes; may be empty.
    pub contact: String,
    /// What is asked for.
    pub text: String,
    /// When it came.
    pub received_at: i64,
    /// When an answer is due.
    pub due_at: i64,
    /// Whether that is past.
    pub late: bool,
    /// When word was given of why it takes longer.
    pub holding_at: Option<i64>,
    /// What is chosen.
    pub things: Vec<ThingRow>,
    /// How many are not reviewed.
    pub open: usize,
    /// Word of what the answer comes to.
    pub outcome: Option<&'static str>,
    /// The answer in words.
    pub answer: String,
    /// Who says that it is ready.
    pub ready_by: String,
    /// Who confirmed it.
    pub confirmed_by: String,
    /// Whether the reader may confirm it: she has reviewed nothing of it.
    pub may_confirm: bool,
    /// When the answer went out.
    pub sent_at: Option<i64>,
    /// What the appeal says.
    pub appeal: String,
    /// Days of appeal and end.
    pub appealed_at: Option<i64>,
    /// End.
    pub closed_at: Option<i64>,
}

/// A thing chosen.
#[derive(Debug, Serialize)]
pub struct ThingRow {
    /// Id of the choice.
    pub id: String,
    /// Word of its kind.
    pub kind: &'static str,
    /// Beginning of what it says; empty when it is gone.
    pub text: String,
    /// When it was written.
    pub at: i64,
    /// Names of its channels.
    pub channels: Vec<String>,
    /// Who wrote it.
    pub author: String,
    /// Word of the verdict.
    pub verdict: &'static str,
    /// Marks and boxes on it.
    pub withheld: usize,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: RequestId = common::id(&id)?;
    let reviewed = requests::one(&web.flow, &me, &id).await?;
    let read = web.flow.store().read().await?;
    let people = common::people(&*read, &me.municipality.id).await?;
    drop(read);
    let request = reviewed.request;
    let own = Some(&me.person.id);
    let touched = request.ready_by.as_ref() == own
        || reviewed.things.iter().any(|t| t.item.reviewed_by.as_ref() == own);
    page.view(&RequestView {
        id: request.id.to_string(),
        number: request.number,
        state: request.state.as_str(),
        way: request.way.as_str(),
        late: late(&request, web.flow.source().now()),
        asker: request.asker,
        contact: request.contact,
        text: request.text,
        received_at: request.received_at.0,
        due_at: request.due_at.0,
        holding_at: request.holding_at.map(|at| at.0),
        open: reviewed
            .things
            .iter()
            .filter(|t| t.item.verdict == RequestVerdict::Open)
            .count(),
        things: reviewed.things.into_iter().map(row).collect(),
        outcome: request.outcome.map(RequestOutcome::as_str),
        answer: request.answer,
        ready_by: name(&people, request.ready_by.as_ref()),
        confirmed_by: name(&people, request.confirmed_by.as_ref()),
        may_confirm: !touched,
        sent_at: request.sent_at.map(|at| at.0),
        appeal: request.appeal,
        appealed_at: request.appealed_at.map(|at| at.0),
        closed_at: request.closed_at.map(|at| at.0),
    })
}

fn name(people: &HashMap<String, String>, id: Option<&PersonId>) -> String {
    id.and_then(|id| people.get(&id.to_string()).cloned())
        .unwrap_or_default()
}

fn row(thing: Thing) -> ThingRow {
    let item = thing.item;
    let said = thing.content;
    let author = said.as_ref().map(|s| s.author.clone()).unwrap_or_default();
    ThingRow {
        id: item.id.to_string(),
        kind: item.kind.as_str(),
        at: item.at.0,
        text: said
            .as_ref()
            .map(|s| common::first_line(&s.text, 120))
            .unwrap_or_default(),
        channels: said.map(|s| s.channels).unwrap_or_default(),
        author,
        verdict: item.verdict.as_str(),
        withheld: item.marks.len() + item.boxes.len() + usize::from(!item.author_ground.is_empty()),
    }
}

impl View for RequestView {
    const TEMPLATE: &'static str = "requests/show.html";
    fn samples() -> Vec<Self> {
        let thing = |verdict: &'static str, kind: &'static str| ThingRow {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FT0".to_owned(),
            kind,
            text: "Når åpner svømmehallen?".to_owned(),
            at: 1_795_348_800_000,
            channels: vec!["Båtsfjord kommune".to_owned()],
            author: "Grete".to_owned(),
            verdict,
            withheld: 2,
        };
        let at = Some(1_795_348_800_000);
        let view = |state: &RequestState| {
            let answered = matches!(
                state,
                RequestState::Sent | RequestState::Appealed | RequestState::Closed
            );
            let begun = *state != RequestState::Received;
            Self {
                id: "01ARZ3NDEKTSV4RRFFQ69G5FR0".to_owned(),
                number: 7,
                state: state.as_str(),
                way: RequestWay::Page.as_str(),
                asker: if begun {
                    "Grete Hansen".to_owned()
                } else {
                    String::new()
                },
                contact: if begun {
                    "grete@example.no".to_owned()
                } else {
                    String::new()
                },
                text: "Alt om svømmehallen <b>i mai</b>".to_owned(),
                received_at: 1_795_348_800_000,
                due_at: 1_795_748_800_000,
                late: !begun,
                holding_at: if begun { at } else { None },
                things: if begun {
                    vec![
                        thing("open", "revision"),
                        thing("give", "version"),
                        thing("withhold", "answer"),
                        thing("give", "moderation"),
                        thing("give", "approval"),
                    ]
                } else {
                    Vec::new()
                },
                open: usize::from(begun),
                outcome: answered.then_some("partial"),
                answer: "Her er det du ba om.".to_owned(),
                ready_by: "Kari Nordmann".to_owned(),
                confirmed_by: if answered {
                    "Ola Nordmann".to_owned()
                } else {
                    String::new()
                },
                may_confirm: *state == RequestState::Ready,
                sent_at: if answered { at } else { None },
                appeal: if answered {
                    "Jeg vil ha alt.".to_owned()
                } else {
                    String::new()
                },
                appealed_at: if answered { at } else { None },
                closed_at: if *state == RequestState::Closed { at } else { None },
            }
        };
        let mut all: Vec<Self> = RequestState::ALL.iter().map(view).collect();
        let mut own = view(&RequestState::Ready);
        own.may_confirm = false;
        all.push(own);
        all
    }
}
