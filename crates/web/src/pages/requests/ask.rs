//! `/public/{slug}/access-request`: anybody asks for what the municipality keeps, without signing in.

use crate::page::Client;
use crate::{FieldErrors, Flash, Input, Page, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use flow::requests::{self, NewRequest};
use serde::{Deserialize, Serialize};

/// The page.
#[derive(Debug, Serialize)]
pub struct AskView {
    /// Address part of the municipality.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What was typed.
    pub typed: Typed,
    /// What is wrong with it.
    pub errors: FieldErrors,
}

/// A request as it is sent.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    /// Who asks.
    pub asker: String,
    /// Where the answer goes.
    pub contact: String,
    /// What is asked for.
    pub text: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    page.view(&view(&web, slug, Typed::default(), FieldErrors::default()).await?)
}

async fn view(web: &Web, slug: String, typed: Typed, errors: FieldErrors) -> Result<AskView, WebError> {
    let municipality = web.flow.store().read().await?.municipality_by_slug(&slug).await?;
    let name = municipality.ok_or_else(WebError::not_found)?.name;
    Ok(AskView {
        slug,
        name,
        typed,
        errors,
    })
}

pub(super) async fn send(
    State(web): State<Web>,
    page: Page,
    client: Client,
    Path(slug): Path<String>,
    Input(typed): Input<Typed>,
) -> Result<Response, WebError> {
    let form = NewRequest {
        asker: typed.asker.clone(),
        contact: typed.contact.clone(),
        text: typed.text.clone(),
    };
    match requests::receive(&web.flow, &slug, form, page.locale(), &client.0).await {
        Ok(number) => {
            let flash = Flash::success("request-received").with("number", number);
            Ok(page.redirect_with(&format!("/public/{slug}/access-request"), &flash))
        }
        Err(error) => {
            let errors = FieldErrors::of(&page, error)?;
            let view = view(&web, slug, typed, errors).await?;
            page.form(&view, &view.errors)
        }
    }
}

impl View for AskView {
    const TEMPLATE: &'static str = "requests/ask.html";
    fn samples() -> Vec<Self> {
        let view = |errors| Self {
            slug: "batsfjord".to_owned(),
            name: "Båtsfjord kommune".to_owned(),
            typed: Typed::default(),
            errors,
        };
        vec![
            view(FieldErrors::default()),
            view(crate::samples::faults(&["asker", "contact", "text"])),
        ]
    }
}
