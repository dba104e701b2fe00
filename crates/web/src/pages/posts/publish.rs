//! What is done with a post after it was submitted: take back, publish, decide on what did not go out.

use super::show;
use crate::pages::common;
use crate::{FieldErrors, Flash, Input, Page, Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::{posts, publishing};
use model::{PostId, PublicationId};
use serde::Deserialize;

pub(super) async fn reopen(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: PostId = common::id(&id)?;
    let done = posts::reopen(&web.flow, &me, &id).await;
    common::after(&page, done, &format!("/posts/{id}"), "post-reopened")
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: PostId = common::id(&id)?;
    let done = posts::withdraw(&web.flow, &me, &id).await;
    common::after(&page, done, &format!("/posts/{id}"), "post-withdrawn")
}

/// When to publish.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct When {
    /// `now` or `later`.
    #[serde(default, rename = "when")]
    pub when: String,
    /// Day, for later.
    #[serde(default)]
    pub date: String,
    /// Time of day, for later.
    #[serde(default)]
    pub time: String,
}

pub(super) async fn publish(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(id): Path<String>,
    Input(when): Input<When>,
) -> Result<Response, WebError> {
    let id: PostId = common::id(&id)?;
    let later = when.when == "later";
    let at = later.then(|| common::local_instant(me.municipality.country, &when.date, &when.time));
    let done = match at {
        Some(None) => Err(flow::Error::field("date", "time-unreadable")),
        Some(Some(at)) => publishing::schedule(&web.flow, &me, &id, Some(at)).await,
        None => publishing::schedule(&web.flow, &me, &id, None).await,
    };
    match done {
        Ok(()) => {
            let said = if later { "post-scheduled" } else { "post-sending" };
            Ok(page.redirect_with(&format!("/posts/{id}"), &Flash::success(said)))
        }
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            let view = show::view(&web, &page, &me, &id, errors, Some(when)).await?;
            page.form(&view, &view.errors)
        }
    }
}

pub(super) async fn decide(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path((id, publication, deed)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let id: PostId = common::id(&id)?;
    let publication: PublicationId = common::id(&publication)?;
    let (done, said) = match deed.as_str() {
        "retry" => (
            publishing::retry(&web.flow, &me, &publication).await,
            "publication-retried",
        ),
        "send" => (
            publishing::send_held(&web.flow, &me, &publication).await,
            "publication-released",
        ),
        "cancel" => (
            publishing::cancel(&web.flow, &me, &publication).await,
            "publication-cancelled",
        ),
        _ => return Err(WebError::not_found()),
    };
    common::after(&page, done, &format!("/posts/{id}"), said)
}
