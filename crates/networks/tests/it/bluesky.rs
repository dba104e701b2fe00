//! Bluesky against a scripted server.

use crate::support::{NOW, fixture, local, open, post};
use model::channel::Network;
use model::clock::Fixed;
use model::{Millis, Source};
use networks::{Advice, CallError, Connector, Credentials, RemoteRef, Seen};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use wiremock::matchers::{body_partial_json, header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

pub const ROOT: &str = "at://did:plc:kommune/app.bsky.feed.post/3kkey";

pub fn answer(status: u16, name: &str) -> ResponseTemplate {
    let body = fixture(&format!("bluesky/{name}.json"));
    ResponseTemplate::new(status).set_body_raw(body, "application/json")
}

pub fn xrpc(name: &str) -> wiremock::MockBuilder {
    Mock::given(path(format!("/xrpc/{name}")))
}

pub async fn server() -> (MockServer, Arc<dyn Connector>) {
    let server = MockServer::start().await;
    xrpc("com.atproto.server.createSession")
        .respond_with(answer(200, "session"))
        .mount(&server)
        .await;
    let credentials = Credentials::new("kommune.example", "app-password");
    let network = open(local(), Network::Bluesky, &server.uri(), &credentials);
    (server, network)
}

pub async fn calls(server: &MockServer, name: &str) -> usize {
    let requests = server.received_requests().await.unwrap();
    requests.iter().filter(|r| r.url.path().ends_with(name)).count()
}

#[test]
fn record_keys_are_sortable_tids_of_the_present() {
    let key = |source: &Source| {
        let credentials = Credentials::new("a", "b");
        open(local(), Network::Bluesky, "http://127.0.0.1:9", &credentials).prepare(source)
    };
    // The specification's own example: 3jzfcijpj2z2a is of 2023.
    let early = key(&Fixed::new(NOW, 1).source());
    let late = key(&Fixed::new(NOW.plus(1), 1).source());
    assert_eq!(early.len(), 13);
    assert!("3jzfcijpj2z2a" < early.as_str() && early < late, "{early} {late}");
    assert_eq!(key(&Fixed::new(Millis(0), 1).source()).get(..8), Some("22222222"));
    let source = Fixed::new(NOW, 1).source();
    assert_ne!(key(&source), key(&source));
}

#[tokio::test]
async fn an_expired_session_is_refreshed_and_the_call_made_again() {
    let (server, network) = server().await;
    xrpc("com.atproto.repo.getRecord")
        .and(header("authorization", "Bearer access-1"))
        .respond_with(answer(400, "expired_token"))
        .mount(&server)
        .await;
    xrpc("com.atproto.repo.getRecord")
        .and(header("authorization", "Bearer access-2"))
        .respond_with(answer(200, "record"))
        .mount(&server)
        .await;
    xrpc("com.atproto.server.refreshSession")
        .and(header("authorization", "Bearer refresh-1"))
        .respond_with(answer(200, "session_refreshed"))
        .mount(&server)
        .await;
    for _ in 0..2 {
        let found = network.find(&post("Hei"), "3kkey").await.unwrap().unwrap();
        assert_eq!((found.remote_id.as_str(), found.cid.as_str()), (ROOT, "bafypost"));
        assert_eq!(found.raw, fixture("bluesky/record.json"), "byte for byte");
    }
    assert_eq!(calls(&server, "createSession").await, 1);
    assert_eq!(calls(&server, "refreshSession").await, 1);
}

#[tokio::test]
async fn a_password_no_longer_accepted_says_expired() {
    let server = MockServer::start().await;
    xrpc("com.atproto.server.createSession")
        .respond_with(answer(401, "bad_password"))
        .mount(&server)
        .await;
    let credentials = Credentials::new("kommune.example", "app-password");
    let network = open(local(), Network::Bluesky, &server.uri(), &credentials);
    let error = network.connect().await.unwrap_err();
    assert_eq!(
        (error.key(), error.advice()),
        ("network-token-expired", Advice::Reconnect)
    );
    assert!(!format!("{error} {error:?}").contains("app-password"));
    assert_eq!(
        network.publish(&post("Hei"), "3kkey").await.unwrap_err().key(),
        "network-token-expired"
    );
}

#[tokio::test]
async fn a_rate_limit_says_how_long_to_wait() {
    let (server, network) = server().await;
    let until = NOW.0 / 1_000 + 90;
    xrpc("com.atproto.repo.createRecord")
        .respond_with(answer(429, "rate_limit").insert_header("ratelimit-reset", until.to_string()))
        .mount(&server)
        .await;
    let outcome = network.publish(&post("Hei"), "3kkey").await;
    assert_eq!(outcome, Err(CallError::RateLimited { after_s: 90 }));
}

#[tokio::test]
async fn an_error_after_the_post_was_made_is_found_out() {
    let (server, network) = server().await;
    xrpc("com.atproto.repo.createRecord")
        .respond_with(answer(500, "server_error"))
        .mount(&server)
        .await;
    xrpc("com.atproto.repo.getRecord")
        .and(query_param("rkey", "3kkey"))
        .respond_with(answer(200, "record"))
        .mount(&server)
        .await;
    let remote = network.publish(&post("Hei"), "3kkey").await.unwrap();
    assert_eq!(remote.remote_id, ROOT);
    assert_eq!(
        calls(&server, "createRecord").await,
        1,
        "never sent twice by itself"
    );
}

#[tokio::test]
async fn an_outcome_that_cannot_be_found_out_is_lost() {
    for reply in [
        answer(500, "server_error"),
        ResponseTemplate::new(200).set_body_string("{\"uri\":"),
        answer(200, "record").set_delay(Duration::from_secs(2)),
    ] {
        let (server, network) = server().await;
        xrpc("com.atproto.repo.createRecord")
            .respond_with(reply)
            .mount(&server)
            .await;
        xrpc("com.atproto.repo.getRecord")
            .respond_with(ResponseTemplate::new(502))
            .mount(&server)
            .await;
        let error = network.publish(&post("Hei"), "3kkey").await.unwrap_err();
        assert_eq!(
            (error.key(), error.advice()),
            ("network-answer-lost", Advice::Reconcile)
        );
        let error = network.find(&post("Hei"), "3kkey").await.unwrap_err();
        assert_eq!(error.key(), "network-down");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_down() {
    let credentials = Credentials::new("kommune.example", "app-password");
    // The discard port: nothing listens.
    let network = open(local(), Network::Bluesky, "http://127.0.0.1:9", &credentials);
    let error = network.publish(&post("Hei"), "3kkey").await.unwrap_err();
    assert_eq!(
        (error.key(), error.advice()),
        ("network-down", Advice::Retry(None))
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let (server, network) = server().await;
    xrpc("com.atproto.repo.getRecord")
        .respond_with(answer(400, "record_not_found"))
        .mount(&server)
        .await;
    assert_eq!(network.find(&post("Hei"), "3kkey").await, Ok(None));
}

#[tokio::test]
async fn notifications_become_items_and_the_cursor_goes_on() {
    let (server, network) = server().await;
    xrpc("app.bsky.notification.listNotifications")
        .and(query_param("cursor", "neste"))
        .respond_with(answer(200, "notifications_end"))
        .mount(&server)
        .await;
    xrpc("app.bsky.notification.listNotifications")
        .respond_with(answer(200, "notifications"))
        .mount(&server)
        .await;
    let page = network.replies("").await.unwrap();
    assert!(page.more);
    let [item] = page.items.as_slice() else {
        panic!("{page:?}")
    };
    assert_eq!(item.text, "Dårlig  brøytet 🚜");
    assert_eq!(item.author_name, "Kari Ærlig");
    assert_eq!(item.url, "https://bsky.app/profile/kari.example/post/3kari");
    assert_eq!(
        item.written_at.rfc3339(),
        "2026-11-22T11:58:00.000Z",
        "not in the future"
    );
    assert!(
        fixture("bluesky/notifications.json").contains(&item.raw),
        "byte for byte"
    );
    let end = network.replies(&page.cursor).await.unwrap();
    assert!(!end.more && end.items.is_empty());
    // The next poll starts at the top again and reaches back over what is known.
    let again = network.replies(&end.cursor).await.unwrap();
    assert_eq!(again.items, page.items);
}

#[tokio::test]
async fn an_answer_that_makes_no_sense_leaves_the_cursor() {
    let (server, network) = server().await;
    xrpc("app.bsky.notification.listNotifications")
        .respond_with(ResponseTemplate::new(200).set_body_string("<html>Vedlikehold</html>"))
        .mount(&server)
        .await;
    let error = network.replies("").await.unwrap_err();
    assert_eq!(
        (error.key(), error.advice()),
        ("network-bad-answer", Advice::Retry(None))
    );
}

#[tokio::test]
async fn hiding_keeps_what_the_gate_says_already_and_survives_a_race() {
    let (server, network) = server().await;
    xrpc("com.atproto.repo.getRecord")
        .and(query_param("collection", "app.bsky.feed.threadgate"))
        .respond_with(answer(200, "threadgate"))
        .mount(&server)
        .await;
    let put = || xrpc("com.atproto.repo.putRecord").and(method("POST"));
    put()
        .respond_with(answer(400, "invalid_swap"))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let kari = "at://did:plc:kari/app.bsky.feed.post/3kari";
    put()
        .and(body_partial_json(
            json!({"rkey": "3kkey", "swapRecord": "bafygate"}),
        ))
        .respond_with(answer(200, "record"))
        .mount(&server)
        .await;
    let (root, item) = (RemoteRef::new(ROOT, "bafypost"), RemoteRef::new(kari, "bafykari"));
    network.hide(&root, &item).await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let puts: Vec<_> = requests
        .iter()
        .filter(|r| r.url.path().ends_with("putRecord"))
        .collect();
    assert_eq!(puts.len(), 2);
    let sent: Value = puts[1].body_json().unwrap();
    assert_eq!(
        sent["record"]["hiddenReplies"],
        json!(["at://did:plc:ola/app.bsky.feed.post/3kola", kari])
    );
    assert_eq!(
        sent["record"]["allow"][0]["$type"],
        "app.bsky.feed.threadgate#mentionRule"
    );
    assert_eq!(sent["record"]["futureField"], 7);
    assert_eq!(sent["record"]["createdAt"], "2026-11-01T00:00:00.000Z");
    // Without an AppView the gate alone is read.
    xrpc("app.bsky.feed.getPosts")
        .respond_with(ResponseTemplate::new(502))
        .mount(&server)
        .await;
    let ola = RemoteRef::new("at://did:plc:ola/app.bsky.feed.post/3kola", "");
    assert_eq!(network.look(&root, &ola).await, Ok(Seen::Hidden));
    assert_eq!(network.look(&root, &item).await, Ok(Seen::Visible));
}

#[tokio::test]
async fn a_text_over_the_limit_never_leaves() {
    let (server, network) = server().await;
    let error = network
        .publish(&post(&"æ".repeat(301)), "3kkey")
        .await
        .unwrap_err();
    assert!(
        matches!(&error, CallError::Refused { code, .. } if code == "too-long"),
        "{error}"
    );
    assert!(server.received_requests().await.unwrap().is_empty());
}
