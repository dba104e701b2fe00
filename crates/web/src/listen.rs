//! Connections: taken one by one, with a limit on how slowly a request's head may come, and on how long nothing of an answer is
//! taken. Whoever opens many and sends or reads next to nothing on each would otherwise hold them all for as long as he likes.

use crate::Settings;
use crate::moving::Moving;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::SocketAddr;
use std::pin::pin;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// Serves `router` until `told` to stop; lets the requests under way finish.
pub async fn serve(mut listener: TcpListener, router: Router, settings: &Settings, told: impl Future) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(settings.head_time);
    let (stop, stopped) = watch::channel(false);
    let mut open = JoinSet::new();
    let mut told = pin!(told);
    loop {
        let (stream, peer) = tokio::select! {
            taken = Listener::accept(&mut listener) => taken,
            _ = &mut told => break,
        };
        open.spawn(attend(
            http.clone(),
            Moving::new(stream, settings.answer_pause),
            peer,
            router.clone(),
            stopped.clone(),
        ));
        while open.try_join_next().is_some() {}
    }
    drop(listener);
    stop.send_replace(true);
    while open.join_next().await.is_some() {}
}

async fn attend(
    http: http1::Builder,
    stream: Moving<TcpStream>,
    peer: SocketAddr,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) {
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = async { drop(stopped.wait_for(|stopped| *stopped).await) } => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended before its time");
    }
}
