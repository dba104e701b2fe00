//! What a handler knows about the request's frame: who, which language, which municipality.

use crate::access::Granted;
use crate::error::WebError;
use crate::flash::Flash;
use crate::forms::FieldErrors;
use crate::gate::Notices;
use crate::texts::Texts;
use crate::view::View;
use axum::extract::{ConnectInfo, FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use flow::Actor;
use fluent_bundle::FluentArgs;
use minijinja::value::{Serde, Value};
use model::Locale;
use model::municipality::{Country, Municipality};
use model::person::{Permission, Session};
use serde::Serialize;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

/// Somebody signed in: a [`flow::Actor`] with a session. As an argument of a handler it is there only when the route's
/// access let the person in.
#[derive(Clone)]
pub struct Signed {
    /// The session.
    pub session: Session,
    /// Person, municipality and the language of the page, for the workflows.
    pub actor: Actor,
    /// Whether the person has a second factor already.
    pub enrolled: bool,
    /// The session's token, as the cookie has it.
    pub(crate) token: String,
}

impl std::fmt::Debug for Signed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Signed").field(&self.actor.person.id).finish()
    }
}

impl std::ops::Deref for Signed {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.actor
    }
}

/// Address of the one who asks, for counting failed tries to sign in. Behind a proxy that the operator has named it is the
/// one that the proxy tells; otherwise nobody can get a fresh count by a header of their own.
#[derive(Clone, Debug)]
pub struct Client(pub String);

impl Client {
    /// `forwarded` is what the proxies wrote, nearest last; what stands before the first address that is no trusted
    /// proxy's may be made up.
    fn of(peer: IpAddr, forwarded: &str, trusted: &[IpAddr]) -> Self {
        let mut address = peer.to_canonical();
        for told in forwarded.rsplit(',') {
            match told.trim().parse::<IpAddr>() {
                Ok(told) if trusted.contains(&address) => address = told.to_canonical(),
                _ => break,
            }
        }
        Self(match address {
            IpAddr::V4(v4) => v4.to_string(),
            // One customer has a whole /64 (RFC 6177), so that is what counts as one.
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else {
            return Ok(Self("unknown".to_owned()));
        };
        let told = parts
            .headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|v| v.to_str().ok());
        let told: Vec<&str> = told.collect();
        let trusted = parts.extensions.get::<Page>().map(|p| p.0.web.settings.clone());
        Ok(Self::of(
            peer.ip(),
            &told.join(","),
            trusted.as_ref().map_or(&[], |s| &s.trusted_proxies),
        ))
    }
}

/// The request's frame; cheap to clone.
#[derive(Clone)]
pub struct Page(pub(crate) Arc<Frame>);

pub(crate) struct Frame {
    pub(crate) web: crate::Web,
    pub(crate) locale: Locale,
    pub(crate) municipality: Option<Municipality>,
    pub(crate) signed: Option<Signed>,
    pub(crate) notices: Notices,
    pub(crate) csrf: String,
    pub(crate) nonce: String,
    pub(crate) request_id: String,
    pub(crate) path: String,
    pub(crate) back: String,
    pub(crate) flash: Option<Flash>,
    pub(crate) htmx: bool,
    pub(crate) json: bool,
}

/// The variable `page` of every template.
#[derive(Serialize)]
pub struct Shell<'a> {
    /// Language tag.
    pub locale: &'a str,
    /// All languages: tag and whether it is the current one.
    pub locales: Vec<(&'a str, bool)>,
    /// Name of the municipality, once set up.
    pub municipality: Option<&'a str>,
    /// Name of the person signed in.
    pub person: Option<&'a str>,
    /// Main navigation.
    pub nav: Vec<NavItem>,
    /// Name of the declared crisis.
    pub crisis: Option<&'a str>,
    /// Form token.
    pub csrf: &'a str,
    /// CSP nonce.
    pub nonce: &'a str,
    /// Address of this page, or of the one that its form stands on.
    pub back: &'a str,
    /// Message from the last action.
    pub flash: Option<&'a Flash>,
    /// Number of this request, for support.
    pub request_id: &'a str,
}

/// One entry of the main navigation.
#[derive(Serialize)]
pub struct NavItem {
    /// Text key.
    pub key: &'static str,
    /// Where to.
    pub href: &'static str,
    /// Whether this page is in that area.
    pub current: bool,
    /// How many things wait there; 0 shows nothing.
    pub count: u32,
}

/// The areas in the order of the navigation, each with the permission that shows it.
pub const AREAS: &[(&str, &str, Permission)] = &[
    ("nav-posts", "/posts", Permission::SeePosts),
    ("nav-approvals", "/approvals", Permission::Approve),
    ("nav-inbox", "/inbox", Permission::SeeInbox),
    ("nav-duties", "/duties", Permission::DoDuties),
    ("nav-cases", "/cases", Permission::ReportCase),
    ("nav-channels", "/channels", Permission::SeeChannels),
    ("nav-archive", "/archive", Permission::SeeArchive),
    ("nav-requests", "/requests", Permission::HandleRequests),
    ("nav-retention", "/retention", Permission::SeeRetention),
    ("nav-guideline", "/guideline", Permission::SeeGuideline),
    ("nav-crisis", "/crisis", Permission::Crisis),
    ("nav-jobs", "/jobs", Permission::SeeJobs),
    ("nav-people", "/people", Permission::ManagePeople),
    ("nav-settings", "/settings", Permission::ManageSettings),
];

impl Page {
    /// Renders a page.
    ///
    /// # Errors
    /// [`WebError`] `internal` when the template fails.
    pub fn view<V: View>(&self, view: &V) -> Result<Response, WebError> {
        Ok(Html(self.render(view, None)?).into_response())
    }

