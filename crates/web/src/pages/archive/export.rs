//! `POST /archive/export`: one record, or all, as a WARC file that is sent while it is written.

use crate::pages::common;
use crate::{Input, Signed, Web, WebError};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt as _, stream};
use model::RecordId;
use serde::Deserialize;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Pieces that wait for a slow reader, each at most [`PIECE`] bytes; then writing waits.
const WAITING: usize = 16;
const PIECE: usize = 64 * 1024;

#[derive(Deserialize)]
pub(super) struct Wanted {
    /// Id of the record; empty for all.
    #[serde(default)]
    record: String,
}

pub(super) async fn warc(
    State(web): State<Web>,
    me: Signed,
    Input(wanted): Input<Wanted>,
) -> Result<Response, WebError> {
    let records: Vec<RecordId> = match wanted.record.as_str() {
        "" => Vec::new(),
        id => vec![common::id(id)?],
    };
    let name = match records.first() {
        Some(record) => format!("{}-{record}.warc.gz", me.municipality.slug),
        None => format!("{}.warc.gz", me.municipality.slug),
    };
    let (sender, receiver) = sync_channel(WAITING);
    let runtime = tokio::runtime::Handle::current();
    // The writer waits for the reader, so it has a thread of its own.
    tokio::task::spawn_blocking(move || {
        let mut out = Pieces {
            sender: sender.clone(),
            held: Vec::with_capacity(PIECE),
        };
        let done = runtime.block_on(flow::archive::export_warc(&web.flow, &me, &records, &mut out));
        let end = match done {
            Ok(_) => out.flush().map_err(|_| flow::Error::refused("export-failed")),
            Err(error) => Err(error),
        };
        if let Err(error) = end {
            // A reader that has gone away no longer needs to know.
            let _ = sender.send(Err(error));
        }
    });
    let (first, receiver) = next(Some(receiver)).await;
    // What goes wrong before the first byte is an error page; later, the connection breaks and the file is not whole.
    let first = match first {
        Some(Ok(bytes)) => bytes,
        Some(Err(error)) => return Err(error.into()),
        None => Bytes::new(),
    };
    let begun = (Some(first), receiver);
    let rest = stream::unfold(begun, |(held, receiver)| async move {
        if let Some(bytes) = held {
            return Some((Ok(bytes), (None, receiver)));
        }
        let (piece, receiver) = next(receiver).await;
        let piece = piece?.map_err(|error| {
            tracing::error!(%error, "an export broke off");
            io::Error::other(error)
        });
        Some((piece, (None, receiver)))
    });
    let headers = [
        (header::CONTENT_TYPE, "application/warc".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    // Compression asks once more after the end, which an unfused stream does not bear.
    Ok((headers, Body::from_stream(rest.fuse())).into_response())
}

type Piece = Result<Bytes, flow::Error>;

/// The next piece, waited for where waiting harms nobody; `None` at the end.
async fn next(receiver: Option<Receiver<Piece>>) -> (Option<Piece>, Option<Receiver<Piece>>) {
    let Some(receiver) = receiver else {
        return (None, None);
    };
    let waited = tokio::task::spawn_blocking(move || (receiver.recv().ok(), receiver)).await;
    match waited {
        Ok((piece, receiver)) => (piece, Some(receiver)),
        Err(_) => (None, None),
    }
}

/// Collects what is written into pieces.
struct Pieces {
    sender: SyncSender<Piece>,
    held: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::take(&mut self.held));
        self.sender
            .send(Ok(piece))
            .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}
