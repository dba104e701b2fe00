//! `/sign-in/code`: a code from the authenticator, or a recovery code.

use super::{with_next, with_session};
use crate::page::inside;
use crate::{Client, FieldErrors, Fields, Input, Page, View, Web, WebError};
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Serialize;

/// The form.
#[derive(Debug, Serialize)]
pub struct SecondFactorView {
    /// Where to afterwards.
    pub next: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for SecondFactorView {
    const TEMPLATE: &'static str = "access/second-factor.html";
    fn samples() -> Vec<Self> {
        let view = |errors| Self {
            next: String::new(),
            errors,
        };
        vec![
            view(FieldErrors::default()),
            view(crate::samples::faults(&["code"])),
        ]
    }
}

pub(crate) async fn show(page: Page, Query(query): Query<Fields>) -> Result<Response, WebError> {
    let next = query.get("next");
    match page.signed() {
        None => Ok(page.redirect(&with_next("/sign-in", next))),
        Some(half) if !half.enrolled => Ok(page.redirect("/sign-in/enroll")),
        Some(_) => page.view(&SecondFactorView {
            next: next.to_owned(),
            errors: FieldErrors::default(),
        }),
    }
}

pub(crate) async fn submit(
    State(web): State<Web>,
    page: Page,
    Client(client): Client,
    Input(fields): Input<Fields>,
) -> Result<Response, WebError> {
    let next = fields.get("next");
    let Some(half) = page.signed() else {
        return Ok(page.redirect(&with_next("/sign-in", next)));
    };
    let mut errors = FieldErrors::default();
    errors.require("code", fields.get("code"));
    if errors.is_empty() {
        match flow::access::second_factor(&web.flow, &half.token, fields.get("code"), &client).await {
            Ok(token) => return Ok(with_session(&web, page.redirect(inside(next)), &token)),
            Err(flow::Error::Refused {
                key: "code-wrong", ..
            }) => errors.add("code", "code-wrong"),
            Err(error) => errors = FieldErrors::of(&page, error)?,
        }
    }
    page.form(
        &SecondFactorView {
            next: next.to_owned(),
            errors: errors.clone(),
        },
        &errors,
    )
}
