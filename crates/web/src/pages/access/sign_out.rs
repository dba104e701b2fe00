//! `POST /sign-out`.

use crate::cookies::Kind;
use crate::{Flash, Page, Web, WebError};
use axum::extract::State;
use axum::http::header;
use axum::response::Response;

pub(crate) async fn submit(State(web): State<Web>, page: Page) -> Result<Response, WebError> {
    if let Some(signed) = page.signed() {
        flow::access::sign_out(&web.flow, &signed.token).await?;
    }
    let mut response = page.redirect_with("/", &Flash::success("signed-out"));
    if let Some(cookie) = Kind::Session.clear(&web.settings) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
