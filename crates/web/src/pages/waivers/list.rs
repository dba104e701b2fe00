//! `GET /waivers`: who is excused from what.

use super::WaiverFacts;
use crate::pages::common::PAGE;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use store::{Cursor, WaiverFilter};

/// The list.
#[derive(Debug, Serialize)]
pub struct WaiversView {
    /// Clause that they are from; empty for all.
    pub clause: String,
    /// Newest first.
    pub waivers: Vec<WaiverFacts>,
    /// Those of the last year that nothing ever needed.
    pub never_used: Vec<WaiverFacts>,
    /// Where the next page begins.
    pub next: Option<String>,
}

impl View for WaiversView {
    const TEMPLATE: &'static str = "waivers/list.html";
    fn samples() -> Vec<Self> {
        let every = ["asked", "granted", "refused", "withdrawn", "ended", "over"];
        let rows = every.map(|state| WaiverFacts::sample(state, "post"));
        vec![
            Self {
                clause: String::new(),
                waivers: rows.to_vec(),
                never_used: vec![WaiverFacts::sample("over", "municipality")],
                next: Some("1-w".to_owned()),
            },
            Self {
                clause: "batsfjord/4.3-11".to_owned(),
                waivers: Vec::new(),
                never_used: Vec::new(),
                next: None,
            },
        ]
    }
}

/// Which are shown.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    clause: String,
    #[serde(default)]
    after: String,
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let filter = WaiverFilter {
        clause: Some(wanted.clause.clone()).filter(|c| !c.is_empty()),
        subject: None,
    };
    let after = Cursor::parse(&wanted.after);
    let found = flow::waivers::list(&web.flow, &me, &filter, after.as_ref(), PAGE).await?;
    let mut never_used = Vec::new();
    if after.is_none() && wanted.clause.is_empty() {
        never_used = flow::waivers::never_used(&web.flow, &me).await?;
    }
    page.view(&WaiversView {
        clause: wanted.clause,
        waivers: found.items.into_iter().map(WaiverFacts::of).collect(),
        never_used: never_used.into_iter().map(WaiverFacts::of).collect(),
        next: found.next.map(|c| c.to_string()),
    })
}
