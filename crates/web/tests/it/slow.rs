//! Clients that send or read next to nothing, on real connections.

use crate::house::{CSRF, House};
use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::routing::get;
use hyper::body::Frame;
use model::person::Role;
use std::convert::Infallible;
use std::future::pending;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{Instant, Interval, interval_at};
use web::Settings;

/// Far longer than the limits under test: what is waited for so long never comes.
const NEVER: Duration = Duration::from_secs(20);

struct Server {
    house: House,
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

async fn server(settings: Settings) -> Server {
    let house = House::with(settings.clone(), web::routes::all).await;
    house.sign_in("t", &[Role::Editor], true).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, told) = oneshot::channel();
    let router = web::router(house.web.clone());
    let served = tokio::spawn(async move { web::serve(listener, router, &settings, told).await });
    Server {
        house,
        address,
        stop,
        served,
    }
}

impl Server {
    async fn open(&self, sent: &str) -> TcpStream {
        let mut line = TcpStream::connect(self.address).await.unwrap();
        line.write_all(sent.as_bytes()).await.unwrap();
        line
    }
}

/// All that comes until the server closes.
async fn rest(line: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let end = tokio::time::timeout(NEVER, line.read_to_end(&mut all)).await;
    end.expect("the server keeps the connection open").unwrap();
    String::from_utf8_lossy(&all).into_owned()
}

fn form(length: usize) -> String {
    format!(
        "POST /language HTTP/1.1\r\nhost: here.test\r\ncookie: rettesnor=t\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n"
    )
}

#[tokio::test]
async fn a_head_that_does_not_come_is_not_waited_for() {
    let server = server(Settings {
        head_time: Duration::from_millis(50),
        ..Settings::default()
    })
    .await;
    for sent in ["", "GET /healthz HTTP/1.1\r\nhost: here"] {
        let mut line = server.open(sent).await;
        let answer = rest(&mut line).await;
        assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let whole = "GET /healthz HTTP/1.1\r\nhost: here.test\r\nconnection: close\r\n\r\n";
    let mut line = server.open(whole).await;
    assert!(rest(&mut line).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_body_that_stops_coming_is_not_waited_for() {
    let server = server(Settings {
        body_pause: Duration::from_millis(50),
        ..Settings::default()
    })
    .await;
    let mut line = server.open(&(form(100) + "csrf=")).await;
    let answer = rest(&mut line).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("Det du sendte, kom for sent fram"), "{answer}");
}

/// A slow line is no reason to refuse what keeps coming.
#[tokio::test]
async fn a_body_that_keeps_coming_is_taken_however_long_it_lasts() {
    let pause = Duration::from_millis(400);
    let server = server(Settings {
        body_pause: pause,
        ..Settings::default()
    })
    .await;
    let body = format!("csrf={CSRF}&locale=en&back=/");
    let mut line = server.open(&form(body.len())).await;
    line.set_nodelay(true).unwrap();
    let begun = tokio::time::Instant::now();
    let mut beat = tokio::time::interval(pause / 16);
    for byte in body.bytes() {
        beat.tick().await;
        line.write_all(&[byte]).await.unwrap();
    }
    assert!(begun.elapsed() > pause, "{:?}", begun.elapsed());
    let answer = rest(&mut line).await;
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
}

/// Far more than the system keeps for a line: what is not read cannot be written.
const LARGE: usize = 64 << 20;

/// A body of zeros that tells when nobody needs it any more, and may rest once for so long after its first piece.
struct Zeros {
    left: usize,
    rest: Option<Interval>,
    _gone: oneshot::Sender<()>,
}

impl HttpBody for Zeros {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let piece = self.left.min(1 << 16);
        if self.left < LARGE
            && let Some(rest) = &mut self.rest
        {
            ready!(rest.poll_tick(cx));
            self.rest = None;
        }
        self.left -= piece;
        let frame = Frame::data(Bytes::from(vec![0; piece]));
        Poll::Ready((piece > 0).then_some(Ok(frame)))
    }
}

/// A line to a server that has begun to answer with [`LARGE`] zeros, and what is told when it has no more to do with them.
async fn large(answer_pause: Duration, rest: Option<Duration>) -> (TcpStream, oneshot::Receiver<()>) {
    let settings = Settings {
        answer_pause,
        ..Settings::default()
    };
    let (gone, told_gone) = oneshot::channel();
    let rest = rest.map(|rest| interval_at(Instant::now() + rest, rest));
    let zeros = Body::new(Zeros {
        left: LARGE,
        rest,
        _gone: gone,
    });
    let zeros = Arc::new(Mutex::new(Some(zeros)));
    let give = move || async move { zeros.lock().unwrap().take().unwrap() };
    let router = Router::new().route("/", get(give));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { web::serve(listener, router, &settings, pending::<()>()).await });
    let mut line = TcpStream::connect(address).await.unwrap();
    let request = "GET / HTTP/1.1\r\nhost: here.test\r\nconnection: close\r\n\r\n";
    line.write_all(request.as_bytes()).await.unwrap();
    (line, told_gone)
}