    /// Shows a form again, with what is wrong with it.
    ///
    /// # Errors
    /// [`WebError`] `internal` when the template fails.
    pub fn form<V: View>(&self, view: &V, errors: &FieldErrors) -> Result<Response, WebError> {
        Ok((errors.status(), Html(self.render(view, None)?)).into_response())
    }

    /// Renders one block of a page's template, for htmx.
    ///
    /// # Errors
    /// [`WebError`] `internal` when the template fails.
    pub fn fragment<V: View>(&self, view: &V, block: &str) -> Result<Response, WebError> {
        Ok(Html(self.render(view, Some(block))?).into_response())
    }

    pub(crate) fn render<V: View>(&self, view: &V, block: Option<&str>) -> Result<String, minijinja::Error> {
        let context =
            minijinja::context! { page => Value::from(Serde(self.shell())), ..Value::from(Serde(view)) };
        self.0
            .web
            .views
            .render(self.0.locale, self.country(), V::TEMPLATE, block, context)
    }

    /// Sends the browser on to `to` (303); htmx follows it as a whole page.
    #[must_use]
    pub fn redirect(&self, to: &str) -> Response {
        if self.0.htmx
            && let Ok(to) = HeaderValue::from_str(to)
        {
            return [(HeaderName::from_static("hx-redirect"), to)].into_response();
        }
        Redirect::to(to).into_response()
    }

    /// The same, with a message for the page that comes.
    #[must_use]
    pub fn redirect_with(&self, to: &str, flash: &Flash) -> Response {
        let mut response = self.redirect(to);
        if let Some(cookie) = flash.cookie(&self.0.web.settings) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// A text in the page's language; the key itself when there is none.
    #[must_use]
    pub fn t(&self, key: &str, params: &BTreeMap<String, String>) -> String {
        let args: FluentArgs<'_> = params.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        self.0
            .web
            .texts
            .get(self.0.locale, key, &args)
            .unwrap_or_else(|| key.to_owned())
    }

    /// All texts.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.0.web.texts
    }

    /// The language of the page.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.0.locale
    }

    /// The municipality.
    ///
    /// # Errors
    /// `not-set-up` before the installation is set up.
    pub fn municipality(&self) -> Result<&Municipality, WebError> {
        self.0
            .municipality
            .as_ref()
            .ok_or_else(|| WebError::new(axum::http::StatusCode::CONFLICT, "not-set-up"))
    }

    /// Whether the installation is set up.
    #[must_use]
    pub fn is_set_up(&self) -> bool {
        self.0.municipality.is_some()
    }

    /// Whoever has a session, also one without the second factor yet: for the sign-in pages. Others take [`Signed`].
    #[must_use]
    pub fn signed(&self) -> Option<&Signed> {
        self.0.signed.as_ref()
    }

    /// Number of the request, as in the log.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// Path of the request.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Whether htmx asks for a part of the page.
    #[must_use]
    pub fn is_htmx(&self) -> bool {
        self.0.htmx
    }

    /// Whether a program asks: a path under `/api/` or ending in `.json`.
    #[must_use]
    pub fn wants_json(&self) -> bool {
        self.0.json
    }

