//! `GET /channels/{id}`: what is known of a channel, how it was approved, what happened to it.

use crate::pages::common::{self, ClauseName, Problem, clause, id, people, problem};
use crate::{Page, Signed, View, Web, WebError, names};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::rules::Book;
use model::approval::{Approval, ApprovalState, ApprovalSubject};
use model::channel::ChannelState;
use model::person::Permission;
use model::{ChannelId, Id as _};
use serde::Serialize;
use std::collections::HashMap;

/// One step of approval.
#[derive(Debug, Serialize)]
pub struct Step {
    /// Id.
    pub id: String,
    /// Word of the role that decides.
    pub role: &'static str,
    /// Clause that asks for it.
    pub clause: Option<ClauseName>,
    /// Word of the state.
    pub state: &'static str,
    /// Who decided; empty before.
    pub by: String,
    /// When, in milliseconds.
    pub at: Option<i64>,
    /// Note.
    pub note: String,
}

impl Step {
    /// The step in the reader's words.
    pub(crate) fn of(book: Option<&Book>, me: &Signed, names: &HashMap<String, String>, a: Approval) -> Self {
        Self {
            id: a.id.as_str().to_owned(),
            role: a.role.as_str(),
            clause: clause(book, me, &a.clause),
            state: a.state.as_str(),
            by: a
                .decided_by
                .and_then(|p| names.get(p.as_str()).cloned())
                .unwrap_or_default(),
            at: a.decided_at.map(|at| at.0),
            note: a.note,
        }
    }

    pub(crate) fn samples() -> Vec<Self> {
        let step = |state: ApprovalState, decided: bool| Self {
            id: "a".to_owned(),
            role: "director",
            clause: decided.then(|| ClauseName {
                section: "3.1".to_owned(),
                title: "Godkjenning".to_owned(),
            }),
            state: state.as_str(),
            by: if decided {
                "Kari Nordmann".to_owned()
            } else {
                String::new()
            },
            at: decided.then_some(1_795_348_800_000),
            note: if decided {
                "Fint.".to_owned()
            } else {
                String::new()
            },
        };
        let decided = |s: ApprovalState| matches!(s, ApprovalState::Approved | ApprovalState::Returned);
        ApprovalState::ALL.iter().map(|s| step(*s, decided(*s))).collect()
    }
}

/// What the register says of a channel.
#[derive(Debug, Serialize)]
pub struct Facts {
    /// Name.
    pub name: String,
    /// Word of the network.
    pub network: &'static str,
    /// Handle; may be empty.
    pub handle: String,
    /// Public address; may be empty.
    pub url: String,
    /// What it is for.
    pub purpose: String,
    /// Whom it is for.
    pub audience: String,
    /// Unit; may be empty.
    pub unit: String,
    /// Name of the responsible person.
    pub responsible: String,
    /// Names of the administrators.
    pub administrators: Vec<String>,
    /// Questions of the guideline and what was answered.
    pub answers: Vec<(String, String)>,
}

impl Facts {
    /// The facts of a channel in the reader's words.
    pub(crate) async fn of(
        web: &Web,
        page: &Page,
        me: &Signed,
        names: &HashMap<String, String>,
        c: model::channel::Channel,
    ) -> Result<Self, WebError> {
        let name = |p: &model::PersonId| names.get(p.as_str()).cloned().unwrap_or_default();
        Ok(Self {
            answers: names::answers(web, page, me, &c.answers, &[]).await?,
            responsible: name(&c.responsible),
            administrators: c.administrators.iter().map(name).collect(),
            name: c.name,
            network: c.network.as_str(),
            handle: c.handle,
            url: c.url,
            purpose: c.purpose,
            audience: c.audience,
            unit: c.unit,
        })
    }

