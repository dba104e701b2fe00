//! `GET /channels/{id}/snapshots/{snapshot}/{file}`: a file of a snapshot. The picture is shown in our own page; what a
//! browser would run (MHTML, PDF) is only ever handed over as a file.

use crate::pages::common;
use crate::{Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::{ChannelId, SnapshotId};

pub(super) async fn fetch(
    State(web): State<Web>,
    me: Signed,
    Path((channel, snapshot, name)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let channel: ChannelId = common::id(&channel)?;
    let id: SnapshotId = common::id(&snapshot)?;
    let (file, bytes) = flow::snapshots::file(&web.flow, &me, &channel, &id, &name).await?;
    let how = if file.content_type == "image/png" {
        "inline"
    } else {
        "attachment"
    };
    let headers = [
        (header::CONTENT_TYPE, file.content_type),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("{how}; filename=\"snapshot-{id}.{}\"", file.ending),
        ),
    ];
    Ok((headers, bytes).into_response())
}
