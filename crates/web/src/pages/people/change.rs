//! `/people/{id}`.

use super::all_roles;
use crate::pages::common::id;
use crate::{FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::people::{Change, PersonStep};
use flow::rules::{Answered, Point, Question};
use model::person::{Person, PersonState, Role};
use model::{Id as _, PersonId};
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct PersonView {
    /// Id.
    pub id: String,
    /// E-mail, which stays.
    pub email: String,
    /// Word of the state.
    pub state: &'static str,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Chosen roles.
    pub roles: Vec<String>,
    /// Whether she is there for a while only.
    pub temporary: bool,
    /// All roles.
    pub all_roles: Vec<&'static str>,
    /// Whether the account is open.
    pub active: bool,
    /// Version the form was made from.
    pub version: i64,
    /// What the guideline asks of the change.
    pub questions: Vec<Question>,
    /// What it says.
    pub points: Vec<Point>,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl PersonView {
    fn of(person: Person) -> Self {
        Self {
            id: person.id.as_str().to_owned(),
            email: person.email,
            state: person.state.as_str(),
            name: person.name,
            unit: person.unit,
            roles: person.roles.iter().map(|r| r.as_str().to_owned()).collect(),
            temporary: person.temporary,
            all_roles: all_roles(),
            active: person.state != PersonState::Disabled,
            version: person.version,
            questions: Vec::new(),
            points: Vec::new(),
            errors: FieldErrors::default(),
        }
    }
}

impl View for PersonView {
    const TEMPLATE: &'static str = "people/change.html";
    fn samples() -> Vec<Self> {
        let view = |active, errors| Self {
            id: "p".to_owned(),
            email: "kari@example.no".to_owned(),
            state: if active { "active" } else { "disabled" },
            name: "Kari Nordmann".to_owned(),
            unit: String::new(),
            roles: vec!["editor".to_owned()],
            temporary: !active,
            all_roles: all_roles(),
            active,
            version: 1,
            questions: crate::samples::questions(),
            points: crate::samples::points(),
            errors,
        };
        vec![
            view(true, FieldErrors::default()),
            view(false, crate::samples::faults(&["name"])),
        ]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(person): Path<String>,
) -> Result<Response, WebError> {
    page.view(&PersonView::of(find(&web, &me, &id(&person)?).await?))
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(person): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let person: PersonId = id(&person)?;
    let form = Change {
        name: fields.get("name").to_owned(),
        unit: fields.get("unit").to_owned(),
        roles: fields.all("roles").into_iter().filter_map(Role::parse).collect(),
        temporary: fields.get("temporary") == "yes",
        active: fields.get("active") == "yes",
        version: fields
            .get("version")
            .parse()
            .map_err(|_| WebError::bad_request())?,
    };
    let typed = form.clone();
    let answers = fields.answers();
    let form = Answered {
        form,
        answers: answers.clone(),
    };
    match flow::people::change(&web.flow, &me, &person, form).await {
        Ok(()) => Ok(page.redirect_with(
            "/people",
            &Flash::success("person-saved").with("name", typed.name.trim()),
        )),
        Err(error) => {
            let mut errors = FieldErrors::of(&page, error)?;
            errors.points.clear();
            let stored = find(&web, &me, &person).await?;
            let wanted = Person {
                roles: typed.roles.clone(),
                temporary: typed.temporary,
                ..stored.clone()
            };
            let step = if typed.active {
                PersonStep::Roles(&wanted)
            } else {
                PersonStep::Leaves(&stored)
            };
            let (questions, points) = flow::people::questions(&web.flow, &me, step, &answers).await?;
            let view = PersonView {
                questions,
                points,
                name: typed.name,
                unit: typed.unit,
                roles: typed.roles.iter().map(|r| r.as_str().to_owned()).collect(),
                temporary: typed.temporary,
                active: typed.active,
                errors: errors.clone(),
                ..PersonView::of(stored)
            };
            page.form(&view, &errors)
        }
    }
}

async fn find(web: &Web, me: &Signed, person: &PersonId) -> Result<Person, WebError> {
    Ok(web
        .flow
        .store()
        .read()
        .await?
        .person(&me.municipality.id, person)
        .await?)
}
