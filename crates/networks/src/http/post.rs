//! Sending bytes to services that are no social networks: a time stamping authority, a witness.

use super::{Effect, Http};
use crate::CallError;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;

/// What a service answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Http {
    /// Posts `body` to `address`. Any status is an answer.
    ///
    /// # Errors
    /// [`CallError::AddressRefused`], [`CallError::Down`] when no answer came, [`CallError::BadAnswer`] when it is too large.
    pub async fn post(&self, address: &str, content_type: &str, body: Vec<u8>) -> Result<Posted, CallError> {
        let url = self.server(address)?;
        let request = self
            .request(Method::POST, url)?
            .header(CONTENT_TYPE, content_type)
            .body(body);
        let answer = self.send(request, Effect::Reads).await?;
        Ok(Posted {
            status: answer.status.as_u16(),
            body: answer.body.to_vec(),
        })
    }
}
