//! A short message from one request to the next page: a text key, never a text.

use crate::Settings;
use crate::cookies::Kind;
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The message. `tone` is `success`, `info`, `warning` or `danger`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// Colour and icon.
    pub tone: Tone,
    /// Text key.
    pub key: String,
    /// What the text names. It travels in a cookie: names of things, nothing secret.
    pub params: BTreeMap<String, String>,
}

/// How a message or a tag looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Done.
    Success,
    /// Good to know.
    Info,
    /// Look at this.
    Warning,
    /// Not done.
    Danger,
}

impl Flash {
    /// It worked.
    #[must_use]
    pub fn success(key: &str) -> Self {
        Self::new(Tone::Success, key)
    }

    /// Any tone.
    #[must_use]
    pub fn new(tone: Tone, key: &str) -> Self {
        Self {
            tone,
            key: key.to_owned(),
            params: BTreeMap::new(),
        }
    }

    /// Adds what the text names.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    pub(crate) fn cookie(&self, settings: &Settings) -> Option<HeaderValue> {
        let json = serde_json::to_vec(self).ok()?;
        Kind::Flash.set(settings, &URL_SAFE_NO_PAD.encode(json))
    }

    pub(crate) fn read(settings: &Settings, headers: &HeaderMap) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD
            .decode(Kind::Flash.read(settings, headers)?)
            .ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}
