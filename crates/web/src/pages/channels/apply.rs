//! `/channels/new`: applying for a channel, with what the guideline asks and says while it is filled in.

use super::register::{RegisterFields, application};
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use flow::rules::{Point, Question};
use model::Id as _;
use model::channel::Network;
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct ApplyView {
    /// Word of the chosen network.
    pub network: String,
    /// Words of all networks.
    pub networks: Vec<&'static str>,
    /// What the register says.
    #[serde(flatten)]
    pub register: RegisterFields,
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
            register: RegisterFields::sample(),
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

async fn form(web: &Web, me: &Signed, fields: &Fields, errors: FieldErrors) -> Result<ApplyView, WebError> {
    let form = application(fields);
    let (questions, points) = flow::channels::questions(&web.flow, me, &form).await?;
    Ok(ApplyView {
        network: fields.get("network").to_owned(),
        networks: Network::ALL.iter().map(|n| n.as_str()).collect(),
        register: RegisterFields::of(web, me, form).await?,
        questions,
        points,
        errors,
    })
}
