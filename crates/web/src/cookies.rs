//! The few cookies there are: session, form token of those not signed in, language, flash.

use crate::Settings;
use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite};

/// Which cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Token of the session. Strictly necessary.
    Session,
    /// Form token of a visitor who is not signed in. Strictly necessary.
    Form,
    /// Chosen language.
    Language,
    /// The message that the next page shows.
    Flash,
}

impl Kind {
    /// The name; `__Host-` binds it to this host and to https (RFC 6265bis §4.1.3.2). Browsers refuse that prefix over
    /// plain http, so a server on loopback goes without.
    #[must_use]
    pub fn name(self, settings: &Settings) -> &'static str {
        match (self, settings.https) {
            (Self::Session, true) => "__Host-rettesnor",
            (Self::Session, false) => "rettesnor",
            (Self::Form, true) => "__Host-rettesnor-form",
            (Self::Form, false) => "rettesnor-form",
            (Self::Language, _) => "rettesnor-language",
            (Self::Flash, _) => "rettesnor-flash",
        }
    }

    /// `Set-Cookie` with `value`: HttpOnly, SameSite=Lax, for the browser's session (language: one year).
    #[must_use]
    pub fn set(self, settings: &Settings, value: &str) -> Option<HeaderValue> {
        let age = (self == Self::Language).then(|| cookie::time::Duration::days(365));
        self.write(settings, value, age)
    }

    /// `Set-Cookie` that takes the cookie away.
    #[must_use]
    pub fn clear(self, settings: &Settings) -> Option<HeaderValue> {
        self.write(settings, "", Some(cookie::time::Duration::ZERO))
    }

    fn write(
        self,
        settings: &Settings,
        value: &str,
        age: Option<cookie::time::Duration>,
    ) -> Option<HeaderValue> {
        let mut cookie = Cookie::build((self.name(settings), value.to_owned()))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(settings.https)
            .build();
        cookie.set_max_age(age);
        HeaderValue::from_str(&cookie.to_string()).ok()
    }

    /// The value that the browser sent.
    #[must_use]
    pub fn read(self, settings: &Settings, headers: &HeaderMap) -> Option<String> {
        let name = self.name(settings);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .flat_map(Cookie::split_parse)
            .filter_map(Result::ok)
            .find(|c| c.name() == name)
            .map(|c| c.value().to_owned())
    }
}
