//! `/retention/holds/…`: holding records back, and releasing them.

use super::rule::channels;
use super::{Choice, none};
use crate::pages::common::{after, id, local_instant};
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use flow::retention::{NewHold, hold};
use model::{ChannelId, CrisisId, HoldId, Id as _, RecordId};
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct HoldView {
    /// Record; empty when it is for more than one.
    pub record: String,
    /// Channels to choose from.
    pub channels: Vec<Choice>,
    /// Chosen channel; empty for all.
    pub channel: String,
    /// Crises to choose from.
    pub crises: Vec<Choice>,
    /// Chosen crisis; empty for none.
    pub crisis: String,
    /// Reason, as typed.
    pub reason: String,
    /// Day of its end, as typed.
    pub until: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for HoldView {
    const TEMPLATE: &'static str = "retention/hold.html";
    fn samples() -> Vec<Self> {
        let choice = |label: &str| {
            vec![Choice {
                value: "c".to_owned(),
                label: label.to_owned(),
            }]
        };
        let view = |record: &str, errors| Self {
            record: record.to_owned(),
            channels: choice("Båtsfjord kommune"),
            channel: String::new(),
            crises: choice("Ras ved Hamnefjellet"),
            crisis: String::new(),
            reason: String::new(),
            until: String::new(),
            errors,
        };
        vec![
            view("", crate::samples::faults(&["reason", "until"])),
            view("01ARZ3NDEKTSV4RRFFQ69G5FAV", none()),
        ]
    }
}

pub(super) async fn new(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(fields): Query<Fields>,
) -> Result<Response, WebError> {
    page.view(&form(&web, &me, &fields, none()).await?)
}

pub(super) async fn place(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let record = fields.get("record").trim();
    let until = fields.get("until").trim();
    let mut errors = none();
    if !record.is_empty() && RecordId::parse(record).is_err() {
        errors.add("record", "error-record-unknown");
    }
    let end = local_instant(me.municipality.country, until, "23:59");
    if !until.is_empty() && end.is_none() {
        errors.add("until", "error-date-unreadable");
    }
    if !errors.is_empty() {
        return page.form(&form(&web, &me, &fields, errors.clone()).await?, &errors);
    }
    let new = NewHold {
        record: RecordId::parse(record).ok(),
        channel: ChannelId::parse(fields.get("channel")).ok(),
        crisis: CrisisId::parse(fields.get("crisis")).ok(),
        reason: fields.get("reason").replace("\r\n", "\n"),
        until: end,
    };
    match hold::hold(&web.flow, &me, new).await {
        Ok(_) => Ok(page.redirect_with("/retention", &Flash::success("retention-held"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(&form(&web, &me, &fields, errors.clone()).await?, &errors)
        }
    }
}

async fn form(web: &Web, me: &Signed, fields: &Fields, errors: FieldErrors) -> Result<HoldView, WebError> {
    let crises = web.flow.store().read().await?.crises(&me.municipality.id).await?;
    let text = |name: &str| fields.get(name).to_owned();
    Ok(HoldView {
        record: text("record"),
        channels: channels(web, me).await?,
        channel: text("channel"),
        crises: crises
            .into_iter()
            .map(|c| Choice {
                value: c.id.to_string(),
                label: c.title,
            })
            .collect(),
        crisis: text("crisis"),
        reason: text("reason"),
        until: text("until"),
        errors,
    })
}

/// Releasing a hold.
#[derive(Debug, Serialize)]
pub struct ReleaseView {
    /// Id.
    pub id: String,
    /// Word of the cause.
    pub cause: &'static str,
    /// Why it was placed.
    pub placed_for: String,
    /// When.
    pub at: i64,
    /// Reason for releasing it, as typed.
    pub reason: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for ReleaseView {
    const TEMPLATE: &'static str = "retention/release.html";
    fn samples() -> Vec<Self> {
        let view = |errors| Self {
            id: "h".to_owned(),
            cause: "by-hand",
            placed_for: "Tilsyn".to_owned(),
            at: 1_795_348_800_000,
            reason: String::new(),
            errors,
        };
        vec![view(none()), view(crate::samples::faults(&["reason"]))]
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(of): Path<String>,
) -> Result<Response, WebError> {
    page.view(&releasing(&web, &me, &id(&of)?, "", none()).await?)
}

pub(super) async fn release(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(of): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let of: HoldId = id(&of)?;
    let reason = fields.get("reason").replace("\r\n", "\n");
    match hold::unhold(&web.flow, &me, &of, &reason).await {
        Ok(()) => Ok(page.redirect_with("/retention", &Flash::success("retention-released"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(
                &releasing(&web, &me, &of, &reason, errors.clone()).await?,
                &errors,
            )
        }
    }
}

async fn releasing(
    web: &Web,
    me: &Signed,
    of: &HoldId,
    reason: &str,
    errors: FieldErrors,
) -> Result<ReleaseView, WebError> {
    let hold = web
        .flow
        .store()
        .read()
        .await?
        .hold(&me.municipality.id, of)
        .await?;
    Ok(ReleaseView {
        id: hold.id.to_string(),
        cause: hold.cause.word(),
        placed_for: hold.reason,
        at: hold.placed_at.0,
        reason: reason.to_owned(),
        errors,
    })
}

/// Gives a record a tag, or takes it away: by these rules choose.
pub(super) async fn tag(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(of): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let of: RecordId = id(&of)?;
    let (tag, on) = match fields.get("remove") {
        "" => (fields.get("tag"), true),
        tag => (tag, false),
    };
    let to = format!("/archive/records/{of}");
    match flow::retention::tag(&web.flow, &me, &of, tag, on).await {
        // An empty field is no error worth a page of its own.
        Err(flow::Error::Invalid(_)) => Ok(page.redirect(&to)),
        done => after(&page, done, &to, "retention-saved"),
    }
}
