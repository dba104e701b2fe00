//! `/retention/disposals/{id}`: a list that waits for its decision, and afterwards its protocol.

use super::none;
use crate::pages::common::{after, id};
use crate::{FieldErrors, Fields, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::retention::{self, Approval};
use model::person::Permission;
use model::retention::{DisposalItemState, Ruling};
use model::{DisposalId, Id as _, RecordId};
use serde::Serialize;

/// A line of the protocol.
#[derive(Debug, Serialize)]
pub struct CountRow {
    /// Word of the kind of record.
    pub kind: String,
    /// Rule or clause.
    pub rule: String,
    /// Legal reference.
    pub law: String,
    /// Decision.
    pub ruling: Ruling,
    /// Word of what became of them.
    pub state: &'static str,
    /// Key of why they were left out; empty otherwise.
    pub why: String,
    /// How many.
    pub n: i64,
    /// When the first was opened.
    pub first: i64,
    /// When the last was opened.
    pub last: i64,
}

/// A record that somebody is to look at.
#[derive(Debug, Serialize)]
pub struct ReviewRow {
    /// Record.
    pub record: String,
    /// Word of its kind.
    pub kind: String,
    /// When it was opened.
    pub opened_at: i64,
    /// Rule or clause.
    pub rule: String,
    /// Whether it was ticked.
    pub ticked: bool,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct DisposalView {
    /// Id.
    pub id: String,
    /// Word of the state.
    pub state: &'static str,
    /// Word of the cause.
    pub cause: &'static str,
    /// Name of the municipality, for the printed protocol.
    pub municipality: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: i64,
    /// Who decided; empty while nobody has.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<i64>,
    /// Remark, or why it was rejected.
    pub note: String,
    /// When nothing was left.
    pub done_at: Option<i64>,
    /// When the old key goes.
    pub key_goes_at: Option<i64>,
    /// Whether the server's write-ahead log is still to be overwritten.
    pub log_waits: bool,
    /// Lines.
    pub counts: Vec<CountRow>,
    /// How many go without a look at each.
    pub ready: i64,
    /// Those to be looked at one by one.
    pub review: Vec<ReviewRow>,
    /// Whether the reader may decide, and the list waits for it.
    pub decides: bool,
    /// Number, as typed.
    pub count: String,
    /// Version of the list.
    pub version: i64,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for DisposalView {
    const TEMPLATE: &'static str = "retention/disposal.html";
    fn samples() -> Vec<Self> {
        let row = |state, why: &str, n| CountRow {
            kind: "item".to_owned(),
            rule: "Kommentarer i kanalene".to_owned(),
            law: "arkivlova".to_owned(),
            ruling: super::sample_ruling(),
            state,
            why: why.to_owned(),
            n,
            first: 1_755_348_800_000,
            last: 1_765_348_800_000,
        };
        let kept = [
            "kept-held",
            "kept-crisis",
            "kept-complaint",
            "kept-requested",
            "kept-not-reviewed",
            "kept-not-over",
            "kept-open",
        ];
        let view = |state: &'static str, counts, errors| Self {
            id: "d".to_owned(),
            state,
            cause: "retention",
            municipality: "Båtsfjord kommune".to_owned(),
            proposed_by: "Kari Nordmann".to_owned(),
            proposed_at: 1_795_348_800_000,
            decided_by: if state == "proposed" {
                String::new()
            } else {
                "Ola Nordmann".to_owned()
            },
            decided_at: (state != "proposed").then_some(1_795_348_900_000),
            note: if state == "rejected" {
                "Feil liste".to_owned()
            } else {
                String::new()
            },
            done_at: (state == "done").then_some(1_796_348_900_000),
            key_goes_at: (state == "rotating").then_some(1_796_348_900_000),
            log_waits: state == "rotating",
            counts,
            ready: 12,
            review: if state == "proposed" {
                vec![ReviewRow {
                    record: "01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned(),
                    kind: "case".to_owned(),
                    opened_at: 1_765_348_800_000,
                    rule: "Meldinger".to_owned(),
                    ticked: true,
                }]
            } else {
                Vec::new()
            },
            decides: state == "proposed",
            count: String::new(),
            version: 1,
            errors,
        };
        let waiting = || vec![row("waiting", "", 12), row("review", "", 1)];
        let mut done = vec![row("erased", "", 12)];
        done.extend(kept.map(|why| row("left-out", why, 1)));
        let mut all = vec![
            view("proposed", waiting(), none()),
            view("proposed", waiting(), crate::samples::faults(&["count", "note"])),
            view("done", done, none()),
        ];
        all.extend(["approved", "erased", "rotating", "rejected"].map(|s| view(s, waiting(), none())));
        all
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(of): Path<String>,
) -> Result<Response, WebError> {
    page.view(&view(&web, &me, &id(&of)?, &Fields::default(), none()).await?)
}

pub(super) async fn approve(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(of): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let of: DisposalId = id(&of)?;
    let reviewed = fields
        .all("reviewed")
        .into_iter()
        .filter_map(|r| RecordId::parse(r).ok());
    let approval = Approval {
        version: fields.get("version").parse().unwrap_or(0),
        count: fields.get("count").trim().parse().unwrap_or(-1),
        reviewed: reviewed.collect(),
        note: fields.get("note").replace("\r\n", "\n"),
    };
    match retention::approve(&web.flow, &me, &of, approval).await {
        Ok(()) => after::<()>(
            &page,
            Ok(()),
            &format!("/retention/disposals/{of}"),
            "retention-approved",
        ),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(&view(&web, &me, &of, &fields, errors.clone()).await?, &errors)
        }
    }
}

pub(super) async fn reject(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(of): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let of: DisposalId = id(&of)?;
    let version = fields.get("version").parse().unwrap_or(0);
    let note = fields.get("note").replace("\r\n", "\n");
    match retention::reject(&web.flow, &me, &of, version, &note).await {
        Ok(()) => after::<()>(&page, Ok(()), "/retention", "retention-rejected"),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(&view(&web, &me, &of, &fields, errors.clone()).await?, &errors)
        }
    }
}

async fn view(
    web: &Web,
    me: &Signed,
    of: &DisposalId,
    fields: &Fields,
    errors: FieldErrors,
) -> Result<DisposalView, WebError> {
    let shown = retention::protocol(&web.flow, me, of).await?;
    let disposal = shown.disposal;
    let ticked = fields.all("reviewed");
    let ready = shown
        .counts
        .iter()
        .filter(|c| c.state == DisposalItemState::Waiting);
    Ok(DisposalView {
        id: disposal.id.to_string(),
        state: disposal.state.as_str(),
        cause: disposal.cause.as_str(),
        municipality: me.municipality.name.clone(),
        proposed_by: shown.proposed_by,
        proposed_at: disposal.proposed_at.0,
        decided_by: shown.decided_by,
        decided_at: disposal.decided_at.map(|at| at.0),
        note: disposal.note,
        done_at: disposal.done_at.map(|at| at.0),
        key_goes_at: disposal.key_goes_at.map(|at| at.0),
        log_waits: disposal.log_cleaned == "waiting",
        ready: ready.map(|c| c.n).sum(),
        counts: shown
            .counts
            .into_iter()
            .map(|c| CountRow {
                kind: c.kind.as_str().to_owned(),
                rule: c.rule,
                law: c.law,
                ruling: c.ruling,
                state: c.state.as_str(),
                why: c.why,
                n: c.n,
                first: c.first.0,
                last: c.last.0,
            })
            .collect(),
        review: shown
            .review
            .into_iter()
            .map(|item| ReviewRow {
                ticked: ticked.contains(&item.record.as_str()),
                record: item.record.to_string(),
                kind: item.kind.as_str().to_owned(),
                opened_at: item.opened_at.0,
                rule: item.rule,
            })
            .collect(),
        decides: disposal.state.as_str() == "proposed" && me.person.may(Permission::Dispose),
        count: fields.get("count").to_owned(),
        version: disposal.version,
        errors,
    })
}
