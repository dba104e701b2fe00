//! What the register says of a channel, as fields of a form: when it is applied for, and when it is changed.

use crate::{Fields, Signed, Web, WebError};
use flow::channels::Application;
use model::channel::Network;
use model::person::PersonState;
use model::{Id as _, PersonId};
use serde::Serialize;

/// The fields; `kit/channel.html` draws them.
#[derive(Debug, Serialize)]
pub struct RegisterFields {
    /// Name on the network.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Whom it is for.
    pub audience: String,
    /// Unit.
    pub unit: String,
    /// Id of the responsible person; may be empty.
    pub responsible: String,
    /// Ids of the administrators.
    pub administrators: Vec<String>,
    /// Id and name of everybody who can be chosen, by name.
    pub people: Vec<(String, String)>,
}

impl RegisterFields {
    pub(super) async fn of(web: &Web, me: &Signed, form: Application) -> Result<Self, WebError> {
        let mut people = web.flow.store().read().await?.people(&me.municipality.id).await?;
        people.retain(|p| p.state != PersonState::Disabled);
        people.sort_by_key(|p| p.name.to_lowercase());
        Ok(Self {
            name: form.name,
            purpose: form.purpose,
            audience: form.audience,
            unit: form.unit,
            responsible: form.responsible.map(|p| p.to_string()).unwrap_or_default(),
            administrators: form.administrators.iter().map(ToString::to_string).collect(),
            people: people.into_iter().map(|p| (p.id.to_string(), p.name)).collect(),
        })
    }

    pub(super) fn sample() -> Self {
        Self {
            name: "Båtsfjord kommune".to_owned(),
            purpose: "Nyheter".to_owned(),
            audience: String::new(),
            unit: String::new(),
            responsible: "p".to_owned(),
            administrators: vec!["p".to_owned()],
            people: vec![("p".to_owned(), "Kari Nordmann".to_owned())],
        }
    }
}

/// What was typed.
pub(super) fn application(fields: &Fields) -> Application {
    let text = |name: &str| fields.get(name).replace("\r\n", "\n");
    Application {
        network: Network::parse(fields.get("network")),
        name: text("name"),
        purpose: text("purpose"),
        audience: text("audience"),
        unit: text("unit"),
        responsible: PersonId::parse(fields.get("responsible")).ok(),
        administrators: fields
            .all("administrators")
            .into_iter()
            .filter_map(|p| PersonId::parse(p).ok())
            .collect(),
        answers: fields.answers(),
    }
}
