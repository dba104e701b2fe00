//! Carrying out what the browser asks for, by the guarded client.

use crate::http::Effect;
use crate::{CallError, Http};
use bytes::Bytes;
use model::Millis;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use url::Url;

/// What the browser's requests may say of it. The rest (cookies of nobody, encodings that we would have to undo) stays out.
const FORWARDED: &[&str] = &["accept", "accept-language", "user-agent", "referer", "origin"];
/// What was said of the transport and not of the content.
const DROPPED: &[&str] = &["connection", "transfer-encoding", "content-length", "keep-alive"];

/// A request of the browser and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Address.
    pub url: String,
    /// When the answer came.
    pub at: Millis,
    /// HTTP status.
    pub status: u16,
    /// Headers in order; text outside Latin 1 is left out.
    pub headers: Vec<(String, String)>,
    /// Content as the browser got it.
    pub body: Bytes,
}

/// Carries out one paused request (`Fetch.requestPaused`).
pub(super) async fn relay(http: Http, at: Millis, request: Value) -> Result<Exchange, CallError> {
    let text = |place: &str| request.pointer(place).and_then(Value::as_str).unwrap_or_default();
    let method = match text("/method") {
        "GET" => Method::GET,
        "HEAD" => Method::HEAD,
        "OPTIONS" => Method::OPTIONS,
        // A visitor who only looks sends nothing.
        other => {
            return Err(CallError::Refused {
                code: "method".to_owned(),
                message: other.to_owned(),
            });
        }
    };
    let address = text("/url");
    let url = Url::parse(address).map_err(|_| CallError::AddressRefused(address.to_owned()))?;
    let mut headers = HeaderMap::new();
    let given = request.get("headers").and_then(Value::as_object);
    for (name, value) in given.into_iter().flatten() {
        let name = name.to_ascii_lowercase();
        let (true, Some(value)) = (FORWARDED.contains(&name.as_str()), value.as_str()) else {
            continue;
        };
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    }
    // Undone by nobody on the way, so that what is kept is what was sent.
    headers.insert(
        reqwest::header::ACCEPT_ENCODING,
        HeaderValue::from_static("identity"),
    );
    let call = http.request(method, url.clone())?.headers(headers);
    let answer = http.send(call, Effect::Reads).await?;
    let headers = answer.headers.iter().filter_map(|(name, value)| {
        let value = value.to_str().ok()?;
        (!DROPPED.contains(&name.as_str())).then(|| (name.as_str().to_owned(), value.to_owned()))
    });
    Ok(Exchange {
        url: url.into(),
        at,
        status: answer.status.as_u16(),
        headers: headers.collect(),
        body: answer.body,
    })
}

/// The order that gives the browser its answer.
pub(super) fn fulfil(id: &str, exchange: &Exchange) -> Value {
    use base64::Engine as _;
    let headers: Vec<Value> = exchange
        .headers
        .iter()
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect();
    json!({
        "requestId": id, "responseCode": exchange.status, "responseHeaders": headers,
        "body": base64::engine::general_purpose::STANDARD.encode(&exchange.body),
    })
}
