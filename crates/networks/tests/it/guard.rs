use crate::support::{guarded, local};
use networks::http::guard::is_public;
use networks::{CallError, Glance, Http};
use wiremock::matchers::{method, path};
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
    let http = guarded();
    // All of them mean this machine or its neighbours.
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
        let address = format!("http://{host}/");
        let outcome = http.look(&address, |_| true).await;
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
        "https://example.com:22/",
        "nonsense",
    ] {
        let outcome = http.look(address, |_| true).await;
        assert!(
            matches!(outcome, Err(CallError::AddressRefused(_))),
            "{address}: {outcome:?}"
        );
    }
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
async fn redirects_are_followed_and_judged() {
    let server = MockServer::start().await;
    let redirect = |to: &str| ResponseTemplate::new(302).insert_header("location", to);
    let elsewhere = format!("http://localhost:{}/end", server.address().port());
    for (from, to) in [
        ("/start", "/end"),
        ("/loop", "/loop"),
        ("/file", "file:///etc/passwd"),
        ("/elsewhere", elsewhere.as_str()),
    ] {
        Mock::given(path(from))
            .respond_with(redirect(to))
            .mount(&server)
            .await;
    }
    Mock::given(path("/end"))
        .respond_with(ResponseTemplate::new(404))
        .mount(&server)
        .await;
    let (http, uri) = (local(), server.uri());
    let look = async |path: &str| look(&http, &uri, path).await;
    assert_eq!(look("/start").await, Ok(Glance::Status(404)));
    assert_eq!(look("/elsewhere").await, Ok(Glance::Away));
    assert_eq!(look("/file").await, Ok(Glance::Away));
    let looped = look("/loop").await;
    assert!(matches!(looped, Err(CallError::BadAnswer(_))), "{looped:?}");
}

#[tokio::test]
async fn a_head_that_is_refused_is_asked_again() {
    let server = MockServer::start().await;
    for (verb, status) in [("HEAD", 405), ("GET", 200)] {
        Mock::given(method(verb))
            .respond_with(ResponseTemplate::new(status).set_body_bytes(vec![b'x'; 3 << 20]))
            .mount(&server)
            .await;
    }
    let looked = look(&local(), &server.uri(), "/side").await;
    assert_eq!(looked, Ok(Glance::Status(200)));
}

/// Looks at a page of a server, which alone may be asked.
async fn look(http: &Http, server: &str, page: &str) -> Result<Glance, CallError> {
    let own = |url: &url::Url| url.as_str().starts_with(server);
    http.look(&format!("{server}{page}"), own).await
}
