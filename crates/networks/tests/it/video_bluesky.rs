//! Videos on Bluesky: against a scripted server, and the whole way on a real network.

use crate::atproto_real::municipality;
use crate::bluesky::{ROOT, answer, calls, server, xrpc};
use crate::cut::cut;
use crate::support::{CAPTIONS, local, open, peer, picture, plain, post, source, video};
use model::channel::Network;
use networks::{Advice, CallError, Credentials, Outgoing, RemoteRef, Video};
use serde_json::{Value, json};
use std::time::Duration;
use wiremock::matchers::{header, method};
use wiremock::{MockServer, ResponseTemplate};

fn film() -> Outgoing {
    let mut out = post("Slik melder du feil på vei");
    out.video = Some(video("En traktor på Storgata"));
    out
}

fn blob(link: &str, mime: &str) -> Value {
    json!({"$type": "blob", "ref": {"$link": link}, "mimeType": mime, "size": 1})
}

/// Takes blobs and makes posts.
async fn takes_all(server: &MockServer) {
    for (mime, link) in [("video/mp4", "bafyvideo"), ("text/vtt", "bafycaptions")] {
        let uploaded = json!({"blob": blob(link, mime)});
        xrpc("com.atproto.repo.uploadBlob")
            .and(method("POST"))
            .and(header("content-type", mime))
            .respond_with(ResponseTemplate::new(200).set_body_json(uploaded))
            .mount(server)
            .await;
    }
    xrpc("com.atproto.repo.createRecord")
        .respond_with(answer(200, "record"))
        .mount(server)
        .await;
}

/// Bodies of the calls of `name`, in order.
async fn sent(server: &MockServer, name: &str) -> Vec<Vec<u8>> {
    let requests = server.received_requests().await.unwrap();
    let wanted = requests.into_iter().filter(|r| r.url.path().ends_with(name));
    wanted.map(|r| r.body).collect()
}

#[tokio::test]
async fn a_video_goes_out_with_captions_in_the_posts_language() {
    for (lang, told) in [("se", "se"), ("", "no")] {
        let (server, network) = server().await;
        takes_all(&server).await;
        let mut out = film();
        out.lang = lang.into();
        network.publish(&out, "3kkey").await.unwrap();
        let uploads = sent(&server, "uploadBlob").await;
        assert_eq!(uploads, [out.video.unwrap().bytes.to_vec(), CAPTIONS.into()]);
        let made: Value = serde_json::from_slice(&sent(&server, "createRecord").await[0]).unwrap();
        assert_eq!(
            made["record"]["embed"],
            json!({
                "$type": "app.bsky.embed.video",
                "video": blob("bafyvideo", "video/mp4"),
                "alt": "En traktor på Storgata",
                "aspectRatio": {"width": 640, "height": 360},
                "captions": [{"lang": told, "file": blob("bafycaptions", "text/vtt")}],
            })
        );
    }
}

#[tokio::test]
async fn the_servers_own_limit_of_files_holds_where_it_tells_one() {
    let most = 300_000_000;
    for (told, bytes) in [
        (
            json!({"availableUserDomains": [], "blobUploadLimit": 5_242_880}),
            5_242_880,
        ),
        (json!({"blobUploadLimit": 52_428_800_000_u64}), most),
        (json!({"availableUserDomains": []}), most),
        (json!({"blobUploadLimit": 0}), most),
        (json!("no description"), most),
    ] {
        let (server, network) = server().await;
        let reply = ResponseTemplate::new(200).set_body_json(told);
        xrpc("com.atproto.server.describeServer")
            .respond_with(reply)
            .mount(&server)
            .await;
        let limit = || network.capabilities().video.unwrap().bytes;
        assert_eq!(limit(), most, "nobody has asked");
        network.connect().await.unwrap();
        assert_eq!(limit(), bytes);
        network.connect().await.unwrap();
        assert_eq!(calls(&server, "describeServer").await, 1, "it is asked once");
    }
}

