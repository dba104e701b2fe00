//! Mastodon against a scripted server.

use crate::support::{NOW, fixture, local, open, post};
use model::channel::Network;
use networks::{Advice, CallError, Connector, Credentials};
use std::sync::Arc;
use std::time::Duration;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

pub fn answer(status: u16, name: &str) -> ResponseTemplate {
    let body = fixture(&format!("mastodon/{name}.json"));
    ResponseTemplate::new(status).set_body_raw(body, "application/json")
}

pub async fn server() -> (MockServer, Arc<dyn Connector>) {
    let server = MockServer::start().await;
    for (at, name) in [
        ("/api/v2/instance", "instance"),
        ("/api/v1/accounts/verify_credentials", "account"),
    ] {
        Mock::given(path(at))
            .respond_with(answer(200, name))
            .mount(&server)
            .await;
    }
    let network = open(
        local(),
        Network::Mastodon,
        &server.uri(),
        &Credentials::new("", "token-1"),
    );
    (server, network)
}

pub async fn statuses(server: &MockServer, reply: ResponseTemplate) {
    Mock::given(method("POST"))
        .and(path("/api/v1/statuses"))
        .and(header("authorization", "Bearer token-1"))
        .and(header("idempotency-key", "key-1"))
        .respond_with(reply)
        .mount(server)
        .await;
}

#[tokio::test]
async fn the_servers_own_limits_hold_once_known() {
    let (_server, network) = server().await;
    assert_eq!(network.capabilities().text_limit, 500);
    let account = network.connect().await.unwrap();
    assert_eq!(
        (account.name.as_str(), account.remote_id.as_str()),
        ("Kommunen", "7")
    );
    let can = network.capabilities();
    assert_eq!((can.text_limit, can.alt_limit, can.images), (1_000, Some(800), 6));
    let video = can.video.unwrap();
    assert_eq!((video.bytes, video.captions), (40_000_000, None));
    assert!(network.count_length(&"å".repeat(1_000)).fits());
    assert!(!network.count_length(&"å".repeat(1_001)).fits());
}

#[tokio::test]
async fn a_post_comes_back_byte_for_byte() {
    let (server, network) = server().await;
    statuses(&server, answer(200, "status")).await;
    let remote = network.publish(&post("Hei på deg"), "key-1").await.unwrap();
    assert_eq!(remote.url, "https://social.example/@kommune/111");
    assert_eq!(remote.raw, fixture("mastodon/status.json"));
}

#[tokio::test]
async fn every_refusal_says_what_to_do_next() {
    let reset = "2026-11-22T12:02:00.000Z";
    for (reply, key, advice) in [
        (answer(401, "revoked"), "network-token-expired", Advice::Reconnect),
        (answer(403, "scope"), "network-token-expired", Advice::Reconnect),
        (answer(422, "validation"), "network-refused", Advice::GiveUp),
        (
            answer(429, "rate_limit").insert_header("x-ratelimit-reset", reset),
            "network-rate-limited",
            Advice::Retry(Some(120)),
        ),
        (
            answer(429, "rate_limit").insert_header("retry-after", "7"),
            "network-rate-limited",
            Advice::Retry(Some(7)),
        ),
        (
            ResponseTemplate::new(503),
            "network-answer-lost",
            Advice::Reconcile,
        ),
        (
            ResponseTemplate::new(200).set_body_string("{\"id\":"),
            "network-answer-lost",
            Advice::Reconcile,
        ),
        (
            answer(200, "status").set_delay(Duration::from_secs(2)),
            "network-answer-lost",
            Advice::Reconcile,
        ),
    ] {
        let (server, network) = server().await;
        statuses(&server, reply).await;
        let error = network.publish(&post("Hei"), "key-1").await.unwrap_err();
        assert_eq!((error.key(), error.advice()), (key, advice), "{error}");
    }
}

#[tokio::test]
async fn a_lost_post_is_found_by_its_text_and_time_only() {
    let (server, network) = server().await;
    let list = format!("[{}]", fixture("mastodon/status.json"));
    Mock::given(path("/api/v1/accounts/7/statuses"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(list, "application/json"))
        .mount(&server)
        .await;
    let key = |ms: i64| format!("{ms:012x}-00");
    let found = network
        .find(&post("Hei på deg"), &key(NOW.0))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.remote_id, "111");
    assert_eq!(network.find(&post("Noe annet"), &key(NOW.0)).await, Ok(None));
    // The same text of yesterday is another post.
    let later = key(NOW.0 + model::Millis::DAY);
    assert_eq!(network.find(&post("Hei på deg"), &later).await, Ok(None));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_down() {
    let credentials = Credentials::new("", "token-1");
    let network = open(local(), Network::Mastodon, "http://127.0.0.1:9", &credentials);
    let error = network.publish(&post("Hei"), "key-1").await.unwrap_err();
    assert!(matches!(error, CallError::Down(_)), "{error}");
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let (server, network) = server().await;
    let body = vec![b' '; 9 << 20];
    Mock::given(path("/api/v1/notifications"))
        .respond_with(ResponseTemplate::new(200).set_body_bytes(body))
        .mount(&server)
        .await;
    let error = network.replies("").await.unwrap_err();
    assert_eq!(error.key(), "network-bad-answer", "{error}");
}
