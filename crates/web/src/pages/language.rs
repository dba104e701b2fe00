//! Choosing the language: `POST /language`.

use crate::access::{Access, Route};
use crate::cookies::Kind;
use crate::page::inside;
use crate::{Input, Page, Signed, Web, WebError};
use axum::extract::State;
use axum::http::header;
use axum::response::Response;
use model::Locale;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::post("/language", Access::Public, choose)]
}

#[derive(serde::Deserialize)]
struct Choice {
    locale: String,
    back: String,
}

async fn choose(
    State(web): State<Web>,
    page: Page,
    signed: Option<Signed>,
    Input(choice): Input<Choice>,
) -> Result<Response, WebError> {
    let locale = Locale::from_tag(&choice.locale).ok_or_else(WebError::bad_request)?;
    if let Some(signed) = signed {
        flow::people::set_locale(&web.flow, &signed, locale).await?;
    }
    let mut response = page.redirect(inside(&choice.back));
    if let Some(cookie) = Kind::Language.set(&web.settings, locale.tag()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
