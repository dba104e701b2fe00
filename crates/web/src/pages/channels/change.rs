//! `/channels/{id}/change`: what the register says of a channel, with what the guideline asks and says of the change.

use super::register::{RegisterFields, application};
use crate::pages::common::id;
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::channels::{self, Application};
use flow::rules::{Point, Question};
use model::ChannelId;
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct ChangeView {
    /// Id.
    pub id: String,
    /// Name as the register has it.
    pub was: String,
    /// Version the form was made from.
    pub version: i64,
    /// What the register says.
    #[serde(flatten)]
    pub register: RegisterFields,
    /// What the guideline asks.
    pub questions: Vec<Question>,
    /// What it says of the change as it stands.
    pub points: Vec<Point>,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for ChangeView {
    const TEMPLATE: &'static str = "channels/change.html";
    fn samples() -> Vec<Self> {
        let view = |points, errors| Self {
            id: "c".to_owned(),
            was: "Båtsfjord kommune".to_owned(),
            version: 2,
            register: RegisterFields::sample(),
            questions: crate::samples::questions(),
            points,
            errors,
        };
        vec![
            view(Vec::new(), FieldErrors::default()),
            view(
                crate::samples::points(),
                crate::samples::faults(&["name", "administrators"]),
            ),
        ]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
) -> Result<Response, WebError> {
    let channel: ChannelId = id(&channel)?;
    let read = web.flow.store().read().await?;
    let channel = read.channel(&me.municipality.id, &channel).await?;
    drop(read);
    let mut form = channels::as_it_is(&channel);
    form.answers.clear();
    let view = view(
        &web,
        &me,
        &channel.id,
        form,
        channel.version,
        FieldErrors::default(),
    )
    .await?;
    // Nothing has changed yet, so there is nothing to be said of it.
    page.view(&ChangeView {
        points: Vec::new(),
        ..view
    })
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let channel: ChannelId = id(&channel)?;
    let version = fields
        .get("version")
        .parse()
        .map_err(|_| WebError::bad_request())?;
    let form = application(&fields);
    // Without scripts the button "check" shows the form again with what the guideline says.
    if fields.get("then") == "check" {
        return page.view(&view(&web, &me, &channel, form, version, FieldErrors::default()).await?);
    }
    match channels::change(&web.flow, &me, &channel, form.clone(), version).await {
        Ok(()) => Ok(page.redirect_with(
            &format!("/channels/{channel}"),
            &Flash::success("channel-changed"),
        )),
        Err(error) => {
            let mut errors = FieldErrors::of(&page, error)?;
            // What stops it stands beside the form.
            errors.points.clear();
            page.form(
                &view(&web, &me, &channel, form, version, errors.clone()).await?,
                &errors,
            )
        }
    }
}

pub(crate) async fn check(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let form = application(&fields);
    page.fragment(
        &view(&web, &me, &id(&channel)?, form, 0, FieldErrors::default()).await?,
        "says",
    )
}

async fn view(
    web: &Web,
    me: &Signed,
    channel: &ChannelId,
    form: Application,
    version: i64,
    errors: FieldErrors,
) -> Result<ChangeView, WebError> {
    let (questions, points) = channels::changing(&web.flow, me, channel, &form).await?;
    let read = web.flow.store().read().await?;
    let was = read.channel(&me.municipality.id, channel).await?.name;
    drop(read);
    Ok(ChangeView {
        id: channel.to_string(),
        was,
        version,
        register: RegisterFields::of(web, me, form).await?,
        questions,
        points,
        errors,
    })
}
