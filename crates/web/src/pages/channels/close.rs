//! `/channels/{id}/close`.

use crate::pages::common::id;
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use model::{ChannelId, Id as _};
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct CloseView {
    /// Id.
    pub id: String,
    /// Name of the channel.
    pub name: String,
    /// Why.
    pub reason: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for CloseView {
    const TEMPLATE: &'static str = "channels/close.html";
    fn samples() -> Vec<Self> {
        let view = |errors| Self {
            id: "c".to_owned(),
            name: "Båtsfjord kommune".to_owned(),
            reason: String::new(),
            errors,
        };
        vec![
            view(FieldErrors::default()),
            view(crate::samples::faults(&["reason"])),
        ]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
) -> Result<Response, WebError> {
    page.view(&form(&web, &me, &id(&channel)?, "", FieldErrors::default()).await?)
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let channel: ChannelId = id(&channel)?;
    let reason = fields.get("reason");
    match flow::channels::close(&web.flow, &me, &channel, reason).await {
        Ok(()) => Ok(page.redirect_with(&format!("/channels/{channel}"), &Flash::success("channel-closed"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(&form(&web, &me, &channel, reason, errors.clone()).await?, &errors)
        }
    }
}

async fn form(
    web: &Web,
    me: &Signed,
    channel: &ChannelId,
    reason: &str,
    errors: FieldErrors,
) -> Result<CloseView, WebError> {
    let channel = web
        .flow
        .store()
        .read()
        .await?
        .channel(&me.municipality.id, channel)
        .await?;
    Ok(CloseView {
        id: channel.id.as_str().to_owned(),
        name: channel.name,
        reason: reason.to_owned(),
        errors,
    })
}
