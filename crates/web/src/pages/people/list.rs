//! `GET /people`.

use crate::{Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use model::Id as _;
use serde::Serialize;

/// One person.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Unit; may be empty.
    pub unit: String,
    /// Words of the roles.
    pub roles: Vec<&'static str>,
    /// Word of the state.
    pub state: &'static str,
}

/// The list.
#[derive(Debug, Serialize)]
pub struct PeopleView {
    /// Everybody.
    pub people: Vec<Row>,
}

impl View for PeopleView {
    const TEMPLATE: &'static str = "people/list.html";
    fn samples() -> Vec<Self> {
        let row = |unit: &str, state| Row {
            id: "p".to_owned(),
            name: "Kari Nordmann".to_owned(),
            email: "kari@example.no".to_owned(),
            unit: unit.to_owned(),
            roles: vec!["editor", "author"],
            state,
        };
        vec![Self {
            people: vec![row("", "invited"), row("Skole", "active"), row("", "disabled")],
        }]
    }
}

pub(crate) async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let mut people = web.flow.store().read().await?.people(&me.municipality.id).await?;
    people.sort_by_key(|p| p.name.to_lowercase());
    let row = |p: model::person::Person| Row {
        id: p.id.as_str().to_owned(),
        name: p.name,
        email: p.email,
        unit: p.unit,
        roles: p.roles.iter().map(|r| r.as_str()).collect(),
        state: p.state.as_str(),
    };
    page.view(&PeopleView {
        people: people.into_iter().map(row).collect(),
    })
}
