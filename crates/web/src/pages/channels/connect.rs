//! `/channels/{id}/connect`: signing in to the network. A secret goes in and never comes out again.

use crate::pages::common::id;
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::channels::Connect;
use flow::rules::{Point, Question};
use model::channel::{Channel, ChannelState};
use model::{ChannelId, Id as _};
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct ConnectView {
    /// Id.
    pub id: String,
    /// Name of the channel.
    pub name: String,
    /// Word of the network.
    pub network: &'static str,
    /// Whether it is in use already and is connected anew.
    pub again: bool,
    /// Server.
    pub server: String,
    /// Handle or user name.
    pub account: String,
    /// What the guideline asks before a channel goes into use.
    pub questions: Vec<Question>,
    /// What it says.
    pub points: Vec<Point>,
    /// Version the form was made from.
    pub version: i64,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for ConnectView {
    const TEMPLATE: &'static str = "channels/connect.html";
    fn samples() -> Vec<Self> {
        let view = |network, again, points, errors| Self {
            id: "c".to_owned(),
            name: "Båtsfjord kommune".to_owned(),
            network,
            again,
            server: "https://bsky.social".to_owned(),
            account: String::new(),
            questions: if again {
                Vec::new()
            } else {
                crate::samples::questions()
            },
            points,
            version: 1,
            errors,
        };
        vec![
            view("bluesky", false, crate::samples::points(), FieldErrors::default()),
            view(
                "mastodon",
                true,
                Vec::new(),
                crate::samples::faults(&["server", "secret"]),
            ),
            view("practice", false, Vec::new(), crate::samples::refused()),
        ]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
) -> Result<Response, WebError> {
    let channel = find(&web, &me, &id(&channel)?).await?;
    let server = match (channel.server.is_empty(), channel.network.as_str()) {
        (true, "bluesky") => "https://bsky.social".to_owned(),
        _ => channel.server.clone(),
    };
    let fields = Fields(vec![
        ("server".to_owned(), server),
        ("account".to_owned(), channel.handle.clone()),
    ]);
    page.view(&form(&web, &me, channel, &fields, FieldErrors::default()).await?)
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let channel: ChannelId = id(&channel)?;
    let connect = Connect {
        server: fields.get("server").to_owned(),
        account: fields.get("account").to_owned(),
        secret: fields.get("secret").to_owned(),
        answers: fields.answers(),
        version: fields
            .get("version")
            .parse()
            .map_err(|_| WebError::bad_request())?,
    };
    match flow::channels::connect(&web.flow, &me, &channel, connect).await {
        Ok(()) => Ok(page.redirect_with(
            &format!("/channels/{channel}"),
            &Flash::success("channel-connected"),
        )),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            let channel = find(&web, &me, &channel).await?;
            page.form(&form(&web, &me, channel, &fields, errors.clone()).await?, &errors)
        }
    }
}

async fn find(web: &Web, me: &Signed, channel: &ChannelId) -> Result<Channel, WebError> {
    Ok(web
        .flow
        .store()
        .read()
        .await?
        .channel(&me.municipality.id, channel)
        .await?)
}

async fn form(
    web: &Web,
    me: &Signed,
    channel: Channel,
    fields: &Fields,
    errors: FieldErrors,
) -> Result<ConnectView, WebError> {
    let (questions, points) =
        flow::channels::activation(&web.flow, me, &channel.id, &fields.answers()).await?;
    Ok(ConnectView {
        id: channel.id.as_str().to_owned(),
        name: channel.name,
        network: channel.network.as_str(),
        again: channel.state == ChannelState::Active,
        server: fields.get("server").to_owned(),
        account: fields.get("account").to_owned(),
        questions,
        points,
        version: channel.version,
        errors,
    })
}
