//! `GET /media/{id}`: a picture of a post, for those who may see posts.

use crate::pages::common;
use crate::{Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

pub(super) async fn show(
    State(web): State<Web>,
    me: Signed,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let (bytes, mime) = flow::archive::media_bytes(&web.flow, &me, &common::id(&id)?).await?;
    // A picture's bytes never change under its id.
    let headers = [
        (header::CONTENT_TYPE, mime),
        (
            header::CACHE_CONTROL,
            "private, max-age=86400, immutable".to_owned(),
        ),
    ];
    Ok((headers, bytes).into_response())
}
