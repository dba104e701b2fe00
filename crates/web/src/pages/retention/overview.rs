//! `GET /retention`: what waits, what was disposed of, what is held, which rules there are.

use crate::pages::common::after;
use crate::{Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use flow::retention::{self, Example};
use model::Id as _;
use model::person::Permission;
use model::retention::{Hold, RetentionRule, Ruling, Term};
use serde::Serialize;

/// Released holds shown.
const RELEASED: usize = 10;

/// A rule in the list.
#[derive(Debug, Serialize)]
pub struct RuleRow {
    /// Id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Word of the kind of record.
    pub kind: String,
    /// Name of the channel; empty for all.
    pub channel: String,
    /// Tag; empty for any.
    pub tag: String,
    /// Word of the unit of the term.
    pub unit: &'static str,
    /// Number of units; 0 where there is none.
    pub amount: u32,
    /// Word of what comes then.
    pub then: &'static str,
    /// The decision; empty when there is none.
    pub ruling: Option<Ruling>,
    /// Whether it is in force.
    pub active: bool,
}

/// An example of a rule.
#[derive(Debug, Serialize)]
pub struct ExampleRow {
    /// Word of its title.
    pub word: &'static str,
    /// Word of the unit of the term.
    pub unit: &'static str,
    /// Number of units.
    pub amount: u32,
    /// Law that such a rule is usually founded on.
    pub law: &'static str,
}

/// A hold in the list.
#[derive(Debug, Serialize)]
pub struct HoldRow {
    /// Id.
    pub id: String,
    /// Word of the cause.
    pub cause: &'static str,
    /// Reason.
    pub reason: String,
    /// Record; empty when it covers more.
    pub record: String,
    /// Name of the channel; empty when it is not for one.
    pub channel: String,
    /// When it was placed.
    pub at: i64,
    /// Its own end.
    pub until: Option<i64>,
    /// When it was released.
    pub released_at: Option<i64>,
    /// Whether the reader can release it.
    pub by_hand: bool,
}

/// A disposal in the list.
#[derive(Debug, Serialize)]
pub struct DisposalRow {
    /// Id.
    pub id: String,
    /// Word of the cause.
    pub cause: &'static str,
    /// Word of the state.
    pub state: &'static str,
    /// When it was proposed.
    pub at: i64,
    /// When nothing was left.
    pub done_at: Option<i64>,
}

/// A request to erase in the list.
#[derive(Debug, Serialize)]
pub struct ErasureRow {
    /// Id.
    pub id: String,
    /// Word of the state.
    pub state: &'static str,
    /// When it came.
    pub at: i64,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct RetentionView {
    /// Whether the reader may write rules, hold, propose.
    pub manages: bool,
    /// Whether the reader may approve.
    pub decides: bool,
    /// Whether two persons are wanted.
    pub two_persons: bool,
    /// Id of the list that waits for its decision.
    pub waiting: Option<String>,
    /// Rules.
    pub rules: Vec<RuleRow>,
    /// Examples, shown while there is no rule.
    pub examples: Vec<ExampleRow>,
    /// Standing holds, newest first.
    pub holds: Vec<HoldRow>,
    /// Released holds, newest first.
    pub released: Vec<HoldRow>,
    /// Disposals, newest first.
    pub disposals: Vec<DisposalRow>,
    /// Requests to erase, newest first.
    pub erasures: Vec<ErasureRow>,
}

impl View for RetentionView {
    const TEMPLATE: &'static str = "retention/overview.html";
    fn samples() -> Vec<Self> {
        let rule = |unit, amount, ruling: Option<Ruling>, active| RuleRow {
            id: "r".to_owned(),
            title: "Kommentarer i kanalene".to_owned(),
            kind: "item".to_owned(),
            channel: if active {
                String::new()
            } else {
                "Båtsfjord kommune".to_owned()
            },
            tag: if active {
                String::new()
            } else {
                "arrangement".to_owned()
            },
            unit,
            amount,
            then: "dispose",
            ruling,
            active,
        };
        let hold = |cause, record: &str, released_at: Option<i64>| HoldRow {
            id: "h".to_owned(),
            cause,
            reason: "Tilsyn fra Nasjonalarkivet".to_owned(),
            record: record.to_owned(),
            channel: if record.is_empty() {
                "Båtsfjord kommune".to_owned()
            } else {
                String::new()
            },
            at: 1_795_348_800_000,
            until: released_at.map(|at| at + 1),
            released_at,
            by_hand: cause != "access-request",
        };
        let disposal = |state, cause, done_at| DisposalRow {
            id: "d".to_owned(),
            cause,
            state,
            at: 1_795_348_800_000,
            done_at,
        };
        let full = Self {
            manages: true,
            decides: true,
            two_persons: false,
            waiting: Some("d".to_owned()),
            rules: vec![
                rule("weeding", 0, Some(super::sample_ruling()), true),
                rule("years", 2, None, false),
                rule("days", 30, Some(super::sample_ruling()), true),
                rule("months", 6, Some(super::sample_ruling()), true),
                rule("always", 0, None, true),
            ],
            examples: Vec::new(),
            holds: ["by-hand", "access-request", "complaint", "crisis"]
                .into_iter()
                .map(|cause| {
                    hold(
                        cause,
                        if cause == "crisis" {
                            ""
                        } else {
                            "01ARZ3NDEKTSV4RRFFQ69G5FAV"
                        },
                        None,
                    )
                })
                .collect(),
            released: vec![hold("by-hand", "", Some(1_795_348_900_000))],
            disposals: vec![
                disposal("proposed", "retention", None),
                disposal("approved", "erasure", None),
                disposal("erased", "retention", None),
                disposal("rotating", "retention", None),
                disposal("rejected", "retention", None),
                disposal("done", "retention", Some(1_795_348_900_000)),
            ],
            erasures: ["open", "granted", "refused"]
                .map(|state| ErasureRow {
                    id: "e".to_owned(),
                    state,
                    at: 1_795_348_800_000,
                })
                .into(),
        };
        let examples = [
            model::municipality::Country::Norway,
            model::municipality::Country::Sweden,
        ];
        let empty = |country| Self {
            manages: true,
            decides: false,
            two_persons: true,
            waiting: None,
            rules: Vec::new(),
            examples: retention::defaults(country).iter().map(example).collect(),
            holds: Vec::new(),
            released: Vec::new(),
            disposals: Vec::new(),
            erasures: Vec::new(),
        };
        let mut all = vec![full];
        all.extend(examples.map(empty));
        all
    }
}

/// Unit and number of a term, as forms have it.
pub(super) fn term(term: Term) -> (&'static str, u32) {
    match term {
        Term::Weeding => ("weeding", 0),
        Term::Days(n) => ("days", n),
        Term::Months(n) => ("months", n),
        Term::Years(n) => ("years", n),
        Term::Always => ("always", 0),
    }
}

fn example(of: &Example) -> ExampleRow {
    let (unit, amount) = term(of.term);
    ExampleRow {
        word: of.word,
        unit,
        amount,
        law: of.law,
    }
}

pub(super) async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let whose = &me.municipality.id;
    let read = web.flow.store().read().await?;
    let channels = read.channels(whose).await?;
    let name = |id: &Option<model::ChannelId>| {
        let channel = id.as_ref().and_then(|id| channels.iter().find(|c| c.id == *id));
        channel.map(|c| c.name.clone()).unwrap_or_default()
    };
    let rule = |rule: RetentionRule| {
        let (unit, amount) = term(rule.term);
        RuleRow {
            id: rule.id.to_string(),
            title: rule.title,
            kind: rule.kind.as_str().to_owned(),
            channel: name(&rule.channel),
            tag: rule.tag,
            unit,
            amount,
            then: rule.then.as_str(),
            ruling: Some(rule.ruling).filter(Ruling::is_whole),
            active: rule.active,
        }
    };
    let hold = |hold: Hold| HoldRow {
        id: hold.id.to_string(),
        cause: hold.cause.word(),
        by_hand: hold.cause.word() != "access-request",
        record: hold
            .scope
            .record
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        channel: name(&hold.scope.channel),
        reason: hold.reason,
        at: hold.placed_at.0,
        until: hold.until.map(|at| at.0),
        released_at: hold.released_at.map(|at| at.0),
    };
    let rules: Vec<_> = read.retention_rules(whose).await?.into_iter().map(rule).collect();
    let disposals = read.disposals(whose).await?;
    let waits = |d: &&model::retention::Disposal| d.state.as_str() == "proposed";
    let examples = if rules.is_empty() {
        retention::defaults(me.municipality.country)
    } else {
        &[]
    };
    let view = RetentionView {
        manages: me.person.may(Permission::ManageRetention),
        decides: me.person.may(Permission::Dispose),
        two_persons: retention::second::is_wanted(&*read, whose).await?,
        waiting: disposals.iter().find(waits).map(|d| d.id.to_string()),
        examples: examples.iter().map(example).collect(),
        rules,
        holds: read.holds(whose).await?.into_iter().map(hold).collect(),
        released: read
            .released_holds(whose, RELEASED)
            .await?
            .into_iter()
            .map(hold)
            .collect(),
        disposals: disposals
            .into_iter()
            .map(|d| DisposalRow {
                id: d.id.as_str().to_owned(),
                cause: d.cause.as_str(),
                state: d.state.as_str(),
                at: d.proposed_at.0,
                done_at: d.done_at.map(|at| at.0),
            })
            .collect(),
        erasures: read
            .erasures(whose)
            .await?
            .into_iter()
            .map(|e| ErasureRow {
                id: e.id.to_string(),
                state: e.state.as_str(),
                at: e.asked_at.0,
            })
            .collect(),
    };
    page.view(&view)
}

pub(super) async fn propose(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    match retention::propose(&web.flow, &me).await {
        Ok(id) => Ok(page.redirect_with(
            &format!("/retention/disposals/{id}"),
            &Flash::success("retention-proposed"),
        )),
        Err(error) => after::<()>(&page, Err(error), "/retention", "retention-proposed"),
    }
}

pub(super) async fn two_persons(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let done = retention::second::want(&web.flow, &me, fields.get("two") == "yes").await;
    after(&page, done, "/retention", "retention-saved")
}
