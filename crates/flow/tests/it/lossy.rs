//! A server between us and a network, which loses answers when it is told to.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What becomes of a request that is to go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The network does it; the line breaks before it has answered.
    Cut,
    /// The network does it; what comes back says 500.
    Fails,
    /// The line breaks before the network has heard of it.
    Swallowed,
}

/// Passes on what comes; the first request whose line holds the chosen words goes wrong, and from then on nothing is
/// passed on until [`Lossy::mend`].
pub struct Lossy {
    /// Address of this server.
    pub url: String,
    state: Arc<State>,
}

struct State {
    upstream: String,
    plan: Mutex<Option<(&'static str, Fault)>>,
    down: Mutex<bool>,
    hits: AtomicUsize,
}

impl Lossy {
    /// In front of the server at `upstream`, `http://host:port`.
    pub async fn before(upstream: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(State {
            upstream: upstream.strip_prefix("http://").unwrap().to_owned(),
            plan: Mutex::default(),
            down: Mutex::default(),
            hits: AtomicUsize::new(0),
        });
        let accepting = state.clone();
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                let state = accepting.clone();
                // A line that breaks is what this server is for.
                tokio::spawn(async move { pass(line, &state).await.ok() });
            }
        });
        Self { url, state }
    }

    /// The next request whose first line holds `words` goes wrong, and all after it find nobody.
    pub fn lose(&self, words: &'static str, fault: Fault) {
        *self.state.plan.lock().unwrap() = Some((words, fault));
    }

    /// Everything is passed on again.
    pub fn mend(&self) {
        *self.state.down.lock().unwrap() = false;
    }

    /// How many requests went wrong as planned.
    pub fn lost(&self) -> usize {
        self.state.hits.load(Ordering::SeqCst)
    }
}

async fn pass(mut line: TcpStream, state: &State) -> std::io::Result<()> {
    let request = read(&mut line).await?;
    let first =
        String::from_utf8_lossy(request.split(|b| *b == b'\r').next().unwrap_or_default()).into_owned();
    if *state.down.lock().unwrap() {
        return Ok(());
    }
    let planned = state
        .plan
        .lock()
        .unwrap()
        .take_if(|(words, _)| first.contains(*words));
    let fault = planned.map(|(_, fault)| fault);
    if fault.is_some() {
        *state.down.lock().unwrap() = true;
        state.hits.fetch_add(1, Ordering::SeqCst);
    }
    if fault == Some(Fault::Swallowed) {
        return Ok(());
    }
    let mut upstream = TcpStream::connect(&state.upstream).await?;
    upstream.write_all(&request).await?;
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer).await?;
    match fault {
        None => line.write_all(&answer).await,
        Some(Fault::Fails) => {
            line.write_all(
                b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            )
            .await
        }
        Some(Fault::Cut | Fault::Swallowed) => Ok(()),
    }
}

/// One request, asking the other side to close when it has answered.
async fn read(line: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break end + 4;
        }
        if line.read_buf(&mut bytes).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let length = text.lines().find_map(|l| {
        let (name, value) = l.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().unwrap_or(0))
    });
    while bytes.len() < head + length.unwrap_or(0) {
        if line.read_buf(&mut bytes).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
    let mut request = text.trim_end().to_owned();
    request.push_str("\r\nconnection: close\r\n\r\n");
    let mut request = request.into_bytes();
    request.extend_from_slice(&bytes[head..]);
    Ok(request)
}
