//! `GET /cases`: what one has reported, and what one handles.

use crate::pages::common::PAGE;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use flow::cases::Listed;
use model::Id as _;
use model::case::CaseState;
use serde::{Deserialize, Serialize};
use store::Cursor;

/// One case.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Id.
    pub id: String,
    /// Word of the kind.
    pub kind: &'static str,
    /// In a line.
    pub title: String,
    /// Who opened it.
    pub by: String,
    /// When, in milliseconds.
    pub at: i64,
    /// When it was closed, in milliseconds.
    pub closed_at: Option<i64>,
}

/// The list.
#[derive(Debug, Serialize)]
pub struct CasesView {
    /// Whether the closed ones are shown.
    pub closed: bool,
    /// Newest first.
    pub cases: Vec<Row>,
    /// Where the next page begins.
    pub next: Option<String>,
}

impl View for CasesView {
    const TEMPLATE: &'static str = "cases/list.html";
    fn samples() -> Vec<Self> {
        let row = |kind, closed_at| Row {
            id: "c".to_owned(),
            kind,
            title: "Kan jeg legge ut bildet fra skolegården?".to_owned(),
            by: "Kari Nordmann".to_owned(),
            at: 1_795_348_800_000,
            closed_at,
        };
        let all = model::case::CaseKind::ALL;
        vec![
            Self {
                closed: false,
                cases: all.iter().map(|kind| row(kind.as_str(), None)).collect(),
                next: Some("1-c".to_owned()),
            },
            Self {
                closed: true,
                cases: vec![row("advice", Some(1_795_348_900_000))],
                next: None,
            },
            Self {
                closed: false,
                cases: Vec::new(),
                next: None,
            },
        ]
    }
}

/// Which are shown.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let state = CaseState::parse(&wanted.state).unwrap_or(CaseState::Open);
    let after = Cursor::parse(&wanted.after);
    let found = flow::cases::list(&web.flow, &me, state, after.as_ref(), PAGE).await?;
    let row = |Listed { case, by }: Listed| Row {
        id: case.id.as_str().to_owned(),
        kind: case.kind.as_str(),
        title: case.title,
        by,
        at: case.opened_at.0,
        closed_at: case.closed_at.map(|at| at.0),
    };
    page.view(&CasesView {
        closed: state == CaseState::Closed,
        cases: found.items.into_iter().map(row).collect(),
        next: found.next.map(|c| c.to_string()),
    })
}
