//! `GET /`: the way in.

use crate::access::{Access, Route};
use crate::{Page, Signed, View, WebError};
use axum::response::Response;
use serde::Serialize;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/", Access::Public, show)]
}

/// The start page.
#[derive(Debug, Serialize)]
pub struct StartView {
    /// Whether the installation is set up.
    pub set_up: bool,
    /// First name of the person signed in.
    pub first_name: Option<String>,
}

impl View for StartView {
    const TEMPLATE: &'static str = "start.html";
    fn samples() -> Vec<Self> {
        let view = |set_up, name: Option<&str>| Self {
            set_up,
            first_name: name.map(str::to_owned),
        };
        vec![view(false, None), view(true, None), view(true, Some("Kari"))]
    }
}

async fn show(page: Page, signed: Option<Signed>) -> Result<Response, WebError> {
    page.view(&StartView {
        set_up: page.is_set_up(),
        first_name: signed.and_then(|s| s.person.name.split_whitespace().next().map(str::to_owned)),
    })
}
