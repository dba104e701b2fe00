use crate::support::{guarded, local};
use networks::CallError;
use networks::http::guard::is_public;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

#[test]
fn every_range_that_is_not_public_is_refused() {
    for address in [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:c0a8:101::",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ] {
        assert!(!is_public(address.parse().unwrap()), "{address}");
    }
}

#[test]
fn ordinary_addresses_are_allowed() {
    for address in [
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "198.20.0.1",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2001:4860:4860::8888",
        "2002:808:808::1",
        "2a00:1450::1",
    ] {
        assert!(is_public(address.parse().unwrap()), "{address}");
    }
}

#[tokio::test]
async fn addresses_in_disguise_are_refused_before_anything_is_sent() {
    // All of them mean this machine or its neighbours, where this server would answer.
    let server = MockServer::start().await;
    let port = server.address().port();
    let http = guarded();
    for host in [
        "127.0.0.1",
        "2130706433",
        "0177.0.0.1",
        "0x7f.1",
        "127.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "localhost",
        "LOCALHOST",
        "169.254.169.254",
    ] {
        let address = format!("http://{host}:{port}/");
        let outcome = http.fetch_page(&address).await;
        assert!(
            matches!(outcome, Err(CallError::AddressRefused(_))),
            "{address}: {outcome:?}"
        );
    }
    for address in [
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "http://user:secret@example.com/",
        "nonsense",
    ] {
        let outcome = http.fetch_page(address).await;
        assert!(
            matches!(outcome, Err(CallError::AddressRefused(_))),
            "{address}: {outcome:?}"
        );
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_network_server_must_be_https_and_public() {
    for server in [
        "http://example.com",
        "https://10.0.0.1",
        "https://[::1]",
        "bsky.social",
    ] {
        let networks = networks::Networks::new(
            guarded(),
            crate::support::source(),
            std::sync::Arc::new(networks::practice::MemoryBoard::default()),
        );
        let outcome = networks.open(
            model::channel::Network::Mastodon,
            server,
            &networks::Credentials::new("", "token"),
        );
        assert_eq!(
            outcome.err().map(|e| e.key()),
            Some("network-address-refused"),
            "{server}"
        );
    }
}

#[tokio::test]
async fn pages_are_followed_judged_and_bounded() {
    let server = MockServer::start().await;
    let redirect = |to: &str| ResponseTemplate::new(302).insert_header("location", to);
    Mock::given(path("/start"))
        .respond_with(redirect("/end"))
        .mount(&server)
        .await;
    Mock::given(path("/end"))
        .respond_with(ResponseTemplate::new(404).set_body_raw("borte", "text/html"))
        .mount(&server)
        .await;
    Mock::given(path("/loop"))
        .respond_with(redirect("/loop"))
        .mount(&server)
        .await;
    Mock::given(path("/file"))
        .respond_with(redirect("file:///etc/passwd"))
        .mount(&server)
        .await;
    Mock::given(path("/large"))
        .respond_with(ResponseTemplate::new(200).set_body_bytes(vec![b'x'; 3 << 20]))
        .mount(&server)
        .await;
    let http = local();
    let page = http.fetch_page(&format!("{}/start", server.uri())).await.unwrap();
    assert_eq!((page.status, page.body.as_str()), (404, "borte"));
    assert_eq!(page.url, format!("{}/end", server.uri()));
    let looped = http.fetch_page(&format!("{}/loop", server.uri())).await;
    assert!(matches!(looped, Err(CallError::BadAnswer(_))), "{looped:?}");
    let file = http.fetch_page(&format!("{}/file", server.uri())).await;
    assert!(matches!(file, Err(CallError::AddressRefused(_))), "{file:?}");
    let large = http.fetch_page(&format!("{}/large", server.uri())).await.unwrap();
    assert_eq!(large.body.len(), 1 << 20);
}
