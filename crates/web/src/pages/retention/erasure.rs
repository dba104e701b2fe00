//! `/retention/erasures/…`: a request to have what a person wrote, or a snapshot that shows her, erased; its answer, and the
//! letter.

use super::{none, ruling};
use crate::pages::common::{after, first_line, id};
use crate::{FieldErrors, Fields, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use flow::retention::person::{self, Answer, Found, Thing};
use model::ErasureId;
use model::channel::Channel;
use model::person::Permission;
use model::retention::Ruling;
use model::snapshot::Snapshot;
use serde::Serialize;
use std::collections::HashMap;

/// The snapshot that a request is about.
#[derive(Debug, Serialize)]
pub struct Pictured {
    /// Id.
    pub id: String,
    /// Name of its channel.
    pub name: String,
    /// Address of its page.
    pub href: String,
    /// When it was taken.
    pub at: i64,
}

impl Pictured {
    fn of(channel: &Channel, snapshot: &Snapshot) -> Self {
        Self {
            id: snapshot.id.to_string(),
            name: channel.name.clone(),
            href: format!("/channels/{}/snapshots/{}", channel.id, snapshot.id),
            at: snapshot.asked_at.0,
        }
    }

    fn sample() -> Self {
        Self {
            id: "s".to_owned(),
            name: "Båtsfjord kommune".to_owned(),
            href: "/channels/c/snapshots/s".to_owned(),
            at: 1_765_348_800_000,
        }
    }
}

/// Entering a request.
#[derive(Debug, Serialize)]
pub struct EnterView {
    /// The snapshot that it is about; none when it is about what somebody wrote.
    pub pictured: Option<Pictured>,
    /// Handle or id, as typed.
    pub who: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for EnterView {
    const TEMPLATE: &'static str = "retention/ask.html";
    fn samples() -> Vec<Self> {
        let view = |pictured, errors| Self {
            pictured,
            who: String::new(),
            errors,
        };
        vec![
            view(None, none()),
            view(None, crate::samples::faults(&["who"])),
            view(Some(Pictured::sample()), none()),
            view(Some(Pictured::sample()), crate::samples::faults(&["who"])),
        ]
    }
}

pub(super) async fn new(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let of = query.get("snapshot").map_or("", String::as_str);
    page.view(&EnterView {
        pictured: pictured(&web, &me, of).await?,
        who: String::new(),
        errors: none(),
    })
}

async fn pictured(web: &Web, me: &Signed, of: &str) -> Result<Option<Pictured>, WebError> {
    if of.is_empty() {
        return Ok(None);
    }
    let (channel, snapshot) = person::snapshot(&web.flow, me, &id(of)?).await?;
    Ok(Some(Pictured::of(&channel, &snapshot)))
}

pub(super) async fn enter(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let (who, of) = (fields.get("who"), fields.get("snapshot"));
    let entered = if of.is_empty() {
        person::enter(&web.flow, &me, who).await
    } else {
        person::enter_snapshot(&web.flow, &me, &id(of)?, who).await
    };
    match entered {
        Ok(id) => Ok(page.redirect(&format!("/retention/erasures/{id}"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            let view = EnterView {
                pictured: pictured(&web, &me, of).await?,
                who: who.to_owned(),
                errors: errors.clone(),
            };
            page.form(&view, &errors)
        }
    }
}

/// Something the person wrote, or a snapshot that shows her.
#[derive(Debug, Serialize)]
pub struct FoundRow {
    /// Address of its page.
    pub href: String,
    /// Beginning of what was written, or name of the channel.
    pub text: String,
    /// When it was written or taken.
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
    /// Whether it is about a snapshot.
    pub of_snapshot: bool,
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
            of_snapshot: false,
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
                    href: "/inbox/i".to_owned(),
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
        let of_snapshot = |state| {
            let pictured = Pictured::sample();
            let row = FoundRow {
                href: pictured.href,
                text: pictured.name,
                at: pictured.at,
                kept: String::new(),
            };
            Self {
                of_snapshot: true,
                who: String::new(),
                found: Some(row).filter(|_| state == "open").into_iter().collect(),
                ..view(state, false, none())
            }
        };
        vec![
            view("open", true, crate::samples::faults(&["reason", "count"])),
            view("open", false, none()),
            view("granted", false, none()),
            view("refused", false, none()),
            of_snapshot("open"),
            of_snapshot("granted"),
            of_snapshot("refused"),
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

fn found(found: Found) -> FoundRow {
    let kept = found.kept.unwrap_or_default().to_owned();
    match found.thing {
        Thing::Item(item) => FoundRow {
            href: format!("/inbox/{}", item.id),
            text: first_line(&item.text, 120),
            at: item.written_at.0,
            kept,
        },
        Thing::Snapshot(channel, snapshot) => {
            let pictured = Pictured::of(&channel, &snapshot);
            FoundRow {
                href: pictured.href,
                text: pictured.name,
                at: pictured.at,
                kept,
            }
        }
    }
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
        of_snapshot: erasure.snapshot.is_some(),
        id: erasure.id.to_string(),
        state: erasure.state.as_str(),
        who: request.who,
        asked_at: erasure.asked_at.0,
        decided_at: erasure.decided_at.map(|at| at.0),
        disposal: erasure.disposal.map(|id| id.to_string()).unwrap_or_default(),
        going: request.found.iter().filter(|f| f.kept.is_none()).count(),
        found: request.found.into_iter().map(found).collect(),
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
