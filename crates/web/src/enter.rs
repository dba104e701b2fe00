//! The door: every request gets a number, a frame and safe headers; every change is checked for forgery.

use crate::back::Pages;
use crate::cookies::Kind;
use crate::error::{WebError, dress};
use crate::flash::Flash;
use crate::gate::{self, Notices};
use crate::page::{Frame, Page, Signed};
use crate::{Web, csrf, negotiate};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::municipality::Municipality;
use std::sync::Arc;

/// Frame, forgery check, handler, error page, headers.
pub(crate) async fn enter(
    State((web, pages)): State<(Web, Pages)>,
    request: Request,
    next: Next,
) -> Response {
    let started = web.flow.source().now();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|p| p.as_str().to_owned());
    let form_cookie = Kind::Form.read(&web.settings, request.headers());
    let (page, trouble) = frame(
        &web,
        request.headers(),
        uri.path(),
        form_cookie.as_deref(),
        |visitor| pages.after(&method, &uri, route.as_deref(), visitor),
    )
    .await;
    let response = match trouble {
        Some(error) => error.into_response(),
        None => handle(&web, &page, request, next).await,
    };
    let mut response = dress(&page, response);
    let settings = &web.settings;
    let html = is_html(&response);
    let headers = response.headers_mut();
    if page.signed().is_none() && form_cookie.is_none() && html {
        append(headers, Kind::Form.set(settings, &page.0.csrf));
    }
    if page.0.flash.is_some() && html {
        append(headers, Kind::Flash.clear(settings));
    }
    safe_headers(headers, &page.0.nonce, settings.https);
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::from_str(page.request_id()) {
        headers.insert("x-request-id", id);
    }
    // The pattern, never the address itself: links of invitations carry secrets, searches carry names.
    let route = route.as_deref().unwrap_or("-");
    let took_ms = web.flow.source().now().0.saturating_sub(started.0);
    tracing::info!(request = page.request_id(), %method, route, status = response.status().as_u16(), took_ms, "request");
    response
}

/// Headers alone, for assets and the health check.
pub(crate) async fn bare(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}

async fn handle(web: &Web, page: &Page, request: Request, next: Next) -> Response {
    let mut request = if request.method().is_safe() {
        request
    } else {
        let complete = page.signed().is_some_and(|s| s.session.complete);
        match csrf::check(request, &page.0.csrf, &web.settings, complete).await {
            Ok(request) => request,
            Err(error) => return error.into_response(),
        }
    };
    request.extensions_mut().insert(page.clone());
    next.run(request).await
}

/// Everything known about the request before its handler. When the store fails, the frame is bare and the error told.
async fn frame(
    web: &Web,
    headers: &HeaderMap,
    path: &str,
    form_cookie: Option<&str>,
    back: impl Fn(Option<&Signed>) -> String,
) -> (Page, Option<WebError>) {
    let found = find(web, headers).await;
    let (trouble, (municipality, mut signed, notices)) = match found {
        Ok(found) => (None, found),
        Err(error) => (Some(error), (None, None, Notices::default())),
    };
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let locale = negotiate::locale(
        signed.as_ref().and_then(|s| s.person.locale),
        Kind::Language.read(&web.settings, headers).as_deref(),
        text("accept-language"),
        municipality.as_ref().map(Municipality::locale),
    );
    if let Some(signed) = &mut signed {
        signed.actor.locale = locale;
    }
    let csrf = match (&signed, form_cookie) {
        (Some(signed), _) => signed.session.csrf.clone(),
        (None, Some(token)) => token.to_owned(),
        (None, None) => hex::encode(web.flow.source().bytes::<24>()),
    };
    let path = path.to_owned();
    let complete = signed.as_ref().filter(|s| s.session.complete);
    let back = back(complete);
    let page = Page(Arc::new(Frame {
        locale,
        municipality,
        signed,
        notices,
        csrf,
        nonce: STANDARD.encode(web.flow.source().bytes::<16>()),
        request_id: hex::encode(web.flow.source().bytes::<8>()),
        json: path.starts_with("/api/") || path.ends_with(".json"),
        path,
        back,
        flash: Flash::read(&web.settings, headers).filter(|f| web.texts.has(&f.key)),
        htmx: headers.contains_key("hx-request"),
        web: web.clone(),
    }));
    (page, trouble)
}

async fn find(
    web: &Web,
    headers: &HeaderMap,
) -> Result<(Option<Municipality>, Option<Signed>, Notices), WebError> {
    let visitor = match Kind::Session.read(&web.settings, headers) {
        Some(token) => flow::access::resume(&web.flow, &token)
            .await?
            .map(|visitor| Signed {
                session: visitor.session,
                actor: visitor.actor,
                enrolled: visitor.enrolled,
                token,
            }),
        None => None,
    };
    let Some(signed) = visitor else {
        return Ok((gate::municipality(&web.flow).await?, None, Notices::default()));
    };
    let notices = if signed.session.complete {
        gate::notices(&web.flow, &signed.person).await?
    } else {
        Notices::default()
    };
    Ok((Some(signed.municipality.clone()), Some(signed), notices))
}

fn is_html(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|t| t.as_bytes().starts_with(b"text/html"))
}

fn append(headers: &mut HeaderMap, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        headers.append(header::SET_COOKIE, cookie);
    }
}

fn safe_headers(headers: &mut HeaderMap, nonce: &str, https: bool) {
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data: blob:; media-src 'self'; font-src 'self'; \
         connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(
        "cross-origin-opener-policy",
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    );
    if https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
}
