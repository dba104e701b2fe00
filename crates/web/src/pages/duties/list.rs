//! `GET /duties`: what falls to the reader.

use super::row::Row;
use crate::pages::common::PAGE;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use flow::duties::Which;
use model::Millis;
use model::person::Permission;
use serde::{Deserialize, Serialize};
use store::Cursor;

/// What is due within this time is shown first; the rest may wait and is shown apart.
const SOON_MS: i64 = 30 * Millis::DAY;

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
pub struct After {
    /// Cursor of the page before; empty on the first.
    #[serde(default)]
    pub after: String,
}

/// The reader's open duties.
#[derive(Debug, Serialize)]
pub struct DutiesView {
    /// Past their time.
    pub overdue: Vec<Row>,
    /// Due within thirty days.
    pub soon: Vec<Row>,
    /// Due later.
    pub later: Vec<Row>,
    /// Address of the next page.
    pub next: Option<String>,
    /// Whether the reader sees everybody's.
    pub all: bool,
}

impl View for DutiesView {
    const TEMPLATE: &'static str = "duties/list.html";
    fn samples() -> Vec<Self> {
        let mut open = Row::samples();
        open.retain(|r| r.duty.state == "open" && r.duty.mine);
        let (overdue, mut soon): (Vec<_>, Vec<_>) = open.into_iter().partition(|r| r.duty.overdue);
        let later = soon.split_off(2);
        let full = Self {
            overdue,
            soon,
            later,
            next: Some("/duties?after=1_A".to_owned()),
            all: true,
        };
        let empty = Self {
            overdue: Vec::new(),
            soon: Vec::new(),
            later: Vec::new(),
            next: None,
            all: false,
        };
        vec![full, empty]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(after): Query<After>,
) -> Result<Response, WebError> {
    let cursor = Cursor::parse(&after.after);
    let listed = flow::duties::list(&web.flow, &me, &Which::Mine, cursor.as_ref(), PAGE).await?;
    let soon_until = web.flow.source().now().plus(SOON_MS).0;
    let rows = listed.duties.into_iter().map(|d| Row::of(&page, d));
    let (overdue, rest): (Vec<_>, Vec<_>) = rows.partition(|r| r.duty.overdue);
    let (soon, later) = rest.into_iter().partition(|r| r.duty.due_at <= soon_until);
    page.view(&DutiesView {
        overdue,
        soon,
        later,
        next: listed.next.map(|cursor| format!("/duties?after={cursor}")),
        all: me.person.may(Permission::SeeDuties),
    })
}
