//! `GET /guidelines/{pack}/clauses/{of}/{clause}`: everything about one clause of any guideline on the shelf.

use crate::pages::guideline::clause::view;
use crate::{Page, Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path((word, of, clause)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let (about, found) = flow::packs::card(&web.flow, &me, &word, &format!("{of}/{clause}")).await?;
    let mut shown = view(&page, &me, found);
    shown.shelf = Some(about);
    page.view(&shown)
}
