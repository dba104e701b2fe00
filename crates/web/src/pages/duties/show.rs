//! `/duties/{id}`: one duty, why it is asked for, and doing it.

use super::row::{Row, address};
use crate::pages::common::id;
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::duties::Completion;
use model::DutyId;
use model::person::Permission;
use serde::Serialize;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Typed {
    /// Numbers of the steps that are ticked.
    pub steps: Vec<usize>,
    /// Note.
    pub note: String,
    /// Address.
    pub link: String,
    /// Reason for leaving it undone.
    pub reason: String,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct DutyPage {
    /// The duty.
    pub row: Row,
    /// What was typed.
    pub typed: Typed,
    /// Whether the reader may leave it undone.
    pub may_skip: bool,
    /// Whether the reader sees everybody's.
    pub all: bool,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for DutyPage {
    const TEMPLATE: &'static str = "duties/show.html";
    fn samples() -> Vec<Self> {
        let view = |(n, row): (usize, Row)| Self {
            may_skip: row.duty.state == "open" && !row.duty.acknowledge,
            typed: Typed {
                steps: vec![0],
                ..Typed::default()
            },
            all: n % 2 == 0,
            errors: match n {
                0 => crate::samples::faults(&["note", "link", "reason"]),
                1 => crate::samples::faults(&["steps"]),
                _ => FieldErrors::default(),
            },
            row,
        };
        Row::samples().into_iter().enumerate().map(view).collect()
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(duty): Path<String>,
) -> Result<Response, WebError> {
    let view = view(
        &web,
        &page,
        &me,
        &id(&duty)?,
        Typed::default(),
        FieldErrors::default(),
    )
    .await?;
    page.view(&view)
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(duty): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let duty: DutyId = id(&duty)?;
    let typed = Typed {
        steps: fields
            .all("steps")
            .iter()
            .filter_map(|n| n.parse().ok())
            .collect(),
        note: fields.get("note").replace("\r\n", "\n"),
        link: fields.get("link").to_owned(),
        reason: fields.get("reason").replace("\r\n", "\n"),
    };
    let form = Completion {
        steps: typed.steps.clone(),
        note: typed.note.clone(),
        link: typed.link.clone(),
        version: fields.get("version").parse().unwrap_or_default(),
    };
    let flow = &web.flow;
    let (done, said, to) = match fields.get("do") {
        "complete" => (
            flow::duties::complete(flow, &me, &duty, form).await,
            "duty-done",
            "/duties".to_owned(),
        ),
        "mark" => (
            flow::duties::mark(flow, &me, &duty, &form).await,
            "duty-marked",
            address(&duty),
        ),
        "see" => (
            flow::duties::see(flow, &me, &duty).await,
            "duty-seen",
            "/duties".to_owned(),
        ),
        "skip" => (
            flow::duties::skip(flow, &me, &duty, &typed.reason).await,
            "duty-skipped",
            "/duties".to_owned(),
        ),
        // A duty that is not there is not there, whatever is to be done with it.
        _ => {
            flow::duties::show(flow, &me, &duty).await?;
            return Err(WebError::bad_request());
        }
    };
    match done {
        Ok(()) => Ok(page.redirect_with(&to, &Flash::success(said))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(
                &view(&web, &page, &me, &duty, typed, errors.clone()).await?,
                &errors,
            )
        }
    }
}

async fn view(
    web: &Web,
    page: &Page,
    me: &Signed,
    duty: &DutyId,
    typed: Typed,
    errors: FieldErrors,
) -> Result<DutyPage, WebError> {
    let duty = flow::duties::show(&web.flow, me, duty).await?;
    let may = duty.mine || me.person.may(Permission::ManagePeople);
    Ok(DutyPage {
        may_skip: duty.state == "open" && !duty.acknowledge && may,
        row: Row::of(page, duty),
        typed,
        all: me.person.may(Permission::SeeDuties),
        errors,
    })
}
