//! `POST /channels/{id}/review`: looks after a channel now.

use crate::pages::common::{after, id};
use crate::{Flash, Page, Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use model::{ChannelId, Id as _};

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
) -> Result<Response, WebError> {
    let channel: ChannelId = id(&channel)?;
    let back = format!("/channels/{}", channel.as_str());
    match flow::duties::review(&web.flow, &me, &channel).await {
        Ok((points, opened)) => {
            let flash = Flash::success("channel-reviewed")
                .with("points", points.len())
                .with("opened", opened);
            Ok(page.redirect_with(&back, &flash))
        }
        refused => after(&page, refused, &back, "channel-reviewed"),
    }
}
