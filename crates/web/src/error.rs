//! Errors as people and programs see them. The key is the locale's message and the API's code.

use crate::page::Page;
use crate::view::View;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use flow::rules::Point;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why a request was not carried out. `error-<key>` says what happened, `error-<key>-todo` what to do.
#[derive(Clone, Debug)]
pub struct WebError {
    /// Stable key, kebab case.
    pub key: Cow<'static, str>,
    /// HTTP status.
    pub status: StatusCode,
    /// What the messages name.
    pub params: BTreeMap<String, String>,
    /// What the guideline says, when it is the guideline that says no.
    pub points: Vec<Point>,
    cause: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl WebError {
    /// An error with a stable key.
    pub fn new(status: StatusCode, key: impl Into<Cow<'static, str>>) -> Self {
        Self {
            key: key.into(),
            status,
            params: BTreeMap::new(),
            points: Vec::new(),
            cause: None,
        }
    }

    /// Adds what the messages name.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// There is no such page, or not for you.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }

    /// Signed in, but without the permission.
    #[must_use]
    pub fn not_allowed() -> Self {
        Self::new(StatusCode::FORBIDDEN, "not-allowed")
    }

    /// Not signed in.
    #[must_use]
    pub fn sign_in_first() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "sign-in-first")
    }

    /// The form came from elsewhere, or from a page that is too old.
    #[must_use]
    pub fn form_expired() -> Self {
        Self::new(StatusCode::FORBIDDEN, "form-expired")
    }

    /// The request cannot be understood.
    #[must_use]
    pub fn bad_request() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request")
    }

    /// Something that we did not foresee; `cause` goes to the log under the request's number, never to the page.
    pub fn internal(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self {
            cause: Some(Arc::new(cause)),
            ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
        }
    }

    /// Tells the operator of what people cannot mend.
    pub(crate) fn log(&self, request: &str) {
        if self.status.is_server_error() {
            let cause = self.cause.as_ref().map(ToString::to_string);
            tracing::error!(request, key = %self.key, cause, "request failed");
        }
    }

    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(status, "too-large"),
            StatusCode::METHOD_NOT_ALLOWED => Self::new(status, "method-not-allowed"),
            s if s.is_client_error() => Self::new(s, "bad-request"),
            s => Self::new(s, "internal"),
        }
    }
}

impl std::fmt::Display for WebError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.key, self.status.as_u16())
    }
}

impl std::error::Error for WebError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|c| {
            let cause: &(dyn std::error::Error + 'static) = c.as_ref();
            cause
        })
    }
}

impl From<flow::Error> for WebError {
    fn from(error: flow::Error) -> Self {
        use flow::Error as E;
        use store::StoreError as S;
        let status = match &error {
            E::NotFound => StatusCode::NOT_FOUND,
            E::NotAllowed => StatusCode::FORBIDDEN,
            E::Conflict | E::Step(_) => StatusCode::CONFLICT,
            E::Refused {
                key: "sign-in-too-many",
                ..
            } => StatusCode::TOO_MANY_REQUESTS,
            E::Invalid(_) | E::Refused { .. } | E::Stopped(_) => StatusCode::UNPROCESSABLE_ENTITY,
            E::Store(S::DiskFull | S::DatabaseFull) => StatusCode::INSUFFICIENT_STORAGE,
            E::Store(S::ReadOnly | S::Busy | S::Unavailable(_)) => StatusCode::SERVICE_UNAVAILABLE,
            E::Network(_) => StatusCode::BAD_GATEWAY,
            E::Store(_) | E::Ledger(_) | E::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut web = Self::new(status, error.key());
        web.params = error
            .params()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        match error {
            E::Stopped(points) => web.points = points,
            other => web.cause = Some(Arc::new(other)),
        }
        web
    }
}

impl From<store::StoreError> for WebError {
    fn from(error: store::StoreError) -> Self {
        flow::Error::from(error).into()
    }
}

impl From<minijinja::Error> for WebError {
    fn from(error: minijinja::Error) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for WebError {
    /// Carries the error outwards; [`dress`] makes the page, because only it knows who asked in which language.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The page (or fragment) of an error.
#[derive(Serialize)]
pub struct ErrorView {
    /// Status code, e.g. 404.
    pub status: u16,
    /// Key of what happened.
    pub what: String,
    /// Key of what to do.
    pub todo: String,
    /// What the messages name.
    pub params: BTreeMap<String, String>,
    /// What the guideline says.
    pub points: Vec<Point>,
    /// Whether to show the request's number: only when we want to be asked about it.
    pub show_number: bool,
}

impl View for ErrorView {
    const TEMPLATE: &'static str = "error.html";
    fn samples() -> Vec<Self> {
        let view = |error: WebError| Self::of(&error, |_| true);
        vec![
            view(WebError::not_found()),
            view(WebError::not_allowed()),
            view(WebError::sign_in_first()),
            view(WebError::form_expired()),
            view(WebError::bad_request()),
            view(WebError::internal(std::fmt::Error)),
            view(WebError::of_status(StatusCode::PAYLOAD_TOO_LARGE)),
            view(WebError::of_status(StatusCode::METHOD_NOT_ALLOWED)),
            view(flow::Error::Stopped(crate::samples::points()).into()),
        ]
    }
}

impl ErrorView {
    fn of(error: &WebError, has: impl Fn(&str) -> bool) -> Self {
        let what = format!("error-{}", error.key);
        let todo = format!("error-{}-todo", error.key);
        let known = has(&what);
        Self {
            status: error.status.as_u16(),
            todo: if has(&todo) {
                todo
            } else {
                "error-internal-todo".to_owned()
            },
            what: if known { what } else { "error-internal".to_owned() },
            params: error.params.clone(),
            points: error.points.clone(),
            show_number: error.status.is_server_error() || !known,
        }
    }
}

/// Turns an error response into a page, a fragment (htmx) or JSON; leaves all others alone.
pub(crate) fn dress(page: &Page, response: Response) -> Response {
    let status = response.status();
    let plain = response
        .headers()
        .get(axum::http::header::CONTENT_TYPE)
        .is_none_or(|t| t.as_bytes().starts_with(b"text/plain"));
    let error = match response.extensions().get::<WebError>() {
        Some(error) => error.clone(),
        None if (status.is_client_error() || status.is_server_error()) && plain => {
            WebError::of_status(status)
        }
        None => return response,
    };
    error.log(page.request_id());
    let view = ErrorView::of(&error, |key| page.texts().has(key));
    let body = if page.wants_json() {
        let message = page.t(&view.what, &error.params);
        axum::Json(serde_json::json!({"code": error.key, "message": message})).into_response()
    } else {
        let block = page.is_htmx().then_some("fragment");
        match page.render(&view, block) {
            Ok(html) => axum::response::Html(html).into_response(),
            Err(problem) => {
                tracing::error!(request = page.request_id(), %problem, "error page failed");
                return status.into_response();
            }
        }
    };
    let mut dressed = (error.status, body).into_response();
    for (name, value) in response.headers() {
        if name == axum::http::header::SET_COOKIE || name == axum::http::header::ALLOW {
            dressed.headers_mut().append(name, value.clone());
        }
    }
    dressed
}

/// Fallback of the router.
pub(crate) async fn no_such_page() -> WebError {
    WebError::not_found()
}

/// Fallback for a known path with another method.
pub(crate) async fn no_such_method() -> WebError {
    WebError::of_status(StatusCode::METHOD_NOT_ALLOWED)
}
