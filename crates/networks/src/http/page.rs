//! Asking whether a page is there.

use super::{Effect, Http, sending};
use crate::CallError;
use reqwest::header::LOCATION;
use reqwest::{Method, Response};
use url::Url;

/// Most redirects that are followed.
const REDIRECTS: usize = 5;

/// What a server said of a page. Nothing of the page itself is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// This HTTP status, after redirects.
    Status(u16),
    /// A redirect to where nobody was to ask.
    Away,
}

impl Http {
    /// Asks for the page at `address` and follows redirects, as long as they stay where `within` allows; every step is judged
    /// anew. With HEAD, and, since many servers answer that wrongly, with GET whenever the answer is no success.
    ///
    /// # Errors
    /// [`CallError::AddressRefused`] for what is not within, no public http(s) address, or on a port that is not the scheme's
    /// own (unless private addresses are allowed); [`CallError::Down`] when no answer came; [`CallError::BadAnswer`] after too
    /// many redirects.
    pub async fn look(
        &self,
        address: &str,
        within: impl Fn(&Url) -> bool + Send + Sync,
    ) -> Result<Glance, CallError> {
        let mut url = Url::parse(address).map_err(|_| CallError::AddressRefused(address.to_owned()))?;
        if !within(&url) {
            return Err(CallError::AddressRefused(address.to_owned()));
        }
        for _ in 0..=REDIRECTS {
            let mut response = self.step(Method::HEAD, &url).await?;
            if !response.status().is_success() && !response.status().is_redirection() {
                response = self.step(Method::GET, &url).await?;
            }
            let next = response.headers().get(LOCATION).and_then(|v| v.to_str().ok());
            let Some(next) = next.filter(|_| response.status().is_redirection()) else {
                return Ok(Glance::Status(response.status().as_u16()));
            };
            url = url
                .join(next)
                .map_err(|_| CallError::AddressRefused(next.to_owned()))?;
            if !within(&url) {
                return Ok(Glance::Away);
            }
        }
        Err(CallError::BadAnswer("too many redirects".into()))
    }

    /// One step of it, up to the answer's headers; the connection is closed on what follows them.
    async fn step(&self, method: Method, url: &Url) -> Result<Response, CallError> {
        if url.port().is_some() && !self.config.allow_private {
            return Err(CallError::AddressRefused(url.to_string()));
        }
        let request = self.request(method, url.clone())?;
        request.send().await.map_err(|e| sending(e, Effect::Reads))
    }
}
