//! Who may come in, as data. A route cannot be made without saying so.

use crate::error::WebError;
use crate::page::{Page, Signed};
use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use model::person::Permission;

/// Who may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, without a look at who it is: assets and the health check. No page context, no CSRF check.
    Bare,
    /// Everybody; the page may look different for those signed in.
    Public,
    /// Those who are not signed in yet (also between password and second factor). Others go to the start page.
    Anonymous,
    /// Everybody signed in with both factors.
    SignedIn,
    /// Those signed in whose roles give the permission.
    May(Permission),
}

impl Access {
    /// Whether it lets a visitor in; `signed` with both factors.
    pub(crate) fn admits(self, signed: Option<&Signed>) -> bool {
        match (self, signed) {
            (Self::Bare | Self::Public | Self::Anonymous, None) => true,
            (Self::Bare | Self::Public | Self::SignedIn, Some(_)) => true,
            (Self::May(permission), Some(signed)) => signed.person.may(permission),
            (Self::Anonymous, Some(_)) | (Self::SignedIn | Self::May(_), None) => false,
        }
    }
}

/// One row of the route table.
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path in axum's syntax, e.g. `/posts/{id}`.
    pub path: &'static str,
    /// Who may come in; enforced before the handler sees the request.
    pub access: Access,
    pub(crate) handler: MethodRouter<crate::Web>,
}

impl Route {
    /// A page that is read.
    pub fn get<H, T>(path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, crate::Web>,
        T: 'static,
    {
        Self::on(Method::GET, MethodFilter::GET, path, access, handler)
    }

    /// A change. The CSRF token is checked before the handler runs (not for [`Access::Bare`]).
    pub fn post<H, T>(path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, crate::Web>,
        T: 'static,
    {
        Self::on(Method::POST, MethodFilter::POST, path, access, handler)
    }

    fn on<H, T>(method: Method, filter: MethodFilter, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, crate::Web>,
        T: 'static,
    {
        Self {
            method,
            path,
            access,
            handler: on(filter, handler),
        }
    }
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {:?}", self.method, self.path, self.access)
    }
}

/// Proof that the guard let somebody signed in pass; only the guard makes it, [`Signed`] needs it.
#[derive(Clone)]
pub(crate) struct Granted(pub(crate) Signed);

/// Lets in whom `access` names and turns the others away.
pub(crate) async fn guard(
    State(access): State<Access>,
    page: Page,
    mut request: Request,
    next: Next,
) -> Response {
    let signed = page.signed().filter(|s| s.session.complete).cloned();
    if !access.admits(signed.as_ref()) {
        return match (access, signed) {
            (Access::Anonymous, _) => page.redirect("/"),
            (_, Some(_)) => WebError::not_allowed().into_response(),
            (_, None) => ask_to_sign_in(&page, request.method()),
        };
    }
    if let Some(signed) = signed {
        request.extensions_mut().insert(Granted(signed));
    }
    next.run(request).await
}

/// A browser that reads a page is sent to sign in and back; everything else gets the error.
fn ask_to_sign_in(page: &Page, method: &Method) -> Response {
    if method == Method::GET && !page.wants_json() && !page.is_htmx() {
        let next = percent_encoding::utf8_percent_encode(page.path(), percent_encoding::NON_ALPHANUMERIC);
        return Redirect::to(&format!("/sign-in?next={next}")).into_response();
    }
    WebError::sign_in_first().into_response()
}
