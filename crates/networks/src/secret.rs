//! Secrets of networks: never in a log, wiped from memory when dropped.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A password or token. Its `Debug` shows nothing of it, and it has no `Display`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The secret itself, for the one place that sends or seals it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What opens an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// Bluesky: handle or DID. Practice: the channel's id. Mastodon: empty.
    pub identifier: String,
    /// Bluesky: app password. Mastodon: access token. Practice: empty.
    pub secret: Secret,
}

#[derive(Serialize, Deserialize)]
struct Wire<'a> {
    identifier: std::borrow::Cow<'a, str>,
    secret: std::borrow::Cow<'a, str>,
}

impl Credentials {
    /// Joins both halves.
    pub fn new(identifier: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            identifier: identifier.into(),
            secret: Secret::new(secret),
        }
    }

    /// Bytes to seal and store; they hold the secret in the clear.
    #[must_use]
    pub fn to_plain(&self) -> Zeroizing<Vec<u8>> {
        let wire = Wire {
            identifier: self.identifier.as_str().into(),
            secret: self.secret.reveal().into(),
        };
        // Two strings always serialise.
        Zeroizing::new(serde_json::to_vec(&wire).unwrap_or_default())
    }

    /// Reads what [`to_plain`](Self::to_plain) wrote; `None` when it is something else.
    #[must_use]
    pub fn from_plain(bytes: &[u8]) -> Option<Self> {
        let wire: Wire<'_> = serde_json::from_slice(bytes).ok()?;
        Some(Self::new(wire.identifier, wire.secret))
    }
}