/// After a start channels are connected already; their replies are fetched all the same.
#[tokio::test]
async fn the_limit_of_files_is_learnt_with_the_replies_and_asked_again_when_no_answer_came() {
    let (server, network) = server().await;
    let question = || xrpc("com.atproto.server.describeServer");
    let down = ResponseTemplate::new(503);
    question()
        .respond_with(down)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let told = ResponseTemplate::new(200).set_body_json(json!({"blobUploadLimit": 1_000_000}));
    question().respond_with(told).mount(&server).await;
    let limits = || {
        let can = network.capabilities();
        (can.video.unwrap().bytes, can.image_bytes)
    };
    drop(network.replies("").await);
    assert_eq!(limits(), (300_000_000, 2_000_000));
    drop(network.replies("").await);
    assert_eq!(limits(), (1_000_000, 1_000_000));
}

#[tokio::test]
async fn without_captions_none_are_named() {
    let (server, network) = server().await;
    takes_all(&server).await;
    let mut out = film();
    out.video.as_mut().unwrap().captions.clear();
    network.publish(&out, "3kkey").await.unwrap();
    assert_eq!(calls(&server, "uploadBlob").await, 1);
    let made: Value = serde_json::from_slice(&sent(&server, "createRecord").await[0]).unwrap();
    let embed = made["record"]["embed"].as_object().unwrap();
    assert!(
        embed.contains_key("video") && !embed.contains_key("captions"),
        "{embed:?}"
    );
}

#[tokio::test]
async fn a_refused_file_is_told_in_the_servers_words_and_nothing_is_posted() {
    let words = |status: u16, error: &str, message: &str| {
        ResponseTemplate::new(status).set_body_json(json!({"error": error, "message": message}))
    };
    let page = ResponseTemplate::new(413).set_body_string("<html><h1>413</h1></html>");
    for (refused, reply, code, message) in [
        (
            "video/mp4",
            words(413, "PayloadTooLarge", "request entity too large"),
            "PayloadTooLarge",
            "request entity too large",
        ),
        ("video/mp4", page, "413", "Payload Too Large"),
        (
            "video/mp4",
            words(400, "BlobTooLarge", "This file is too large."),
            "BlobTooLarge",
            "This file is too large.",
        ),
        (
            "text/vtt",
            words(400, "InvalidRequest", "Content-Encoding not allowed"),
            "InvalidRequest",
            "Content-Encoding not allowed",
        ),
    ] {
        let (server, network) = server().await;
        xrpc("com.atproto.repo.uploadBlob")
            .and(header("content-type", refused))
            .respond_with(reply)
            .mount(&server)
            .await;
        takes_all(&server).await;
        let error = network.publish(&film(), "3kkey").await.unwrap_err();
        let refusal = CallError::Refused {
            code: code.into(),
            message: message.into(),
        };
        assert_eq!((&error, error.advice()), (&refusal, Advice::GiveUp));
        let is_large = code != "InvalidRequest";
        assert_eq!(error.key() == "network-file-too-large", is_large, "{error}");
        assert_eq!(calls(&server, "createRecord").await, 0);
    }
}

#[tokio::test]
async fn an_upload_broken_off_can_be_tried_again_and_posts_once() {
    let (server, _) = server().await;
    takes_all(&server).await;
    let line = cut(server.address(), "POST /xrpc/com.atproto.repo.uploadBlob", None).await;
    let credentials = Credentials::new("kommune.example", "app-password");
    let network = open(local(), Network::Bluesky, &line, &credentials);
    let error = network.publish(&film(), "3kkey").await.unwrap_err();
    assert!(matches!(error, CallError::Down(_)), "{error:?}");
    assert_eq!(error.advice(), Advice::Retry(None));
    assert_eq!(calls(&server, "createRecord").await, 0);

    let remote = network.publish(&film(), "3kkey").await.unwrap();
    assert_eq!(remote.remote_id, ROOT);
    let made = sent(&server, "createRecord").await;
    assert_eq!(made.len(), 1);
    let made: Value = serde_json::from_slice(&made[0]).unwrap();
    assert_eq!(made["rkey"], "3kkey");
}

