//! `/invitation/{token}`: an invited person chooses a password.

use super::with_session;
use crate::{FieldErrors, Fields, Input, Page, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct InvitationView {
    /// Token of the link.
    pub token: String,
    /// Whom it is for.
    pub name: String,
    /// The name to sign in with.
    pub email: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for InvitationView {
    const TEMPLATE: &'static str = "access/invitation.html";
    fn samples() -> Vec<Self> {
        let view = |errors| Self {
            token: "t".to_owned(),
            name: "Kari Nordmann".to_owned(),
            email: "kari@example.no".to_owned(),
            errors,
        };
        vec![
            view(FieldErrors::default()),
            view(crate::samples::faults(&["password"])),
        ]
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    page: Page,
    Path(token): Path<String>,
) -> Result<Response, WebError> {
    form(&web, &page, token, FieldErrors::default()).await
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    Path(token): Path<String>,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    match flow::access::accept_invitation(&web.flow, &token, fields.get("password")).await {
        Ok(session) => Ok(with_session(&web, page.redirect("/sign-in/enroll"), &session)),
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            form(&web, &page, token, errors).await
        }
    }
}

async fn form(web: &Web, page: &Page, token: String, errors: FieldErrors) -> Result<Response, WebError> {
    let (name, email) = flow::access::invitation(&web.flow, &token)
        .await?
        .ok_or_else(|| flow::Error::refused("invitation-used"))?;
    page.form(
        &InvitationView {
            token,
            name,
            email,
            errors: errors.clone(),
        },
        &errors,
    )
}
