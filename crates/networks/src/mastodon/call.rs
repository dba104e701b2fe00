//! Calling a server with the account's token.

use super::Mastodon;
use super::wire;
use crate::CallError;
use crate::http::{Answer, Effect};
use reqwest::{Method, RequestBuilder};
use serde::Deserialize;

impl Mastodon {
    pub(super) fn request(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<RequestBuilder, CallError> {
        let mut url = self.server.clone();
        url.set_path(path);
        url.set_query(None);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let request = self.http.request(method, url)?;
        Ok(request.bearer_auth(self.credentials.secret.reveal()))
    }

    /// A question.
    pub(super) async fn ask(&self, path: &str, query: &[(&str, &str)]) -> Result<Answer, CallError> {
        self.exchange(self.request(Method::GET, path, query)?, Effect::Reads)
            .await
    }

    /// Sends, and turns refusals into errors.
    pub(super) async fn exchange(
        &self,
        request: RequestBuilder,
        effect: Effect,
    ) -> Result<Answer, CallError> {
        self.accepted(self.http.send(request, effect).await?, effect)
    }

    /// Turns a refusal into an error.
    pub(super) fn accepted(&self, answer: Answer, effect: Effect) -> Result<Answer, CallError> {
        let status = answer.status;
        if status.is_success() {
            return Ok(answer);
        }
        if status.is_server_error() || status.is_redirection() {
            return Err(effect.lost(format!("HTTP {}", status.as_u16())));
        }
        let wire::Error {
            error,
            error_description,
        } = serde_json::from_slice(&answer.body).unwrap_or_default();
        Err(match status.as_u16() {
            429 => CallError::RateLimited {
                after_s: self.http.retry_after(&answer.headers),
            },
            401 => CallError::Expired(error),
            // The token lives but may not do this: a person must grant it the scope.
            403 if error.contains("scope") => CallError::Expired(error),
            code if error_description.is_empty() => answer.refusal(code.to_string(), error),
            code => answer.refusal(code.to_string(), error_description),
        })
    }
}

/// Reads a JSON answer.
pub(super) fn read<'a, T: Deserialize<'a>>(answer: &'a Answer, effect: Effect) -> Result<T, CallError> {
    serde_json::from_slice(&answer.body).map_err(|e| effect.garbled(e.to_string()))
}
