//! `/channels/new`: applying for a channel, with what the guideline asks and says while it is filled in.

use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use flow::channels::Application;
use flow::rules::{Point, Question};
use model::channel::Network;
use model::person::PersonState;
use model::{Id as _, PersonId};
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct ApplyView {
    /// Word of the chosen network.
    pub network: String,
    /// Words of all networks.
    pub networks: Vec<&'static str>,
    /// Name on the network.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Whom it is for.
    pub audience: String,
    /// Unit.
    pub unit: String,
    /// Id of the responsible person.
    pub responsible: String,
    /// Ids of the administrators.
    pub administrators: Vec<String>,
    /// Id and name of everybody who can be chosen.
    pub people: Vec<(String, String)>,
    /// What the guideline asks.
    pub questions: Vec<Question>,
    /// What it says of the application as it stands.
    pub points: Vec<Point>,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for ApplyView {
    const TEMPLATE: &'static str = "channels/apply.html";
    fn samples() -> Vec<Self> {
        let view = |points, errors| Self {
            network: "bluesky".to_owned(),
            networks: vec!["bluesky", "mastodon", "practice"],
            name: "Båtsfjord kommune".to_owned(),
            purpose: String::new(),
            audience: String::new(),
            unit: String::new(),
            responsible: "p".to_owned(),
            administrators: vec!["p".to_owned()],
            people: vec![("p".to_owned(), "Kari Nordmann".to_owned())],
            questions: crate::samples::questions(),
            points,
            errors,
        };
        vec![
            view(Vec::new(), FieldErrors::default()),
            view(
                crate::samples::points(),
                crate::samples::faults(&["name", "answer.b", "administrators"]),
            ),
            view(Vec::new(), crate::samples::refused()),
        ]
    }
}

pub(crate) async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let fields = Fields(vec![("responsible".to_owned(), me.person.id.as_str().to_owned())]);
    let empty = form(&web, &me, &fields, FieldErrors::default()).await?;
    // Nobody is told what is missing before anything is typed.
    page.view(&ApplyView {
        points: Vec::new(),
        ..empty
    })
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    // Without scripts the button "check" shows the form again with what the guideline says.
    if fields.get("then") == "check" {
        return page.view(&form(&web, &me, &fields, FieldErrors::default()).await?);
    }
    match flow::channels::apply(&web.flow, &me, application(&fields)).await {
        Ok(id) => Ok(page.redirect_with(&format!("/channels/{id}"), &Flash::success("channel-applied"))),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(&form(&web, &me, &fields, errors.clone()).await?, &errors)
        }
    }
}

pub(crate) async fn check(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    page.fragment(&form(&web, &me, &fields, FieldErrors::default()).await?, "says")
}

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

async fn form(web: &Web, me: &Signed, fields: &Fields, errors: FieldErrors) -> Result<ApplyView, WebError> {
    let (questions, points) = flow::channels::questions(&web.flow, me, &application(fields)).await?;
    let given = |name: &str| fields.get(name).to_owned();
    Ok(ApplyView {
        network: given("network"),
        networks: Network::ALL.iter().map(|n| n.as_str()).collect(),
        name: given("name"),
        purpose: given("purpose"),
        audience: given("audience"),
        unit: given("unit"),
        responsible: given("responsible"),
        administrators: fields
            .all("administrators")
            .into_iter()
            .map(str::to_owned)
            .collect(),
        people: choices(web, me).await?,
        questions,
        points,
        errors,
    })
}

/// Id and name of everybody who can look after a channel, by name.
pub(super) async fn choices(web: &Web, me: &Signed) -> Result<Vec<(String, String)>, WebError> {
    let mut people = web.flow.store().read().await?.people(&me.municipality.id).await?;
    people.retain(|p| p.state != PersonState::Disabled);
    people.sort_by_key(|p| p.name.to_lowercase());
    Ok(people.into_iter().map(|p| (p.id.to_string(), p.name)).collect())
}
