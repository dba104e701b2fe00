//! Videos on Mastodon, against a scripted server. [`mastodon_real`](crate::mastodon_real) has the whole way.

use crate::cut::cut;
use crate::mastodon::{answer, server, statuses};
use crate::support::{CAPTIONS, local, open, post, video};
use model::channel::Network;
use networks::{Advice, CallError, Credentials, Outgoing};
use serde_json::json;
use std::time::{Duration, Instant};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

fn film() -> Outgoing {
    let mut out = post("Slik melder du feil på vei");
    out.video = Some(video("En traktor på Storgata"));
    out
}

/// The server's words on an upload.
async fn uploads(server: &MockServer, reply: ResponseTemplate) {
    Mock::given(method("POST"))
        .and(path("/api/v2/media"))
        .respond_with(reply)
        .mount(server)
        .await;
}

fn uploaded(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(json!({"id": "55", "type": "video", "url": null}))
}

async fn asked(server: &MockServer, reply: ResponseTemplate, times: u64) {
    Mock::given(method("GET"))
        .and(path("/api/v1/media/55"))
        .respond_with(reply)
        .up_to_n_times(times)
        .mount(server)
        .await;
}

/// The requests to `path`, in order.
async fn sent(server: &MockServer, path: &str) -> Vec<Request> {
    let requests = server.received_requests().await.unwrap();
    requests.into_iter().filter(|r| r.url.path() == path).collect()
}

fn holds(body: &[u8], part: &[u8]) -> bool {
    body.windows(part.len()).any(|w| w == part)
}

#[tokio::test]
async fn a_video_goes_out_with_its_text_and_is_waited_for() {
    let (server, network) = server().await;
    uploads(&server, uploaded(202)).await;
    // What a real server sends with 206 is nobody's business.
    asked(&server, ResponseTemplate::new(206), 2).await;
    asked(&server, uploaded(200), 1).await;
    statuses(&server, answer(200, "status")).await;
    network.publish(&film(), "key-1").await.unwrap();

    let [upload] = sent(&server, "/api/v2/media").await.try_into().unwrap();
    assert!(holds(&upload.body, &film().video.unwrap().bytes), "byte for byte");
    assert!(holds(&upload.body, "En traktor på Storgata".as_bytes()));
    assert!(holds(
        &upload.body,
        b"name=\"file\"; filename=\"video.mp4\"\r\nContent-Type: video/mp4\r\n"
    ));
    assert_eq!(sent(&server, "/api/v1/media/55").await.len(), 3);
    let [status] = sent(&server, "/api/v1/statuses").await.try_into().unwrap();
    assert!(holds(&status.body, b"media_ids%5B%5D=55"), "{status:?}");
    let all = server.received_requests().await.unwrap();
    assert_eq!(
        all.last().unwrap().url.path(),
        "/api/v1/statuses",
        "posted once it is ready"
    );
    let first_line = CAPTIONS.lines().last().unwrap().as_bytes();
    assert!(
        all.iter()
            .all(|r| !holds(&r.body, b"WEBVTT") && !holds(&r.body, first_line)),
        "captions have no place here"
    );
}

#[tokio::test]
async fn a_video_that_is_ready_at_once_is_not_asked_for() {
    let (server, network) = server().await;
    uploads(&server, uploaded(200)).await;
    statuses(&server, answer(200, "status")).await;
    network.publish(&film(), "key-1").await.unwrap();
    assert!(sent(&server, "/api/v1/media/55").await.is_empty());
}

#[tokio::test]
async fn one_that_is_never_ready_is_down_and_not_posted() {
    let (server, network) = server().await;
    uploads(&server, uploaded(202)).await;
    asked(&server, ResponseTemplate::new(206), u64::MAX).await;
    statuses(&server, answer(200, "status")).await;
    let error = network.publish(&film(), "key-1").await.unwrap_err();
    assert!(matches!(error, CallError::Down(_)), "{error:?}");
    let questions = sent(&server, "/api/v1/media/55").await.len();
    assert!(questions > 100, "long enough for a video: {questions}");
    assert!(sent(&server, "/api/v1/statuses").await.is_empty());
}

#[tokio::test]
async fn a_question_without_an_answer_is_put_again_and_nothing_is_uploaded_anew() {
    let (server, network) = server().await;
    uploads(&server, uploaded(202)).await;
    asked(&server, ResponseTemplate::new(206), 1).await;
    asked(&server, ResponseTemplate::new(503), 2).await;
    // Longer than a call may take.
    asked(&server, uploaded(200).set_delay(Duration::from_secs(2)), 1).await;
    asked(&server, ResponseTemplate::new(206), 1).await;
    asked(&server, uploaded(200), 1).await;
    statuses(&server, answer(200, "status")).await;
    network.publish(&film(), "key-1").await.unwrap();
    assert_eq!(sent(&server, "/api/v2/media").await.len(), 1);
    assert_eq!(sent(&server, "/api/v1/media/55").await.len(), 6);
    assert_eq!(sent(&server, "/api/v1/statuses").await.len(), 1);
}

#[tokio::test]
async fn a_server_with_too_much_to_do_is_asked_again_when_it_says() {
    let limited = || answer(429, "rate_limit");
    let asked_once = async |reply: ResponseTemplate| {
        let (server, network) = server().await;
        uploads(&server, uploaded(202)).await;
        asked(&server, reply, 1).await;
        asked(&server, ResponseTemplate::new(206), 1).await;
        asked(&server, uploaded(200), 1).await;
        statuses(&server, answer(200, "status")).await;
        let begun = Instant::now();
        network.publish(&film(), "key-1").await.unwrap();
        assert!(begun.elapsed() >= Duration::from_secs(1), "it waits");
        assert_eq!(sent(&server, "/api/v2/media").await.len(), 1);
        assert_eq!(sent(&server, "/api/v1/media/55").await.len(), 3);
        assert_eq!(sent(&server, "/api/v1/statuses").await.len(), 1);
    };
    tokio::join!(
        asked_once(limited().insert_header("retry-after", "1")),
        asked_once(limited().insert_header("x-ratelimit-reset", "2026-11-22T12:00:01.000Z")),
        asked_once(ResponseTemplate::new(503).insert_header("retry-after", "1")),
    );
}

