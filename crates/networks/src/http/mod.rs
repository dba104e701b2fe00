//! The one client for all outgoing requests: guarded, bounded in time and size, without redirects.

pub mod guard;
mod page;
mod post;

pub use page::Glance;
pub use post::Posted;

use crate::CallError;
use bytes::{Bytes, BytesMut};
use model::Source;
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, StatusCode};
use std::error::Error;
use std::time::Duration;
use url::{Host, Url};

/// How outgoing requests are bounded.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    /// Whether private addresses and plain http to networks are allowed: for tests and closed set-ups.
    pub allow_private: bool,
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest wait for a whole answer.
    pub timeout: Duration,
    /// Largest answer of a network, in bytes.
    pub max_answer: usize,
    /// Pause before a network is asked again whether it has made an uploaded file ready.
    pub media_pause: Duration,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            allow_private: false,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(30),
            max_answer: 8 << 20,
            media_pause: Duration::from_millis(500),
        }
    }
}

/// Bytes a second that an upload makes at the least, or it is given up: a tenth of a poor line.
const SLOWEST: u64 = 100_000;

/// Whether a request may change something on the other side. Decides what a lost answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It only reads, or doing it twice is as good as once.
    Reads,
    /// It may have been done although no answer came.
    Changes,
}

impl Effect {
    /// The error for an answer that never came, or not whole.
    pub(crate) fn lost(self, what: impl Into<String>) -> CallError {
        match self {
            Self::Reads => CallError::Down(what.into()),
            Self::Changes => CallError::Lost(what.into()),
        }
    }

    /// The error for an answer that came and cannot be understood.
    pub(crate) fn garbled(self, what: impl Into<String>) -> CallError {
        match self {
            Self::Reads => CallError::BadAnswer(what.into()),
            Self::Changes => CallError::Lost(what.into()),
        }
    }
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// A refusal in the network's own words, or in those of HTTP where what stands before it (a web server that takes
    /// no file so large) answers with a page.
    pub(crate) fn refusal(&self, code: String, message: String) -> CallError {
        let message = if message.is_empty() {
            self.status.canonical_reason().unwrap_or_default().to_owned()
        } else {
            message
        };
        CallError::Refused { code, message }
    }
}

/// The shared client. Cheap to clone.
#[derive(Clone)]
pub struct Http {
    client: reqwest::Client,
    config: HttpConfig,
    source: Source,
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Http").field(&self.config).finish()
    }
}

impl Http {
    /// Sets up the client. A machine without any trusted certificate authority still gets one, which then
    /// refuses every https server.
    ///
    /// # Errors
    /// When the TLS library cannot be set up.
    pub fn new(config: HttpConfig, source: Source) -> Result<Self, reqwest::Error> {
        // Another part of the program may have chosen it already; then that one serves.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            reqwest::Client::builder()
                .user_agent(concat!("Rettesnor/", env!("CARGO_PKG_VERSION")))
                .redirect(reqwest::redirect::Policy::none())
                // A proxy from the environment would resolve names out of the guard's sight.
                .no_proxy()
                .dns_resolver(guard::Guarded {
                    allow_private: config.allow_private,
                })
                .connect_timeout(config.connect_timeout)
                .timeout(config.timeout)
        };
        let client = builder().build().or_else(|error| {
            tracing::warn!(%error, "no trusted certificate authorities: https servers cannot be reached");
            builder().tls_certs_only([]).build()
        })?;
        Ok(Self {
            client,
            config,
            source,
        })
    }

    /// Reads a network server's base address.
    ///
    /// # Errors
    /// [`CallError::AddressRefused`] unless it is https, or http where private addresses are allowed.
    pub(crate) fn server(&self, base: &str) -> Result<Url, CallError> {
        let url = Url::parse(base).map_err(|_| CallError::AddressRefused(base.to_owned()))?;
        if url.scheme() != "https" && !self.config.allow_private {
            return Err(CallError::AddressRefused(base.to_owned()));
        }
        self.check(&url)?;
        Ok(url)
    }

    /// Refuses what is not http(s), carries a name and password, or names a private address outright. Names are
    /// judged when they are resolved.
    fn check(&self, url: &Url) -> Result<(), CallError> {
        let refused = || CallError::AddressRefused(url.host_str().unwrap_or_default().to_owned());
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some()
        {
            return Err(refused());
        }
        // The parser has already read decimal, octal and hexadecimal forms as the IPv4 address they mean.
        let ip = match url.host() {
            Some(Host::Ipv4(ip)) => std::net::IpAddr::V4(ip),
            Some(Host::Ipv6(ip)) => std::net::IpAddr::V6(ip),
            Some(Host::Domain(_)) => return Ok(()),
            None => return Err(refused()),
        };
        if self.config.allow_private || guard::is_public(ip) {
            Ok(())
        } else {
            Err(refused())
        }
    }

    /// Begins a request to `url`.
    pub(crate) fn request(&self, method: Method, url: Url) -> Result<RequestBuilder, CallError> {
        self.check(&url)?;
        Ok(self.client.request(method, url))
    }

    /// How long a call may take that sends so many bytes.
    pub(crate) fn upload_time(&self, bytes: usize) -> Duration {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.config.timeout + Duration::from_secs(bytes / SLOWEST)
    }

    /// Pause before a network is asked again whether it has made an uploaded file ready.
    pub(crate) fn media_pause(&self) -> Duration {
        self.config.media_pause
    }

    /// What the client's clock says.
    pub(crate) fn now(&self) -> model::Millis {
        self.source.now()
    }

    /// Sends, and reads the whole answer.
    pub(crate) async fn send(&self, request: RequestBuilder, effect: Effect) -> Result<Answer, CallError> {
        let mut response = request.send().await.map_err(|e| sending(e, effect))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| sending(e, effect))? {
            if body.len().saturating_add(chunk.len()) > self.config.max_answer {
                return Err(effect.garbled("answer too large"));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status,
            headers,
            body: body.freeze(),
        })
    }

    /// How long a 429 answer tells us to wait: `Retry-After` in seconds, else the network's own reset
    /// header (Unix seconds on Bluesky, ISO 8601 on Mastodon), else a minute. At most a day.
    pub(crate) fn retry_after(&self, headers: &HeaderMap) -> u64 {
        let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
        let now = self.source.now().0.div_euclid(1_000);
        let seconds = text("retry-after")
            .and_then(|v| v.parse::<i64>().ok())
            .or_else(|| {
                let reset = text("ratelimit-reset").or_else(|| text("x-ratelimit-reset"))?;
                let at = reset.parse::<i64>().ok().or_else(|| {
                    let at: jiff::Timestamp = reset.parse().ok()?;
                    Some(at.as_second())
                })?;
                Some(at.saturating_sub(now))
            });
        u64::try_from(seconds.unwrap_or(60).clamp(1, 86_400)).unwrap_or(60)
    }
}

/// What a failed exchange means. Addresses are left out of the words: they may hold what is not ours to log.
fn sending(error: reqwest::Error, effect: Effect) -> CallError {
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(inner) = cause {
        if let Some(refused) = inner.downcast_ref::<guard::NotPublic>() {
            return CallError::AddressRefused(refused.0.clone());
        }
        cause = inner.source();
    }
    let (connect, builder) = (error.is_connect(), error.is_builder());
    let error = error.without_url();
    if connect || builder {
        CallError::Down(error.to_string())
    } else {
        effect.lost(error.to_string())
    }
}