    fn country(&self) -> Country {
        self.0
            .municipality
            .as_ref()
            .map_or(Country::Norway, |m| m.country)
    }

    fn shell(&self) -> Shell<'_> {
        let frame = &self.0;
        let signed = frame.signed.as_ref().filter(|s| s.session.complete);
        let nav = AREAS
            .iter()
            .filter(|(_, _, permission)| signed.is_some_and(|s| s.person.may(*permission)))
            .map(|(key, href, _)| NavItem {
                key,
                href,
                current: frame.path == *href || frame.path.starts_with(&format!("{href}/")),
                count: match *href {
                    "/approvals" => frame.notices.approvals_waiting,
                    "/inbox" => frame.notices.inbox_open,
                    "/duties" => frame.notices.duties_open,
                    _ => 0,
                },
            })
            .collect();
        Shell {
            locale: frame.locale.tag(),
            locales: Locale::ALL
                .iter()
                .map(|l| (l.tag(), *l == frame.locale))
                .collect(),
            municipality: frame.municipality.as_ref().map(|m| m.name.as_str()),
            person: signed.map(|s| s.person.name.as_str()),
            nav,
            crisis: signed.and(frame.notices.crisis.as_deref()),
            csrf: &frame.csrf,
            nonce: &frame.nonce,
            back: &frame.back,
            flash: frame.flash.as_ref(),
            request_id: &frame.request_id,
        }
    }
}

/// A path that came with the request, when it leads into our own pages, else the start page. "//host" and "/\\host" would
/// lead away, and so would "/<tab>/host": browsers drop tabs and line ends from an address (WHATWG URL, "basic URL parser").
pub(crate) fn inside(path: &str) -> &str {
    let plain = !path.contains(|c: char| c == '\\' || c.is_control());
    if plain && path.starts_with('/') && !path.starts_with("//") {
        path
    } else {
        "/"
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| WebError::internal(std::fmt::Error))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        parts
            .extensions
            .get::<Granted>()
            .map(|g| g.0.clone())
            .ok_or_else(WebError::sign_in_first)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Signed {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, WebError> {
        Ok(parts.extensions.get::<Granted>().map(|g| g.0.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Client, inside};

    #[test]
    fn a_client_is_who_the_named_proxies_say_and_nobody_else() {
        let of = |peer: &str, told: &str, trusted: &[&str]| {
            let trusted: Vec<_> = trusted.iter().filter_map(|t| t.parse().ok()).collect();
            peer.parse()
                .map(|peer| Client::of(peer, told, &trusted).0)
                .unwrap_or_default()
        };
        assert_eq!(of("203.0.113.9", "", &[]), "203.0.113.9");
        // Nobody has named a proxy, so what a header says is only a claim.
        assert_eq!(of("203.0.113.9", "198.51.100.1", &[]), "203.0.113.9");
        assert_eq!(of("127.0.0.1", "198.51.100.1", &["127.0.0.1"]), "198.51.100.1");
        assert_eq!(
            of("::ffff:127.0.0.1", "198.51.100.1", &["127.0.0.1"]),
            "198.51.100.1"
        );
        // What the visitor wrote herself stands further left.
        assert_eq!(
            of("127.0.0.1", "1.1.1.1, 198.51.100.1", &["127.0.0.1"]),
            "198.51.100.1"
        );
        assert_eq!(
            of(
                "10.0.0.2",
                "1.1.1.1, 198.51.100.1, 10.0.0.1",
                &["10.0.0.1", "10.0.0.2"]
            ),
            "198.51.100.1"
        );
        assert_eq!(of("127.0.0.1", "nonsense", &["127.0.0.1"]), "127.0.0.1");
        assert_eq!(of("2001:db8:1:2:3:4:5:6", "", &[]), "2001:db8:1:2::/64");
    }

    #[test]
    fn only_our_own_paths_are_come_back_to() {
        for own in [
            "/",
            "/posts",
            "/inbox?state=new&text=a%2Fb",
            "/posts/01ARZ3NDEKTSV4RRFFQ69G5FB0",
        ] {
            assert_eq!(inside(own), own);
        }
        for away in [
            "",
            "posts",
            "//evil.test",
            "/\\evil.test",
            "/\t/evil.test",
            "/\n/evil.test",
            "\t//evil.test",
            "https://evil.test",
            "javascript:alert(1)",
        ] {
            assert_eq!(inside(away), "/", "{away:?}");
        }
    }
}