#[tokio::test]
async fn a_server_that_wants_to_be_asked_after_ten_minutes_is_given_up() {
    for (reply, error) in [
        (answer(429, "rate_limit"), CallError::RateLimited { after_s: 601 }),
        (ResponseTemplate::new(503), CallError::Down("HTTP 503".into())),
    ] {
        let (server, network) = server().await;
        uploads(&server, uploaded(202)).await;
        asked(&server, reply.insert_header("retry-after", "601"), u64::MAX).await;
        statuses(&server, answer(200, "status")).await;
        assert_eq!(network.publish(&film(), "key-1").await.unwrap_err(), error);
        assert_eq!(sent(&server, "/api/v1/media/55").await.len(), 1);
        assert!(sent(&server, "/api/v1/statuses").await.is_empty());
    }
}

#[tokio::test]
async fn a_server_that_never_answers_again_is_down() {
    let (server, network) = server().await;
    uploads(&server, uploaded(202)).await;
    asked(&server, ResponseTemplate::new(503), u64::MAX).await;
    statuses(&server, answer(200, "status")).await;
    let error = network.publish(&film(), "key-1").await.unwrap_err();
    assert_eq!(error, CallError::Down("HTTP 503".into()));
    assert!(sent(&server, "/api/v1/media/55").await.len() > 100);
    assert!(sent(&server, "/api/v1/statuses").await.is_empty());
}

#[tokio::test]
async fn a_refused_video_is_told_in_the_servers_words_and_nothing_is_posted() {
    let words = |text: &str| ResponseTemplate::new(422).set_body_json(json!({"error": text}));
    let type_invalid = "Validation failed: File content type is invalid, File is invalid";
    let not_converted = "Error processing thumbnail for uploaded media";
    let page = ResponseTemplate::new(413).set_body_string("<html><h1>413</h1></html>");
    for (upload, question, code, message) in [
        (words(type_invalid), None, "422", type_invalid),
        (page, None, "413", "Payload Too Large"),
        (uploaded(202), Some(words(not_converted)), "422", not_converted),
    ] {
        let (server, network) = server().await;
        uploads(&server, upload).await;
        if let Some(reply) = question {
            asked(&server, ResponseTemplate::new(206), 1).await;
            asked(&server, reply, 1).await;
        }
        statuses(&server, answer(200, "status")).await;
        let error = network.publish(&film(), "key-1").await.unwrap_err();
        let refusal = CallError::Refused {
            code: code.into(),
            message: message.into(),
        };
        assert_eq!((&error, error.advice()), (&refusal, Advice::GiveUp));
        assert_eq!(error.key() == "network-file-too-large", code == "413");
        assert!(sent(&server, "/api/v1/statuses").await.is_empty());
    }
}

const UPLOAD: &str = "POST /api/v2/media";

#[tokio::test]
async fn a_refusal_before_all_is_sent_is_heard() {
    let (server, _) = server().await;
    let page = "HTTP/1.1 413 Request Entity Too Large\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\
                connection: close\r\n\r\nStor";
    let line = cut(server.address(), UPLOAD, Some(page)).await;
    let network = open(
        local(),
        Network::Mastodon,
        &line,
        &Credentials::new("", "token-1"),
    );
    let mut out = film();
    out.video.as_mut().unwrap().bytes = vec![0; 20_000_000].into();
    let error = network.publish(&out, "key-1").await.unwrap_err();
    assert!(
        matches!(&error, CallError::Refused { code, message } if code == "413" && message == "Payload Too Large"),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_upload_broken_off_can_be_tried_again_and_posts_once() {
    let (server, _) = server().await;
    uploads(&server, uploaded(200)).await;
    statuses(&server, answer(200, "status")).await;
    let line = cut(server.address(), UPLOAD, None).await;
    let network = open(
        local(),
        Network::Mastodon,
        &line,
        &Credentials::new("", "token-1"),
    );
    let error = network.publish(&film(), "key-1").await.unwrap_err();
    assert!(matches!(error, CallError::Down(_)), "{error:?}");
    assert_eq!(error.advice(), Advice::Retry(None));
    assert!(sent(&server, "/api/v1/statuses").await.is_empty());

    // The scripted server knows no other key than this one.
    let remote = network.publish(&film(), "key-1").await.unwrap();
    assert_eq!(remote.remote_id, "111");
    assert_eq!(sent(&server, "/api/v1/statuses").await.len(), 1);
}

#[tokio::test]
async fn a_server_that_fails_or_is_silent_at_the_upload_is_down() {
    let error = json!({"error": "Error processing thumbnail for uploaded media"});
    for reply in [
        ResponseTemplate::new(500).set_body_json(error),
        uploaded(200).set_delay(Duration::from_secs(2)),
    ] {
        let (server, network) = server().await;
        uploads(&server, reply).await;
        statuses(&server, answer(200, "status")).await;
        let error = network.publish(&film(), "key-1").await.unwrap_err();
        assert!(matches!(error, CallError::Down(_)), "{error:?}");
        assert!(sent(&server, "/api/v1/statuses").await.is_empty());
    }
}
