//! Pages as a visitor sees them, with a real Chromium against a server on this machine.

use crate::support::{guarded, local};
use networks::Http;
use networks::browser::{Browser, Capture, CaptureError};
use std::path::PathBuf;
use wiremock::matchers::{any, header_exists, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A one-pixel picture.
const DOT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

/// The browser of the test machine; none where the tests may go without.
fn browser(http: Http) -> Option<Browser> {
    match std::env::var_os("RETTESNOR_CHROMIUM") {
        Some(program) => Some(Browser::new(http, PathBuf::from(program), false)),
        None => {
            let required = std::env::var("RETTESNOR_PEERS").is_ok_and(|v| v == "required");
            assert!(!required, "RETTESNOR_CHROMIUM is not set");
            None
        }
    }
}

async fn serve(server: &MockServer, at: &str, kind: &str, body: &[u8]) {
    let answer = ResponseTemplate::new(200).set_body_raw(body.to_vec(), kind);
    Mock::given(path(at)).respond_with(answer).mount(server).await;
}

async fn page(server: &MockServer, at: &str, html: &str) {
    serve(server, at, "text/html; charset=utf-8", html.as_bytes()).await;
}

async fn capture(server: &MockServer, at: &str) -> Option<Result<Capture, CaptureError>> {
    let browser = browser(local())?;
    Some(browser.capture(&format!("{}{at}", server.uri())).await)
}

#[tokio::test]
async fn a_page_is_kept_in_every_form_with_all_it_is_made_of() {
    let server = MockServer::start().await;
    page(
        &server,
        "/kommune",
        "<!doctype html><html lang=nb><title>Båtsfjord kommune</title><link rel=stylesheet href=/style.css>\
         <body><h1>Blåbærfest</h1><p id=late>venter</p><img src=/dot.png alt=''><script src=/late.js></script>",
    )
    .await;
    serve(
        &server,
        "/style.css",
        "text/css",
        b"h1 { color: rgb(200, 0, 0); height: 3000px }",
    )
    .await;
    serve(&server, "/dot.png", "image/png", DOT).await;
    serve(
        &server,
        "/late.js",
        "text/javascript",
        b"fetch('/late.json').then(r => r.json()).then(t => { document.getElementById('late').textContent = t.text });",
    )
    .await;
    serve(
        &server,
        "/late.json",
        "application/json",
        "{\"text\": \"kom etterpå\"}".as_bytes(),
    )
    .await;
    let Some(seen) = capture(&server, "/kommune").await else {
        return;
    };
    let seen = seen.unwrap();
    assert_eq!(
        (seen.title.as_str(), seen.status, seen.login),
        ("Båtsfjord kommune", 200, false)
    );
    assert!(seen.png.starts_with(b"\x89PNG") && seen.pdf.starts_with(b"%PDF"));
    let size = |at: usize| u32::from_be_bytes(seen.png[at..at + 4].try_into().unwrap());
    assert!(
        size(16) == 1_280 && size(20) > 3_000,
        "{} x {}",
        size(16),
        size(20)
    );
    let mhtml = String::from_utf8(seen.mhtml).unwrap();
    assert!(mhtml.starts_with("From: <Saved by Blink>"), "{mhtml}");
    assert!(
        mhtml.contains("kom etterp=C3=A5"),
        "what a script put there is in it"
    );
    let mut names: Vec<_> = seen
        .exchanges
        .iter()
        .map(|e| e.url.rsplit('/').next().unwrap())
        .collect();
    names.sort_unstable();
    names.retain(|n| *n != "favicon.ico");
    assert_eq!(names, ["dot.png", "kommune", "late.js", "late.json", "style.css"]);
    let dot = seen
        .exchanges
        .iter()
        .find(|e| e.url.ends_with("dot.png"))
        .unwrap();
    assert_eq!(dot.body, DOT, "byte for byte");
    assert!(
        dot.headers
            .iter()
            .any(|(n, v)| n == "content-type" && v == "image/png")
    );
}

#[tokio::test]
async fn a_page_that_sends_visitors_to_sign_in_is_told_apart() {
    let server = MockServer::start().await;
    let to = ResponseTemplate::new(302).insert_header("location", "/login?next=kommune");
    Mock::given(path("/kommune"))
        .respond_with(to)
        .mount(&server)
        .await;
    page(
        &server,
        "/login",
        "<title>Logg inn</title><form><input type=password></form>",
    )
    .await;
    let refused = ResponseTemplate::new(401).set_body_raw("<p>Nei", "text/html");
    Mock::given(path("/closed"))
        .respond_with(refused)
        .mount(&server)
        .await;
    let gone = ResponseTemplate::new(404).set_body_raw("<p>Borte", "text/html");
    Mock::given(path("/gone")).respond_with(gone).mount(&server).await;
    Mock::given(path("/mute"))
        .respond_with(ResponseTemplate::new(403))
        .mount(&server)
        .await;
    // A field for signing in on a page that shows what was asked for is none of our business.
    page(&server, "/open", "<h1>Alt er her</h1><input type=password>").await;
    let Some(seen) = capture(&server, "/kommune").await else {
        return;
    };
    let seen = seen.unwrap();
    assert!(
        seen.login && seen.url.ends_with("/login?next=kommune"),
        "{}",
        seen.url
    );
    assert!(
        seen.exchanges.iter().any(|e| e.status == 302),
        "the way there is kept"
    );
    assert!(capture(&server, "/closed").await.unwrap().unwrap().login);
    let mute = capture(&server, "/mute").await.unwrap().unwrap();
    assert!(mute.login && mute.png.is_empty(), "an answer without a page");
    let gone = capture(&server, "/gone").await.unwrap().unwrap();
    assert_eq!((gone.status, gone.login), (404, false));
    let open = capture(&server, "/open").await.unwrap().unwrap();
    assert_eq!((open.status, open.login), (200, false));
}

/// The guard of all outgoing calls is the browser's only way out.
#[tokio::test]
async fn nothing_private_is_reached_whatever_a_page_asks_for() {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200))
        .mount(&server)
        .await;
    let Some(browser) = browser(guarded()) else { return };
    for address in [
        server.uri(),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "file:///etc/passwd".to_owned(),
    ] {
        let refused = browser.capture(&address).await;
        assert!(
            matches!(refused, Err(CaptureError::NotReached(_))),
            "{address}: {refused:?}"
        );
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}

