//! Signing in and calling: one session in memory, refreshed when it runs out.

use super::{Bluesky, wire};
use crate::http::{Answer, Effect};
use crate::{CallError, Secret};
use bytes::Bytes;
use reqwest::{Method, RequestBuilder};
use serde::Deserialize;
use serde_json::Value;

/// An open session. Access lasts about two hours, refresh about two months.
#[derive(Clone)]
pub(super) struct Session {
    pub did: String,
    pub handle: String,
    access: Secret,
    refresh: Secret,
}

/// What is sent along.
#[derive(Clone)]
pub(super) enum Body<'a> {
    None,
    Json(&'a Value),
    Bytes(Bytes, &'a str),
}

impl Bluesky {
    /// The session, opened when there is none.
    pub(super) async fn session(&self) -> Result<Session, CallError> {
        let mut held = self.session.lock().await;
        if let Some(session) = held.as_ref() {
            return Ok(session.clone());
        }
        let session = self.sign_in().await?;
        *held = Some(session.clone());
        Ok(session)
    }

    /// A session other than `stale`: by refresh, else by the app password.
    async fn renew(&self, stale: &Session) -> Result<Session, CallError> {
        let mut held = self.session.lock().await;
        if let Some(session) = held.as_ref()
            && session.access != stale.access
        {
            return Ok(session.clone()); // another call has renewed it meanwhile
        }
        let refresh = self
            .request(Method::POST, "com.atproto.server.refreshSession", &[])?
            .bearer_auth(stale.refresh.reveal());
        let session = match self.exchange(refresh, Effect::Reads).await {
            Ok(answer) => opened(&answer)?,
            Err(CallError::Expired(_) | CallError::Refused { .. }) => self.sign_in().await?,
            Err(other) => return Err(other),
        };
        *held = Some(session.clone());
        Ok(session)
    }

    async fn sign_in(&self) -> Result<Session, CallError> {
        let request = self
            .request(Method::POST, "com.atproto.server.createSession", &[])?
            .json(&serde_json::json!({
                "identifier": self.credentials.identifier,
                "password": self.credentials.secret.reveal(),
            }));
        opened(&self.exchange(request, Effect::Reads).await?)
    }

    /// Calls `name` in our session; once more with a renewed one when it has run out.
    pub(super) async fn call(
        &self,
        method: Method,
        name: &str,
        query: &[(&str, &str)],
        body: Body<'_>,
        effect: Effect,
    ) -> Result<Answer, CallError> {
        let mut session = self.session().await?;
        let mut renewed = false;
        loop {
            let request = self
                .request(method.clone(), name, query)?
                .bearer_auth(session.access.reveal());
            let request = match body.clone() {
                Body::None => request,
                Body::Json(value) => request.json(value),
                Body::Bytes(bytes, mime) => request
                    .timeout(self.http.upload_time(bytes.len()))
                    .header(reqwest::header::CONTENT_TYPE, mime)
                    .body(bytes),
            };
            match self.exchange(request, effect).await {
                Err(CallError::Expired(_)) if !renewed => {
                    session = self.renew(&session).await?;
                    renewed = true;
                }
                other => return other,
            }
        }
    }

    /// A question in our session.
    pub(super) async fn ask(&self, name: &str, query: &[(&str, &str)]) -> Result<Answer, CallError> {
        self.call(Method::GET, name, query, Body::None, Effect::Reads)
            .await
    }

    pub(super) fn request(
        &self,
        method: Method,
        name: &str,
        query: &[(&str, &str)],
    ) -> Result<RequestBuilder, CallError> {
        let mut url = self.server.clone();
        url.set_path(&format!("/xrpc/{name}"));
        url.set_query(None);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        self.http.request(method, url)
    }

    /// Sends, and turns refusals into errors.
    pub(super) async fn exchange(
        &self,
        request: RequestBuilder,
        effect: Effect,
    ) -> Result<Answer, CallError> {
        let answer = self.http.send(request, effect).await?;
        let status = answer.status;
        if status.is_success() {
            return Ok(answer);
        }
        if status.is_server_error() || status.is_redirection() {
            return Err(effect.lost(format!("HTTP {}", status.as_u16())));
        }
        let wire::Error { error, message } = serde_json::from_slice(&answer.body).unwrap_or_default();
        Err(match (status.as_u16(), error.as_str()) {
            (429, _) => CallError::RateLimited {
                after_s: self.http.retry_after(&answer.headers),
            },
            (401, _) | (_, "ExpiredToken" | "InvalidToken" | "AuthMissing" | "AuthFactorTokenRequired") => {
                CallError::Expired(error)
            }
            (code, "") => answer.refusal(code.to_string(), message),
            (_, _) => answer.refusal(error, message),
        })
    }
}

fn opened(answer: &Answer) -> Result<Session, CallError> {
    let session: wire::Session = read(answer, Effect::Reads)?;
    Ok(Session {
        did: session.did,
        handle: session.handle,
        access: Secret::new(session.access_jwt),
        refresh: Secret::new(session.refresh_jwt),
    })
}

/// Reads a JSON answer.
pub(super) fn read<'a, T: Deserialize<'a>>(answer: &'a Answer, effect: Effect) -> Result<T, CallError> {
    serde_json::from_slice(&answer.body).map_err(|e| effect.garbled(e.to_string()))
}
