//! `GET /approvals`: the steps that the reader may decide now.

use crate::pages::common::people;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use model::Id as _;
use serde::Serialize;

/// One step.
#[derive(Debug, Serialize)]
pub struct Waiting {
    /// Id.
    pub id: String,
    /// `channel`, `post` or `waiver`.
    pub subject: &'static str,
    /// What it is, in a line.
    pub title: String,
    /// Word of the role that decides.
    pub role: &'static str,
    /// Who asks.
    pub asked_by: String,
    /// When, in milliseconds.
    pub asked_at: i64,
}

/// The list.
#[derive(Debug, Serialize)]
pub struct ApprovalsView {
    /// Steps, the oldest first.
    pub waiting: Vec<Waiting>,
}

impl View for ApprovalsView {
    const TEMPLATE: &'static str = "approvals/list.html";
    fn samples() -> Vec<Self> {
        let step = |subject, title: &str| Waiting {
            id: "a".to_owned(),
            subject,
            title: title.to_owned(),
            role: "director",
            asked_by: "Kari Nordmann".to_owned(),
            asked_at: 1_795_348_800_000,
        };
        let waiting = vec![
            step("channel", "Båtsfjord kommune"),
            step("post", ""),
            step("waiver", "Nettstedet først – Hallen er stengt."),
        ];
        vec![Self { waiting }, Self { waiting: Vec::new() }]
    }
}

pub(crate) async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let read = web.flow.store().read().await?;
    let whose = &me.municipality.id;
    let names = people(&*read, whose).await?;
    let mut open = read
        .open_approvals(whose, &me.person.roles, &me.person.id)
        .await?;
    drop(read);
    open.sort_by_key(|a| a.asked_at);
    let row = |a: model::approval::Approval| Waiting {
        id: a.id.as_str().to_owned(),
        subject: a.subject.as_str(),
        title: a.title,
        role: a.role.as_str(),
        asked_by: names.get(a.asked_by.as_str()).cloned().unwrap_or_default(),
        asked_at: a.asked_at.0,
    };
    page.view(&ApprovalsView {
        waiting: open.into_iter().map(row).collect(),
    })
}