    pub(crate) fn sample(connected: bool) -> Self {
        let when = |text: &str| if connected { text.to_owned() } else { String::new() };
        Self {
            name: "Båtsfjord kommune".to_owned(),
            network: "bluesky",
            handle: when("batsfjord.example.no"),
            url: when("https://bsky.app/profile/batsfjord.example.no"),
            purpose: "Nyheter".to_owned(),
            audience: "Innbyggere".to_owned(),
            unit: when("Servicetorget"),
            responsible: "Kari Nordmann".to_owned(),
            administrators: vec!["Ola Nordmann".to_owned()],
            answers: if connected {
                vec![("Hvorfor her?".to_owned(), "Ja".to_owned())]
            } else {
                Vec::new()
            },
        }
    }
}

/// The page.
#[derive(Debug, Serialize)]
pub struct ChannelView {
    /// Id.
    pub id: String,
    /// What the register says.
    pub channel: Facts,
    /// Word of the state.
    pub state: &'static str,
    /// Who applied.
    pub applied_by: String,
    /// When, in milliseconds.
    pub applied_at: i64,
    /// When replies were last read.
    pub polled_at: Option<i64>,
    /// What is wrong with the connection.
    pub problem: Option<Problem>,
    /// Steps of approval in order.
    pub steps: Vec<Step>,
    /// Whether the reader may connect and the state allows it.
    pub may_connect: bool,
    /// Whether the reader may close and the state allows it.
    pub may_close: bool,
    /// Whether it is, or was, compared with its network.
    pub may_compare: bool,
    /// Whether the reader may look after it now and the state allows it.
    pub may_review: bool,
}

impl View for ChannelView {
    const TEMPLATE: &'static str = "channels/show.html";
    fn samples() -> Vec<Self> {
        let view = |state: ChannelState, connected: bool| Self {
            id: "c".to_owned(),
            channel: Facts::sample(connected),
            state: state.as_str(),
            applied_by: "Kari Nordmann".to_owned(),
            applied_at: 1_795_348_800_000,
            polled_at: connected.then_some(1_795_348_800_000),
            problem: connected.then(|| Problem {
                what: "error-internal".to_owned(),
                todo: Some("error-internal-todo".to_owned()),
                params: std::collections::BTreeMap::new(),
            }),
            steps: Step::samples(),
            may_connect: connected,
            may_close: connected,
            may_compare: connected,
            may_review: connected,
        };
        ChannelState::ALL
            .iter()
            .flat_map(|s| [view(*s, false), view(*s, true)])
            .collect()
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
) -> Result<Response, WebError> {
    let channel: ChannelId = id(&channel)?;
    let read = web.flow.store().read().await?;
    let whose = &me.municipality.id;
    let channel = read.channel(whose, &channel).await?;
    let steps = read
        .approvals_of(whose, ApprovalSubject::Channel, channel.id.as_str())
        .await?;
    let names = people(&*read, whose).await?;
    drop(read);
    let book = common::book(&web, &me).await;
    let may = me.person.may(Permission::ConnectChannel);
    let state = channel.state;
    let network = page.t(
        &format!("network-{}", channel.network.as_str()),
        &std::collections::BTreeMap::new(),
    );
    page.view(&ChannelView {
        id: channel.id.as_str().to_owned(),
        state: state.as_str(),
        applied_by: names
            .get(channel.applied_by.as_str())
            .cloned()
            .unwrap_or_default(),
        applied_at: channel.created_at.0,
        polled_at: channel.polled_at.map(|at| at.0),
        problem: problem(&page, &channel.health, &channel.name, &network),
        steps: steps
            .into_iter()
            .map(|a| Step::of(book.as_deref(), &me, &names, a))
            .collect(),
        may_connect: may && matches!(state, ChannelState::Approved | ChannelState::Active),
        may_close: may
            && matches!(
                state,
                ChannelState::Approved | ChannelState::Active | ChannelState::Closing
            ),
        may_compare: matches!(
            state,
            ChannelState::Active | ChannelState::Closing | ChannelState::Closed
        ),
        may_review: state == ChannelState::Active && me.person.may(Permission::SeeDuties),
        channel: Facts::of(&web, &page, &me, &names, channel).await?,
    })
}
