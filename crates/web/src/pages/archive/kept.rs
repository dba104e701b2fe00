//! `POST /archive/searches`: keeping a search under a name, and dropping it.

use super::search::address;
use crate::forms::Input;
use crate::pages::common;
use crate::{Flash, Page, Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::archive::{self, Wanted};
use model::SavedSearchId;
use serde::Deserialize;

/// The form.
#[derive(Deserialize)]
pub(super) struct Name {
    #[serde(default)]
    name: String,
    #[serde(default)]
    query: String,
}

/// Keeps a search under a name.
pub(super) async fn keep(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(name): Input<Name>,
) -> Result<Response, WebError> {
    let wanted: Wanted = serde_html_form::from_str(&name.query).map_err(|_| WebError::bad_request())?;
    let query = address(&wanted);
    let to = format!("/archive?{query}");
    let done = archive::keep_search(&web.flow, &me, &name.name, &query).await;
    if matches!(done, Err(flow::Error::Invalid(_))) {
        let flash = Flash::new(crate::flash::Tone::Warning, "error-search-name-missing");
        return Ok(page.redirect_with(&to, &flash));
    }
    common::after(&page, done, &to, "search-kept")
}

/// Drops a kept search.
pub(super) async fn drop_one(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: SavedSearchId = common::id(&id)?;
    let done = archive::drop_search(&web.flow, &me, &id).await;
    common::after(&page, done, "/archive", "search-dropped")
}