#[tokio::test]
async fn an_upload_that_nobody_answers_is_down() {
    let (server, network) = server().await;
    let late = ResponseTemplate::new(200).set_delay(Duration::from_secs(2));
    xrpc("com.atproto.repo.uploadBlob")
        .respond_with(late)
        .mount(&server)
        .await;
    let error = network.publish(&film(), "3kkey").await.unwrap_err();
    assert!(matches!(error, CallError::Down(_)), "{error:?}");
    assert_eq!(calls(&server, "createRecord").await, 0);
}

#[tokio::test]
async fn on_a_real_network_it_is_read_back_byte_for_byte() {
    let Some(peer) = peer("RETTESNOR_ATPROTO") else {
        return;
    };
    let (owner, network) = municipality(&peer).await;
    let key = network.prepare(&source());
    let out = film();
    let published = network.publish(&out, &key).await.unwrap();
    let again = network.publish(&out, &key).await.unwrap();
    assert_eq!(
        (&again.remote_id, &again.cid),
        (&published.remote_id, &published.cid)
    );

    let query = [
        ("repo", owner.did.as_str()),
        ("collection", "app.bsky.feed.post"),
        ("rkey", &key),
    ];
    let record = owner.get("com.atproto.repo.getRecord", &query).await;
    let embed = &record["value"]["embed"];
    assert_eq!(embed["$type"], "app.bsky.embed.video");
    assert_eq!(embed["alt"], "En traktor på Storgata");
    assert_eq!(embed["aspectRatio"], json!({"width": 640, "height": 360}));
    assert_eq!(embed["captions"][0]["lang"], "nb");
    assert_eq!(embed["captions"].as_array().unwrap().len(), 1);
    let kept = async |blob: &Value| {
        let url = format!("{}/xrpc/com.atproto.sync.getBlob", owner.pds);
        let cid = blob["ref"]["$link"].as_str().unwrap();
        let request = plain()
            .get(url)
            .query(&[("did", owner.did.as_str()), ("cid", cid)]);
        request.send().await.unwrap().bytes().await.unwrap()
    };
    assert_eq!(embed["video"]["mimeType"], Video::MIME);
    assert_eq!(kept(&embed["video"]).await, out.video.unwrap().bytes);
    let captions = &embed["captions"][0]["file"];
    assert_eq!(captions["mimeType"], "text/vtt");
    assert_eq!(kept(captions).await, CAPTIONS);

    // Others see it as a video.
    let post = RemoteRef::new(published.remote_id, published.cid);
    owner.sees(&post).await;
    let seen = owner
        .get("app.bsky.feed.getPosts", &[("uris", &post.remote_id)])
        .await;
    let view = &seen["posts"][0]["embed"];
    assert_eq!(view["$type"], "app.bsky.embed.video#view");
    assert_eq!(view["cid"], embed["video"]["ref"]["$link"]);
    assert_eq!(view["alt"], "En traktor på Storgata");
}

#[tokio::test]
async fn a_real_server_refuses_what_is_too_large_or_no_video_and_posts_nothing() {
    let Some(peer) = peer("RETTESNOR_ATPROTO") else {
        return;
    };
    let (owner, network) = municipality(&peer).await;
    let with = |change: fn(&mut Video)| {
        let mut out = film();
        change(out.video.as_mut().unwrap());
        out
    };
    for (out, words) in [
        // This server takes 5 MiB.
        (with(|v| v.bytes = vec![0; 6 << 20].into()), "entity too large"),
        (
            with(|v| v.bytes = picture("").bytes),
            "Expected \"video/mp4\" (got \"image/png\")",
        ),
        (with(|v| v.captions = "WEBVTT\n\n".repeat(2_501)), "20000"),
    ] {
        let key = network.prepare(&source());
        let outcome = network.publish(&out, &key).await;
        assert!(
            matches!(&outcome, Err(CallError::Refused { message, .. }) if message.contains(words)),
            "{words}: {outcome:?}"
        );
    }
    let repo = [("repo", owner.did.as_str()), ("collection", "app.bsky.feed.post")];
    let records = owner.get("com.atproto.repo.listRecords", &repo).await;
    assert_eq!(records["records"], json!([]));
}
