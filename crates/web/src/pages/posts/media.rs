//! `GET /media/{id}`: a picture or video of a post, and `GET /media/{id}.vtt`: a video's captions, for those who may see posts.

use crate::file::{self, CAPTIONS, CAPTIONS_END};
use crate::pages::common;
use crate::{Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

/// The bytes never change under their id.
const FOR_A_DAY: &str = "private, max-age=86400, immutable";

pub(super) async fn show(
    State(web): State<Web>,
    me: Signed,
    asked: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    if let Some(id) = id.strip_suffix(CAPTIONS_END) {
        let vtt = flow::posts::captions_of(&web.flow, &me, &common::id(id)?).await?;
        return Ok(file::answer(
            &asked,
            vtt.into_bytes(),
            CAPTIONS,
            "private, no-cache",
        ));
    }
    let (bytes, mime) = flow::archive::media_bytes(&web.flow, &me, &common::id(&id)?).await?;
    Ok(file::answer(&asked, bytes, &mime, FOR_A_DAY))
}
