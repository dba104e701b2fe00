//! `/me`: what the person may choose about herself.

pub mod guideline;
pub mod password;

use crate::access::{Access, Route};
use crate::{Page, Signed, View, WebError};
use axum::response::Response;
use model::person::Permission as P;
use serde::Serialize;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/me", Access::SignedIn, show),
        Route::get("/me/guideline", Access::May(P::SeeGuideline), guideline::show),
        Route::post("/me/guideline", Access::May(P::SeeGuideline), guideline::submit),
        Route::get("/me/password", Access::SignedIn, password::show),
        Route::post("/me/password", Access::SignedIn, password::submit),
    ]
}

/// The page.
#[derive(Debug, Serialize)]
pub struct MeView {
    /// Name.
    pub name: String,
    /// The name to sign in with.
    pub email: String,
    /// Unit; may be empty.
    pub unit: String,
    /// Words of the roles.
    pub roles: Vec<&'static str>,
}

impl View for MeView {
    const TEMPLATE: &'static str = "me/show.html";
    fn samples() -> Vec<Self> {
        let view = |unit: &str| Self {
            name: "Kari Nordmann".to_owned(),
            email: "kari@example.no".to_owned(),
            unit: unit.to_owned(),
            roles: vec!["editor", "author"],
        };
        vec![view(""), view("Servicetorget")]
    }
}

async fn show(page: Page, me: Signed) -> Result<Response, WebError> {
    let person = &me.person;
    page.view(&MeView {
        name: person.name.clone(),
        email: person.email.clone(),
        unit: person.unit.clone(),
        roles: person.roles.iter().map(|r| r.as_str()).collect(),
    })
}
