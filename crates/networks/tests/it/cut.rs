//! A line that breaks: what goes wrong between us and a server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy, sink};
use tokio::net::{TcpListener, TcpStream};

/// The address of a line to `server` on which the first request that begins with `upload` does not get through: it is
/// answered with `answer` as soon as it begins, or broken off where there is none.
pub async fn cut(server: &SocketAddr, upload: &'static str, answer: Option<&'static str>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (server, done) = (*server, Arc::new(AtomicBool::new(false)));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(pass(client, server, upload, answer, done.clone()));
        }
    });
    address
}

/// Every request is in pieces of its own: the client waits for an answer before it sends the next.
async fn pass(
    client: TcpStream,
    server: SocketAddr,
    upload: &'static str,
    answer: Option<&'static str>,
    done: Arc<AtomicBool>,
) {
    let (mut from, mut to) = client.into_split();
    let (mut back, mut on) = TcpStream::connect(server).await.unwrap().into_split();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let answers = tokio::spawn(async move {
        tokio::select! {
            _ = copy(&mut back, &mut to) => {}
            _ = stopped => {}
        }
        to
    });
    let mut bytes = vec![0; 16_384];
    while let Ok(n @ 1..) = from.read(&mut bytes).await {
        if bytes[..n].starts_with(upload.as_bytes()) && !done.swap(true, Ordering::SeqCst) {
            drop(stop);
            let mut to = answers.await.unwrap();
            if let Some(answer) = answer {
                to.write_all(answer.as_bytes()).await.unwrap();
                let _ = copy(&mut from, &mut sink()).await;
            }
            return;
        }
        if on.write_all(&bytes[..n]).await.is_err() {
            return;
        }
    }
}
