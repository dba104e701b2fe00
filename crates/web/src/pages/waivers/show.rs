//! `/waivers/{id}`: one waiver, and ending it.

use super::WaiverFacts;
use crate::pages::common::{after, id};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;

/// The page.
#[derive(Debug, Serialize)]
pub struct WaiverView {
    /// The waiver.
    pub waiver: WaiverFacts,
}

impl View for WaiverView {
    const TEMPLATE: &'static str = "waivers/show.html";
    fn samples() -> Vec<Self> {
        let of = |state, subject| Self {
            waiver: WaiverFacts::sample(state, subject),
        };
        vec![
            of("asked", "post"),
            of("granted", "item"),
            of("refused", "channel"),
            of("withdrawn", "municipality"),
            of("ended", "post"),
            of("over", "post"),
        ]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(waiver): Path<String>,
) -> Result<Response, WebError> {
    let shown = flow::waivers::show(&web.flow, &me, &id(&waiver)?).await?;
    page.view(&WaiverView {
        waiver: WaiverFacts::of(shown),
    })
}

pub(crate) async fn end(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(waiver): Path<String>,
) -> Result<Response, WebError> {
    let done = flow::waivers::end(&web.flow, &me, &id(&waiver)?).await;
    after(&page, done, &format!("/waivers/{waiver}"), "waiver-ended")
}
