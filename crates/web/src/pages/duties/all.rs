//! `GET /duties/all`: everybody's duties.

use super::row::Row;
use crate::pages::common::{ClauseName, PAGE, clause};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use flow::duties::Which;
use serde::{Deserialize, Serialize};
use store::Cursor;

/// The choices above the list.
const TABS: [&str; 3] = ["open", "overdue", "past"];

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Filter {
    /// `open` (also when empty), `overdue` or `past`.
    #[serde(default)]
    pub show: String,
    /// Only those of this clause, in any state.
    #[serde(default)]
    pub clause: String,
    /// Cursor of the page before; empty on the first.
    #[serde(default)]
    pub after: String,
}

/// Everybody's duties.
#[derive(Debug, Serialize)]
pub struct AllDutiesView {
    /// Words of the tabs, and whether each is the current one.
    pub tabs: Vec<(&'static str, bool)>,
    /// The clause that the list is about.
    pub clause: Option<ClauseName>,
    /// Duties in order.
    pub duties: Vec<Row>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl View for AllDutiesView {
    const TEMPLATE: &'static str = "duties/all.html";
    fn samples() -> Vec<Self> {
        let view = |current: &str, duties, clause: bool| Self {
            tabs: TABS.iter().map(|t| (*t, *t == current && !clause)).collect(),
            clause: clause.then(|| ClauseName {
                section: "4.3".to_owned(),
                title: "Kanalene ses over".to_owned(),
            }),
            next: clause.then(|| "/duties/all?after=1_A".to_owned()),
            duties,
        };
        vec![
            view("open", Row::samples(), false),
            view("past", Row::samples(), true),
            view("overdue", Vec::new(), false),
        ]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(filter): Query<Filter>,
) -> Result<Response, WebError> {
    let by_clause = !filter.clause.is_empty();
    let current = TABS.into_iter().find(|t| *t == filter.show).unwrap_or("open");
    let which = match current {
        _ if by_clause => Which::Clause(filter.clause.clone()),
        "overdue" => Which::Overdue,
        "past" => Which::Past,
        _ => Which::All,
    };
    let cursor = Cursor::parse(&filter.after);
    let listed = flow::duties::list(&web.flow, &me, &which, cursor.as_ref(), PAGE).await?;
    let next = listed.next.map(|cursor| {
        let clause =
            percent_encoding::utf8_percent_encode(&filter.clause, percent_encoding::NON_ALPHANUMERIC);
        if by_clause {
            format!("/duties/all?clause={clause}&after={cursor}")
        } else {
            format!("/duties/all?show={current}&after={cursor}")
        }
    });
    let book = crate::pages::common::book(&web, &me).await;
    page.view(&AllDutiesView {
        tabs: TABS.map(|t| (t, t == current && !by_clause)).into(),
        clause: clause(book.as_deref(), &me, &filter.clause),
        duties: listed.duties.into_iter().map(|d| Row::of(&page, d)).collect(),
        next,
    })
}
