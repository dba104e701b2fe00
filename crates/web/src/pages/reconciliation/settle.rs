//! Having a network asked now, and settling a gap.

use crate::flash::Tone;
use crate::pages::common::{self, after};
use crate::{Flash, Page, Signed, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::reconciliation::{self, Settled};
use model::{ChannelId, GapId};

pub(super) async fn ask(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
) -> Result<Response, WebError> {
    let channel: ChannelId = common::id(&channel)?;
    let done = reconciliation::ask_now(&web.flow, &me, &channel).await;
    let to = format!("/channels/{channel}/reconciliation");
    after(&page, done, &to, "reconcile-asked")
}

pub(super) async fn settle(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path((channel, gap)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let channel: ChannelId = common::id(&channel)?;
    let gap: GapId = common::id(&gap)?;
    let to = format!("/channels/{channel}/reconciliation");
    let done = reconciliation::settle(&web.flow, &me, &gap).await;
    let said = match &done {
        Ok(Settled::TakenIn) => "reconcile-taken-in",
        Ok(Settled::Noted) => "reconcile-noted",
        Ok(Settled::Nothing) => "reconcile-nothing",
        // The network may well answer in a while: the page says so, and the gap stays.
        Err(flow::Error::Network(e)) => {
            let flash = Flash::new(Tone::Warning, &format!("error-{}", e.key()));
            return Ok(page.redirect_with(&to, &flash));
        }
        Err(_) => "",
    };
    after(&page, done, &to, said)
}