/// A page may ask for anything by any means: only reading, by our own client, comes through.
#[tokio::test]
async fn a_page_can_send_nothing_and_open_no_way_of_its_own() {
    let (server, other) = (MockServer::start().await, MockServer::start().await);
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200))
        .mount(&other)
        .await;
    let away = other.address();
    page(
        &server,
        "/bad",
        &format!(
            "<title>Ond</title><script>\
             fetch('/take', {{method: 'POST', body: 'x'}}); navigator.sendBeacon('/take', 'x');\
             new WebSocket('ws://{away}/socket'); new EventSource('/events');\
             new Worker(URL.createObjectURL(new Blob([\"fetch('http://{away}/worker')\"])));\
             alert('stopp'); setInterval(() => fetch('/again?' + Math.random()), 400);\
             </script><iframe src='http://{away}/frame'></iframe><p>Innhold</p>"
        ),
    )
    .await;
    Mock::given(header_exists("x-never"))
        .respond_with(ResponseTemplate::new(200))
        .mount(&server)
        .await;
    let Some(seen) = capture(&server, "/bad").await else {
        return;
    };
    let seen = seen.unwrap();
    assert_eq!(seen.title, "Ond");
    let taken = server.received_requests().await.unwrap();
    assert!(taken.iter().all(|r| r.method.as_str() == "GET"), "{taken:?}");
    // What other sites got, we have in the archive: nothing went past us.
    let ours = |p: &str| seen.exchanges.iter().any(|e| e.url.ends_with(p));
    for request in other.received_requests().await.unwrap() {
        assert!(ours(request.url.path()), "{}", request.url);
    }
}

#[tokio::test]
async fn what_is_not_installed_or_does_not_start_is_said() {
    let none = Browser::new(local(), PathBuf::from("/nowhere/chromium"), false);
    let said = none.capture("https://example.org/").await.unwrap_err();
    assert_eq!(said.key(), "snapshot-no-browser");
    let other = Browser::new(local(), PathBuf::from("/bin/true"), false);
    let said = other.capture("https://example.org/").await.unwrap_err();
    assert_eq!(said.key(), "snapshot-no-browser");
    assert!(Browser::find(std::path::Path::new("sh")).is_some());
    assert_eq!(Browser::find(std::path::Path::new("no-such-browser")), None);
}
