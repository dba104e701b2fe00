//! `/people/new`, and a new link for somebody who has lost hers.

use super::all_roles;
use crate::pages::common::id;
use crate::{FieldErrors, Fields, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::people::{Invite, PersonStep};
use flow::rules::{Answered, Point, Question};
use model::PersonId;
use model::person::Role;
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct InviteView {
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Unit.
    pub unit: String,
    /// Chosen roles.
    pub roles: Vec<String>,
    /// Whether she is there for a while only.
    pub temporary: bool,
    /// All roles.
    pub all_roles: Vec<&'static str>,
    /// What the guideline asks about somebody with these roles.
    pub questions: Vec<Question>,
    /// What it says.
    pub points: Vec<Point>,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl InviteView {
    fn of(fields: &Fields, errors: FieldErrors) -> Self {
        Self {
            name: fields.get("name").to_owned(),
            email: fields.get("email").to_owned(),
            unit: fields.get("unit").to_owned(),
            roles: fields.all("roles").into_iter().map(str::to_owned).collect(),
            temporary: fields.get("temporary") == "yes",
            all_roles: all_roles(),
            questions: Vec::new(),
            points: Vec::new(),
            errors,
        }
    }
}

impl View for InviteView {
    const TEMPLATE: &'static str = "people/invite.html";
    fn samples() -> Vec<Self> {
        let roles = Fields(vec![("roles".to_owned(), "editor".to_owned())]);
        vec![
            Self::of(&roles, FieldErrors::default()),
            Self {
                questions: crate::samples::questions(),
                points: crate::samples::points(),
                ..Self::of(&roles, crate::samples::faults(&["name", "roles", "answer.a"]))
            },
        ]
    }
}

/// The link, shown once.
#[derive(Debug, Serialize)]
pub struct LinkView {
    /// Whose.
    pub name: String,
    /// Address.
    pub link: String,
}

impl View for LinkView {
    const TEMPLATE: &'static str = "people/link.html";
    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Kari Nordmann".to_owned(),
            link: "http://127.0.0.1:8080/invitation/t".to_owned(),
        }]
    }
}

pub(crate) async fn show(page: Page, _: Signed) -> Result<Response, WebError> {
    page.view(&InviteView::of(&Fields::default(), FieldErrors::default()))
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let form = Invite {
        name: fields.get("name").to_owned(),
        email: fields.get("email").to_owned(),
        unit: fields.get("unit").to_owned(),
        roles: fields.all("roles").into_iter().filter_map(Role::parse).collect(),
        temporary: fields.get("temporary") == "yes",
    };
    let name = form.name.trim().to_owned();
    let (roles, temporary, answers) = (form.roles.clone(), form.temporary, fields.answers());
    let form = Answered {
        form,
        answers: answers.clone(),
    };
    match flow::people::invite(&web.flow, &me, form).await {
        Ok((_, token)) => page.view(&link(&web, name, &token)),
        Err(error) => {
            let mut errors = FieldErrors::of(&page, error)?;
            errors.points.clear();
            let step = PersonStep::Comes(&roles, temporary);
            let (questions, points) = flow::people::questions(&web.flow, &me, step, &answers).await?;
            let view = InviteView {
                questions,
                points,
                ..InviteView::of(&fields, errors.clone())
            };
            page.form(&view, &errors)
        }
    }
}

pub(crate) async fn again(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(person): Path<String>,
) -> Result<Response, WebError> {
    let person: PersonId = id(&person)?;
    let token = flow::people::invite_again(&web.flow, &me, &person).await?;
    let person = web
        .flow
        .store()
        .read()
        .await?
        .person(&me.municipality.id, &person)
        .await?;
    page.view(&link(&web, person.name, &token))
}

fn link(web: &Web, name: String, token: &str) -> LinkView {
    LinkView {
        name,
        link: format!("{}/invitation/{token}", web.flow.settings().base_url),
    }
}
