//! A change must come from our own page: by where the browser says it comes from, and by the token in the form.

use crate::error::WebError;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header};
use subtle::ConstantTimeEq;

/// Checks an unsafe request against the visitor's `token` and gives it back whole.
///
/// # Errors
/// `form-expired` when the origin or the token is wrong, `too-large` when the body is.
pub(crate) async fn check(request: Request, token: &str, limit: usize) -> Result<Request, WebError> {
    if !same_origin(request.headers()) {
        return Err(WebError::form_expired());
    }
    if let Some(sent) = request.headers().get("x-csrf-token") {
        return if equal(sent.as_bytes(), token) {
            Ok(request)
        } else {
            Err(WebError::form_expired())
        };
    }
    let (parts, body) = request.into_parts();
    let too_large = || WebError::new(axum::http::StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    let bytes = axum::body::to_bytes(body, limit).await.map_err(|_| too_large())?;
    let kind = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let sent = if kind.starts_with("multipart/form-data") {
        in_multipart(&kind, bytes.clone()).await
    } else {
        in_form(&bytes)
    };
    match sent {
        Some(sent) if equal(sent.as_bytes(), token) => Ok(Request::from_parts(parts, Body::from(bytes))),
        _ => Err(WebError::form_expired()),
    }
}

fn equal(sent: &[u8], token: &str) -> bool {
    !token.is_empty() && bool::from(sent.ct_eq(token.as_bytes()))
}

/// `Sec-Fetch-Site` where the browser sends it, else `Origin` against `Host`. A client that sends neither is no
/// browser that a foreign page could misuse; the token decides.
fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
    }
}

fn in_form(bytes: &[u8]) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Token {
        csrf: String,
    }
    serde_html_form::from_bytes::<Token>(bytes).ok().map(|t| t.csrf)
}

async fn in_multipart(kind: &str, bytes: Bytes) -> Option<String> {
    let request = Request::builder()
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(bytes))
        .ok()?;
    let mut parts = Multipart::from_request(request, &()).await.ok()?;
    while let Ok(Some(field)) = parts.next_field().await {
        if field.name() == Some("csrf") {
            return field.text().await.ok();
        }
    }
    None
}
