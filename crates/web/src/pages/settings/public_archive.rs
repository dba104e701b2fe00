//! `/settings/public-archive`: what is shown to everybody of the archive.

use crate::pages::common::after;
use crate::{Fields, Input, Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use flow::archive::shown;
use model::public::PublicArchive;
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct PublicArchiveForm {
    /// Whether published posts are shown.
    pub on: bool,
    /// Whether those that are gone from the network are shown too.
    pub removed: bool,
    /// Short name in addresses.
    pub slug: String,
    /// Tag of records that are not shown.
    pub withheld: &'static str,
}

impl View for PublicArchiveForm {
    const TEMPLATE: &'static str = "settings/public-archive.html";
    fn samples() -> Vec<Self> {
        let form = |on, removed| Self {
            on,
            removed,
            slug: "batsfjord".to_owned(),
            withheld: shown::WITHHELD,
        };
        vec![form(false, false), form(true, true)]
    }
}

pub(super) async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let shows = shown::public_archive(&web.flow, &me).await?;
    page.view(&PublicArchiveForm {
        on: shows.on,
        removed: shows.removed,
        slug: me.municipality.slug.clone(),
        withheld: shown::WITHHELD,
    })
}

pub(super) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let wanted = PublicArchive {
        on: fields.get("on") == "yes",
        removed: fields.get("removed") == "yes",
    };
    let done = shown::set_public_archive(&web.flow, &me, wanted).await;
    after(&page, done, "/settings/public-archive", "public-archive-kept")
}
