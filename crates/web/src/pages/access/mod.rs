//! Signing in and out.

pub mod enroll;
pub mod invitation;
pub mod second_factor;
pub mod sign_in;
pub mod sign_out;

use crate::Web;
use crate::access::{Access, Route};
use crate::cookies::Kind;
use axum::http::header;
use axum::response::Response;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/sign-in", Access::Anonymous, sign_in::show),
        Route::post("/sign-in", Access::Anonymous, sign_in::submit),
        Route::get("/sign-in/code", Access::Anonymous, second_factor::show),
        Route::post("/sign-in/code", Access::Anonymous, second_factor::submit),
        Route::get("/sign-in/enroll", Access::Anonymous, enroll::show),
        Route::post("/sign-in/enroll", Access::Anonymous, enroll::submit),
        Route::get("/invitation/{token}", Access::Anonymous, invitation::show),
        Route::post("/invitation/{token}", Access::Anonymous, invitation::submit),
        Route::post("/sign-out", Access::Public, sign_out::submit),
    ]
}

/// The response, with the session's cookie.
pub(crate) fn with_session(web: &Web, mut response: Response, token: &str) -> Response {
    if let Some(cookie) = Kind::Session.set(&web.settings, token) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// An address with the page to come to afterwards.
pub(crate) fn with_next(path: &str, next: &str) -> String {
    match crate::page::inside(next) {
        "/" => path.to_owned(),
        next => {
            let next = percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC);
            format!("{path}?next={next}")
        }
    }
}
