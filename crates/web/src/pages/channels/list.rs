//! `GET /channels`: the register as it is seen inside.

use crate::pages::common::people;
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use model::Id as _;
use model::person::Permission;
use serde::Serialize;

/// One channel.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Word of the network.
    pub network: &'static str,
    /// Handle; may be empty.
    pub handle: String,
    /// Unit; may be empty.
    pub unit: String,
    /// Name of the responsible person.
    pub responsible: String,
    /// Word of the state.
    pub state: &'static str,
    /// Whether the network was out of reach last time.
    pub unwell: bool,
}

/// The register.
#[derive(Debug, Serialize)]
pub struct ChannelsView {
    /// All channels, those in use first.
    pub channels: Vec<Row>,
    /// Whether the reader may apply.
    pub may_apply: bool,
}

impl View for ChannelsView {
    const TEMPLATE: &'static str = "channels/list.html";
    fn samples() -> Vec<Self> {
        let row = |state, unwell| Row {
            id: "c".to_owned(),
            name: "Båtsfjord kommune".to_owned(),
            network: "bluesky",
            handle: if unwell {
                String::new()
            } else {
                "batsfjord.example.no".to_owned()
            },
            unit: String::new(),
            responsible: "Kari Nordmann".to_owned(),
            state,
            unwell,
        };
        let states = ["requested", "refused", "approved", "active", "closing", "closed"];
        vec![
            Self {
                channels: states.map(|s| row(s, s == "active")).into(),
                may_apply: true,
            },
            Self {
                channels: vec![row("active", false)],
                may_apply: false,
            },
            Self {
                channels: Vec::new(),
                may_apply: true,
            },
        ]
    }
}

pub(crate) async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let read = web.flow.store().read().await?;
    let names = people(&*read, &me.municipality.id).await?;
    let mut channels = read.channels(&me.municipality.id).await?;
    drop(read);
    let rank = |state: &str| match state {
        "active" | "closing" => 0,
        "requested" | "approved" => 1,
        _ => 2,
    };
    channels.sort_by_key(|c| (rank(c.state.as_str()), c.name.to_lowercase()));
    let row = |c: model::channel::Channel| Row {
        id: c.id.as_str().to_owned(),
        name: c.name,
        network: c.network.as_str(),
        handle: c.handle,
        unit: c.unit,
        responsible: names.get(c.responsible.as_str()).cloned().unwrap_or_default(),
        state: c.state.as_str(),
        unwell: !c.health.is_empty(),
    };
    page.view(&ChannelsView {
        channels: channels.into_iter().map(row).collect(),
        may_apply: me.person.may(Permission::ApplyChannel),
    })
}