#[tokio::test]
async fn an_answer_that_nobody_reads_is_not_kept() {
    let (mut line, gone) = large(Duration::from_millis(50), None).await;
    let mut some = [0; 1_000];
    line.read_exact(&mut some).await.unwrap();
    assert!(some.starts_with(b"HTTP/1.1 200"));
    let ended = tokio::time::timeout(NEVER, gone).await;
    assert!(ended.expect("the server keeps the connection").is_err());
    let mut rest = Vec::new();
    let whole = line.read_to_end(&mut rest).await;
    assert!(whole.is_err() || rest.len() < LARGE / 2, "{}", rest.len());
}

/// A slow line is no reason to break off what keeps going out.
#[tokio::test]
async fn an_answer_that_keeps_being_read_comes_whole_however_long_it_lasts() {
    let pause = Duration::from_millis(400);
    let (mut line, _gone) = large(pause, None).await;
    let begun = Instant::now();
    let mut beat = tokio::time::interval(pause / 16);
    let mut piece = vec![0; 1 << 18];
    let mut taken = 0;
    while begun.elapsed() < pause * 2 {
        beat.tick().await;
        taken += line.read(&mut piece).await.unwrap();
    }
    assert!(taken < LARGE, "it was read too fast to show anything");
    let mut rest = Vec::new();
    line.read_to_end(&mut rest).await.unwrap();
    assert!(taken + rest.len() > LARGE);
}

#[tokio::test]
async fn an_answer_that_has_nothing_to_say_for_a_while_is_waited_for() {
    let pause = Duration::from_millis(50);
    let (mut line, _gone) = large(pause, Some(pause * 4)).await;
    let mut all = Vec::new();
    line.read_to_end(&mut all).await.unwrap();
    assert!(all.len() > LARGE);
}

#[tokio::test]
async fn a_server_told_to_stop_ends_what_is_under_way_first() {
    let server = server(Settings::default()).await;
    let body = format!("csrf={CSRF}&locale=en&back=/");
    let (first, last) = body.split_at(9);
    let idle = server.open("").await;
    let head = form(body.len()).replace("\r\n\r\n", "\r\nexpect: 100-continue\r\n\r\n");
    let mut line = server.open(&head).await;
    let mut go_on = [0; 25];
    line.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n", "it is under way");
    line.write_all(first.as_bytes()).await.unwrap();
    server.stop.send(()).unwrap();
    line.write_all(last.as_bytes()).await.unwrap();
    assert!(rest(&mut line).await.starts_with("HTTP/1.1 303"));
    tokio::time::timeout(NEVER, server.served).await.unwrap().unwrap();
    assert!(
        TcpStream::connect(server.address).await.is_err(),
        "nobody listens"
    );
    drop((idle, server.house));
}
