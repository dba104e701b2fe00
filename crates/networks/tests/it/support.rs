use model::clock::Fixed;
use model::{Millis, Source};
use networks::practice::MemoryBoard;
use networks::{Connector, Credentials, Http, HttpConfig, Image, Networks, Outgoing, Video};
use std::sync::Arc;
use std::time::Duration;

/// 2026-11-22T12:00:00Z.
pub const NOW: Millis = Millis(1_795_348_800_000);

/// The machine's time, for servers that compare it with their own.
#[expect(clippy::disallowed_methods, reason = "real servers live by the real clock")]
pub fn real_now() -> Millis {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    Millis(i64::try_from(since.as_millis()).unwrap())
}

pub fn source() -> Source {
    Fixed::new(NOW, 7).source()
}

/// A client for servers on this machine, impatient.
pub fn local() -> Http {
    let config = HttpConfig {
        allow_private: true,
        timeout: Duration::from_millis(400),
        media_pause: Duration::ZERO,
        ..HttpConfig::default()
    };
    Http::new(config, source()).unwrap()
}

/// The client as it is in use.
pub fn guarded() -> Http {
    Http::new(HttpConfig::default(), source()).unwrap()
}

pub fn open(
    http: Http,
    network: model::channel::Network,
    server: &str,
    credentials: &Credentials,
) -> Arc<dyn Connector> {
    let networks = Networks::new(http, source(), Arc::new(MemoryBoard::default()));
    networks.open(network, server, credentials).unwrap()
}

pub fn post(text: &str) -> Outgoing {
    Outgoing {
        text: text.into(),
        lang: "nb".into(),
        at: NOW,
        ..Outgoing::default()
    }
}

/// A grey PNG of 2 × 2 pixels.
pub fn picture(alt: &str) -> Image {
    let png = "89504e470d0a1a0a0000000d494844520000000200000002080000000057dd52\
               f80000000e49444154789c6368686068680000060602012cc150d70000000049\
               454e44ae426082";
    let digits: Vec<u8> = png.bytes().filter(u8::is_ascii_hexdigit).collect();
    let bytes: Vec<u8> = digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect();
    Image {
        bytes: bytes.into(),
        mime: "image/png".into(),
        alt: alt.into(),
        width: 2,
        height: 2,
    }
}

/// What is said in [`video`], as WebVTT.
pub const CAPTIONS: &str = "WEBVTT\n\n00:00.000 --> 00:02.000\nBáhcet váriid: vær på vakt\n";

/// Two seconds of film with sound and captions.
pub fn video(alt: &str) -> Video {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../detect/tests/video/talk.mp4");
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    Video {
        bytes: bytes.into(),
        alt: alt.into(),
        captions: CAPTIONS.into(),
        width: 640,
        height: 360,
    }
}

pub fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Where a real server of the tests is, as JSON in the environment. Without it the test is left out with a
/// note, or fails where `RETTESNOR_PEERS=required`.
pub fn peer(variable: &str) -> Option<serde_json::Value> {
    match std::env::var(variable) {
        Ok(json) => Some(serde_json::from_str(&json).expect("the variable holds JSON")),
        Err(_) if std::env::var("RETTESNOR_PEERS").as_deref() == Ok("required") => {
            panic!("{variable} is not set: start the server as tests/peers/README.md says")
        }
        Err(_) => {
            eprintln!("left out: {variable} is not set (tests/peers/README.md)");
            None
        }
    }
}

/// Something no earlier run has used.
pub fn unique() -> String {
    use std::hash::{BuildHasher, Hasher};
    let number = std::hash::RandomState::new().build_hasher().finish();
    format!("{:08x}", number as u32)
}

/// A client for servers on this machine, patient.
pub fn patient() -> Http {
    let config = HttpConfig {
        allow_private: true,
        ..HttpConfig::default()
    };
    Http::new(config, source()).unwrap()
}

/// Asks again, for at most two minutes, until the answer is there.
pub async fn until<T, F: Future<Output = Option<T>>>(what: &str, mut ask: impl FnMut() -> F) -> T {
    for _ in 0..480 {
        if let Some(found) = ask().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("never happened: {what}")
}

/// A client without any of our rules, for those on the other side.
pub fn plain() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().build().unwrap()
}
