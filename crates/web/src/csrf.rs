//! A change must come from our own page: by where the browser says it comes from, and by the token in the form.

use crate::error::WebError;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt as _;
use std::time::Duration;
use subtle::ConstantTimeEq;

/// Largest form without a file, in bytes: the longest draft with all answers, as browsers encode them, fits twice.
const FORM: usize = 2 << 20;
/// Largest form of a visitor who is not signed in, in bytes: the longest comment on the practice page fits ten times.
const VISITOR: usize = 64 << 10;

/// The largest body to read into memory. Only those signed in with both factors may send files.
fn limit(settings: &crate::Settings, complete: bool, kind: &str) -> usize {
    let least = match (complete, kind.starts_with("multipart/form-data")) {
        (true, true) => settings.body_limit,
        (true, false) => FORM,
        (false, _) => VISITOR,
    };
    least.min(settings.body_limit)
}

/// Checks an unsafe request against the visitor's `token` and gives it back whole.
///
/// # Errors
/// `form-expired` when the origin or the token is wrong, `too-large` when the body is, `too-slow` when it stops coming;
/// `complete` says whether the visitor is signed in with both factors.
pub(crate) async fn check(
    request: Request,
    token: &str,
    settings: &crate::Settings,
    complete: bool,
) -> Result<Request, WebError> {
    if !same_origin(request.headers()) {
        return Err(WebError::form_expired());
    }
    let in_header = request
        .headers()
        .get("x-csrf-token")
        .map(|sent| equal(sent.as_bytes(), token));
    if in_header == Some(false) {
        return Err(WebError::form_expired());
    }
    let (parts, body) = request.into_parts();
    let kind = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let bytes = read(body, limit(settings, complete, &kind), settings.body_pause).await?;
    if in_header == Some(true) {
        return Ok(Request::from_parts(parts, Body::from(bytes)));
    }
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

/// The whole body, as long as it keeps coming.
async fn read(body: Body, limit: usize, pause: Duration) -> Result<Bytes, WebError> {
    let too_large = || WebError::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    let told = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if told > limit {
        return Err(too_large());
    }
    let mut parts = body.into_data_stream();
    let mut whole = Vec::new();
    loop {
        let next = tokio::time::timeout(pause, parts.next()).await;
        let Some(part) = next.map_err(|_| WebError::new(StatusCode::REQUEST_TIMEOUT, "too-slow"))? else {
            return Ok(Bytes::from(whole));
        };
        let part = part.map_err(|_| WebError::bad_request())?;
        if whole.len().saturating_add(part.len()) > limit {
            return Err(too_large());
        }
        whole.extend_from_slice(&part);
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
    let mut request = Request::builder()
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(bytes))
        .ok()?;
    // They are in memory already, and were counted when they came.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.ok()?;
    while let Ok(Some(field)) = parts.next_field().await {
        if field.name() == Some("csrf") {
            return field.text().await.ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    async fn sent(kind: &str, size: usize, complete: bool, in_header: bool) -> Result<usize, &'static str> {
        let form = format!("csrf=token&text={}", "x".repeat(size));
        let mut request = Request::post("/").header(header::CONTENT_TYPE, kind);
        if in_header {
            request = request.header("x-csrf-token", "token");
        }
        let request = request.body(Body::from(form)).map_err(|_| "bad")?;
        match check(request, "token", &Settings::default(), complete).await {
            Ok(request) => axum::body::to_bytes(request.into_body(), usize::MAX)
                .await
                .map(|b| b.len())
                .map_err(|_| "bad"),
            Err(error) if error.key == "too-large" => Err("too-large"),
            Err(_) => Err("other"),
        }
    }

    #[tokio::test]
    async fn only_those_signed_in_may_make_the_server_hold_much() {
        let form = "application/x-www-form-urlencoded";
        for in_header in [false, true] {
            assert_eq!(sent(form, 60_000, false, in_header).await, Ok(60_016));
            assert_eq!(sent(form, 70_000, false, in_header).await, Err("too-large"));
            assert_eq!(sent(form, 70_000, true, in_header).await, Ok(70_016));
            assert_eq!(sent(form, 3_000_000, true, in_header).await, Err("too-large"));
        }
        let file = "multipart/form-data; boundary=b";
        assert_eq!(sent(file, 70_000, false, true).await, Err("too-large"));
        assert_eq!(sent(file, 52_000_000, true, true).await, Ok(52_000_016));
        assert_eq!(sent(file, 58_000_000, true, true).await, Err("too-large"));
    }

    /// As a browser without scripts sends it: the token is a field of the form.
    #[tokio::test]
    async fn a_large_file_is_taken_with_the_token_in_its_form() {
        for size in [1_000, 5_000_000, 50_000_000] {
            let part = |name: &str, text: &str| {
                format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
            };
            let form = part("csrf", "token") + &part("file", &"x".repeat(size)) + "--b--\r\n";
            let whole = form.len();
            let request = Request::post("/").header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
            let request = request.body(Body::from(form)).unwrap();
            let taken = check(request, "token", &Settings::default(), true).await;
            let bytes = axum::body::to_bytes(taken.unwrap().into_body(), usize::MAX).await;
            assert_eq!(bytes.unwrap().len(), whole, "{size}");
        }
    }
}
