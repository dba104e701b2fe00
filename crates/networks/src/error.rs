//! What went wrong in a call, told so that the caller knows what it may do next.

/// A call that did not give what was asked for.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum CallError {
    /// The answer was lost after the request was sent: it may have been done. Ask
    /// [`find`](crate::Connector::find) or [`look`](crate::Connector::look) before anything else.
    #[error("answer lost: {0}")]
    Lost(String),
    /// The network was not reached, or says that it did nothing: safe to try again later.
    #[error("not reached: {0}")]
    Down(String),
    /// Too many calls: safe to try again after the time given.
    #[error("rate limited for {after_s} s")]
    RateLimited {
        /// Seconds.
        after_s: u64,
    },
    /// The network no longer accepts the credentials: a person must connect the channel anew.
    #[error("credentials not accepted: {0}")]
    Expired(String),
    /// The network refuses this for good, in its own words.
    #[error("refused ({code}): {message}")]
    Refused {
        /// The network's own code, or the HTTP status.
        code: String,
        /// The network's own words.
        message: String,
    },
    /// The network has no such thing.
    #[error("not supported")]
    NotSupported {
        /// What it offers instead: "report", "mute", "block".
        means: &'static [&'static str],
    },
    /// An answer that cannot be understood, to a question that changed nothing.
    #[error("answer not understood: {0}")]
    BadAnswer(String),
    /// The address leads to a private network, or is no http(s) address.
    #[error("address not allowed: {0}")]
    AddressRefused(String),
}

/// Codes of refusals for size: of HTTP, and of servers of the AT Protocol at the upload and at the post.
const TOO_LARGE: &[&str] = &["413", "PayloadTooLarge", "BlobTooLarge"];

/// What the caller may do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Ask the network what it has.
    Reconcile,
    /// Try again; after so many seconds where the network says so.
    Retry(Option<u64>),
    /// Have a person connect the channel anew.
    Reconnect,
    /// Do not try again by itself.
    GiveUp,
}

impl CallError {
    /// Stable key, the name of its message in every locale.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Lost(_) => "network-answer-lost",
            Self::Down(_) => "network-down",
            Self::RateLimited { .. } => "network-rate-limited",
            Self::Expired(_) => "network-token-expired",
            Self::Refused { code, .. } if TOO_LARGE.contains(&code.as_str()) => "network-file-too-large",
            Self::Refused { .. } => "network-refused",
            Self::NotSupported { .. } => "network-not-supported",
            Self::BadAnswer(_) => "network-bad-answer",
            Self::AddressRefused(_) => "network-address-refused",
        }
    }

    /// What the caller may do next.
    #[must_use]
    pub fn advice(&self) -> Advice {
        match self {
            Self::Lost(_) => Advice::Reconcile,
            Self::Down(_) | Self::BadAnswer(_) => Advice::Retry(None),
            Self::RateLimited { after_s } => Advice::Retry(Some(*after_s)),
            Self::Expired(_) => Advice::Reconnect,
            Self::Refused { .. } | Self::NotSupported { .. } | Self::AddressRefused(_) => Advice::GiveUp,
        }
    }
}
