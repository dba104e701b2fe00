//! Fetching a page for a link check.

use super::Http;
use crate::CallError;
use bytes::BytesMut;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use url::Url;

/// Most redirects that are followed.
const REDIRECTS: usize = 5;

/// What stands under an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Address after redirects.
    pub url: String,
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`; empty when none.
    pub content_type: String,
    /// The page, or as much of it as the limit allows; text decoded as UTF-8 with replacement.
    pub body: String,
}

impl Http {
    /// Reads the page at `address`, following redirects; every step is judged anew.
    ///
    /// # Errors
    /// [`CallError::AddressRefused`] for what is not a public http(s) address, [`CallError::Down`] when no
    /// answer came, [`CallError::BadAnswer`] after too many redirects.
    pub async fn fetch_page(&self, address: &str) -> Result<Fetched, CallError> {
        let mut url = Url::parse(address).map_err(|_| CallError::AddressRefused(address.to_owned()))?;
        for _ in 0..=REDIRECTS {
            let request = self.request(Method::GET, url.clone())?;
            let mut response = request
                .send()
                .await
                .map_err(|e| super::sending(e, super::Effect::Reads))?;
            let header = |name| {
                let value = response.headers().get(name);
                value.and_then(|v| v.to_str().ok()).map(str::to_owned)
            };
            if response.status().is_redirection()
                && let Some(next) = header(LOCATION)
            {
                url = url.join(&next).map_err(|_| CallError::AddressRefused(next))?;
                continue;
            }
            let (status, content_type) = (response.status().as_u16(), header(CONTENT_TYPE));
            let mut body = BytesMut::new();
            while let Some(chunk) = response
                .chunk()
                .await
                .map_err(|e| super::sending(e, super::Effect::Reads))?
            {
                body.extend_from_slice(&chunk);
                if body.len() >= self.config.max_page {
                    body.truncate(self.config.max_page);
                    break;
                }
            }
            return Ok(Fetched {
                url: url.into(),
                status,
                content_type: content_type.unwrap_or_default(),
                body: String::from_utf8_lossy(&body).into_owned(),
            });
        }
        Err(CallError::BadAnswer("too many redirects".into()))
    }
}
