//! `/sign-in`: e-mail and password.

use super::{with_next, with_session};
use crate::{Client, FieldErrors, Fields, Input, Page, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct SignInView {
    /// E-mail as typed.
    pub email: String,
    /// Where to afterwards.
    pub next: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for SignInView {
    const TEMPLATE: &'static str = "access/sign-in.html";
    fn samples() -> Vec<Self> {
        let view = |errors| Self {
            email: "kari@example.no".to_owned(),
            next: "/posts".to_owned(),
            errors,
        };
        vec![
            view(FieldErrors::default()),
            view(crate::samples::faults(&["email"])),
            view(crate::samples::refused()),
        ]
    }
}

pub(crate) async fn show(page: Page, Query(query): Query<Fields>) -> Result<Response, WebError> {
    if !page.is_set_up() {
        return Ok(page.redirect("/"));
    }
    let next = query.get("next").to_owned();
    page.view(&SignInView {
        email: String::new(),
        next,
        errors: FieldErrors::default(),
    })
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    Client(client): Client,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let (email, password, next) = (fields.get("email"), fields.get("password"), fields.get("next"));
    let mut errors = FieldErrors::default();
    errors.require("email", email);
    errors.require("password", password);
    if errors.is_empty() {
        match flow::access::sign_in(&web.flow, email, password, &client).await {
            Ok(token) => {
                return Ok(with_session(
                    &web,
                    page.redirect(&with_next("/sign-in/code", next)),
                    &token,
                ));
            }
            Err(error) => errors = FieldErrors::of(&page, error)?,
        }
    }
    let view = SignInView {
        email: email.to_owned(),
        next: next.to_owned(),
        errors: errors.clone(),
    };
    page.form(&view, &errors)
}
