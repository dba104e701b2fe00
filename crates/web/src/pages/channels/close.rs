//! `/channels/{id}/close`.

use crate::pages::common::id;
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::rules::{Point, Question, Said};
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
    /// What the guideline asks.
    pub questions: Vec<Question>,
    /// What it says.
    pub points: Vec<Point>,
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
            questions: crate::samples::questions(),
            points: crate::samples::points(),
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
    let nothing = Said::default();
    page.view(&form(&web, &me, &id(&channel)?, nothing, FieldErrors::default()).await?)
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let channel: ChannelId = id(&channel)?;
    let said = Said {
        text: fields.get("reason").to_owned(),
        answers: fields.answers(),
    };
    match flow::channels::close(&web.flow, &me, &channel, said.clone()).await {
        Ok(()) => Ok(page.redirect_with(&format!("/channels/{channel}"), &Flash::success("channel-closed"))),
        Err(error) => {
            let mut errors = FieldErrors::of(&page, error)?;
            // What stops it stands in the form.
            errors.points.clear();
            page.form(&form(&web, &me, &channel, said, errors.clone()).await?, &errors)
        }
    }
}

async fn form(
    web: &Web,
    me: &Signed,
    channel: &ChannelId,
    said: Said,
    errors: FieldErrors,
) -> Result<CloseView, WebError> {
    let (questions, points) = flow::channels::closing(&web.flow, me, channel, &said.answers).await?;
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
        reason: said.text,
        questions,
        points,
        errors,
    })
}
