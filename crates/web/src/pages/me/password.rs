//! `/me/password`: another password.

use crate::pages::access::with_session;
use crate::{Client, FieldErrors, Fields, Flash, Input, Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use flow::access::NewPassword;
use serde::Serialize;

/// The form. What was typed is never sent back.
#[derive(Debug, Serialize)]
pub struct PasswordView {
    /// The name to sign in with, for password managers.
    pub email: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for PasswordView {
    const TEMPLATE: &'static str = "me/password.html";
    fn samples() -> Vec<Self> {
        let view = |errors| Self {
            email: "kari@example.no".to_owned(),
            errors,
        };
        vec![
            view(FieldErrors::default()),
            view(crate::samples::faults(&["current", "new", "again"])),
        ]
    }
}

fn view(me: &Signed, errors: FieldErrors) -> PasswordView {
    PasswordView {
        email: me.person.email.clone(),
        errors,
    }
}

pub(super) async fn show(page: Page, me: Signed) -> Result<Response, WebError> {
    page.view(&view(&me, FieldErrors::default()))
}

pub(super) async fn submit(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Client(client): Client,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let form = NewPassword {
        current: fields.get("current").to_owned(),
        new: fields.get("new").to_owned(),
        again: fields.get("again").to_owned(),
    };
    match flow::access::change_password(&web.flow, &me, &form, &client).await {
        Ok(token) => {
            let done = page.redirect_with("/me", &Flash::success("password-changed"));
            Ok(with_session(&web, done, &token))
        }
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            page.form(&view(&me, errors.clone()), &errors)
        }
    }
}
