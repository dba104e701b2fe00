//! `/retention/erasures/…`: a person's request to have what she wrote erased, its answer, and the letter.

use super::{none, ruling};
use crate::pages::common::{after, first_line, id};
use crate::{FieldErrors, Fields, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::retention::person::{self, Answer};
use model::ErasureId;
use model::person::Permission;
use model::retention::Ruling;
use serde::Serialize;

/// Entering a request.
#[derive(Debug, Serialize)]
pub struct EnterView {
    /// Handle or id, as typed.
    pub who: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for EnterView {
    const TEMPLATE: &'static str = "retention/ask.html";
    fn samples() -> Vec<Self> {
        let view = |errors| Self {
            who: String::new(),
            errors,
        };
        vec![view(none()), view(crate::samples::faults(&["who"]))]
    }
}

pub(super) async fn new(page: Page) -> Result<Response, WebError> {
    page.view(&EnterView {
        who: String::new(),
        errors: none(),
    })
}

pub(super) async fn enter(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let who = fields.get("who");
    match person::enter(&web.flow, &me, who).await {
        Ok(id) => Ok(page.redirect(&format!("/retention/erasures/{id}"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            let view = EnterView {
                who: who.to_owned(),
                errors: errors.clone(),
            };
            page.form(&view, &errors)
        }
    }
}

/// Something the person wrote.
#[derive(Debug, Serialize)]
pub struct FoundRow {
    /// Item.
    pub item: String,
    /// Its beginning.
    pub text: String,
    /// When it was written.
    pub at: i64,
    /// Key of why it stays; empty when it may go.
    pub kept: String,
}

/// A request.
#[derive(Debug, Serialize)]
pub struct ErasureView {
    /// Id.
    pub id: String,
    /// Word of the state.
    pub state: &'static str,
    /// Handle or id; empty once carried out.
    pub who: String,
    /// When it came.
    pub asked_at: i64,
    /// When it was decided.
    pub decided_at: Option<i64>,
    /// Disposal by which it is carried out; empty for none.
    pub disposal: String,
    /// What was found.
    pub found: Vec<FoundRow>,
    /// How many of it may go.
    pub going: usize,
    /// How many stay, by key of the reason; after the decision.
    pub kept: Vec<(String, i64)>,
    /// Reason of the decision, for the letter.
    pub reason: String,
    /// Decision, as typed.
    pub ruling: Ruling,
    /// Number, as typed.
    pub count: String,
    /// Name of the municipality, for the letter.
    pub municipality: String,
    /// Whether the reader may decide, and it waits for that.
    pub decides: bool,
    /// Version that was read.
    pub version: i64,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for ErasureView {
    const TEMPLATE: &'static str = "retention/erasure.html";
    fn samples() -> Vec<Self> {
        let kept = [
            "",
            "kept-held",
            "kept-not-over",
            "kept-always",
            "kept-open",
            "kept-crisis",
            "kept-complaint",
            "kept-requested",
            "kept-erased",
        ];
        let view = |state: &'static str, found: bool, errors| Self {
            id: "e".to_owned(),
            state,
            who: "@nils@mastodon.example".to_owned(),
            asked_at: 1_795_348_800_000,
            decided_at: (state != "open").then_some(1_795_348_900_000),
            disposal: if state == "granted" {
                "d".to_owned()
            } else {
                String::new()
            },
            found: kept
                .iter()
                .filter(|_| found)
                .map(|why| FoundRow {
                    item: "i".to_owned(),
                    text: "Når åpner hallen?".to_owned(),
                    at: 1_765_348_800_000,
                    kept: (*why).to_owned(),
                })
                .collect(),
            going: 1,
            kept: if state == "open" {
                Vec::new()
            } else {
                vec![("kept-not-over".to_owned(), 2)]
            },
            reason: if state == "open" {
                String::new()
            } else {
                "Kommentarene er ikke lenger nødvendige.".to_owned()
            },
            ruling: Ruling::default(),
            count: String::new(),
            municipality: "Båtsfjord kommune".to_owned(),
            decides: state == "open",
            version: 1,
            errors,
        };
        vec![
            view("open", true, crate::samples::faults(&["reason", "count"])),
            view("open", false, none()),
            view("granted", false, none()),
            view("refused", false, none()),
        ]
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

pub(super) async fn grant(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(of): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let of: ErasureId = id(&of)?;
    let answer = Answer {
        version: fields.get("version").parse().unwrap_or(0),
        count: fields.get("count").trim().parse().unwrap_or(-1),
        ruling: ruling(&fields),
        reason: fields.get("reason").replace("\r\n", "\n"),
    };
    let done = person::grant(&web.flow, &me, &of, answer).await;
    answered(&web, &page, &me, &of, &fields, done).await
}

pub(super) async fn refuse(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(of): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let of: ErasureId = id(&of)?;
    let version = fields.get("version").parse().unwrap_or(0);
    let reason = fields.get("reason").replace("\r\n", "\n");
    let done = person::refuse(&web.flow, &me, &of, version, &reason).await;
    answered(&web, &page, &me, &of, &fields, done).await
}

async fn answered(
    web: &Web,
    page: &Page,
    me: &Signed,
    of: &ErasureId,
    fields: &Fields,
    done: flow::Result<()>,
) -> Result<Response, WebError> {
    let error = match done {
        Ok(()) => {
            return after::<()>(
                page,
                Ok(()),
                &format!("/retention/erasures/{of}"),
                "retention-answered",
            );
        }
        Err(error) => error,
    };
    let errors = FieldErrors::of(page, error)?;
    page.form(&view(web, me, of, fields, errors.clone()).await?, &errors)
}

async fn view(
    web: &Web,
    me: &Signed,
    of: &ErasureId,
    fields: &Fields,
    errors: FieldErrors,
) -> Result<ErasureView, WebError> {
    let request = person::request(&web.flow, me, of).await?;
    let erasure = request.erasure;
    let open = erasure.state.as_str() == "open";
    Ok(ErasureView {
        id: erasure.id.to_string(),
        state: erasure.state.as_str(),
        who: request.who,
        asked_at: erasure.asked_at.0,
        decided_at: erasure.decided_at.map(|at| at.0),
        disposal: erasure.disposal.map(|id| id.to_string()).unwrap_or_default(),
        going: request.found.iter().filter(|f| f.kept.is_none()).count(),
        found: request
            .found
            .into_iter()
            .map(|f| FoundRow {
                item: f.item.id.to_string(),
                text: first_line(&f.item.text, 120),
                at: f.item.written_at.0,
                kept: f.kept.unwrap_or_default().to_owned(),
            })
            .collect(),
        kept: erasure.kept,
        reason: if open {
            fields.get("reason").to_owned()
        } else {
            erasure.reason
        },
        ruling: ruling(fields),
        count: fields.get("count").to_owned(),
        municipality: me.municipality.name.clone(),
        decides: open && me.person.may(Permission::Dispose),
        version: erasure.version,
        errors,
    })
}
