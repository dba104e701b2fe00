//! `/ledger/{slug}…`: what anybody may read of a municipality's log, with a page that says what it is for. Addresses as
//! c2sp.org/tlog-tiles has them.

use crate::{Page, View, Web, WebError};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use flow::archive;
use serde::Serialize;

/// The page that explains the log.
#[derive(Debug, Serialize)]
pub struct LedgerView {
    /// Address part of the municipality.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Public key.
    pub key: String,
    /// Newest checkpoint.
    pub checkpoint: Option<CheckpointRow>,
}

/// A checkpoint.
#[derive(Debug, Serialize)]
pub struct CheckpointRow {
    /// Number of entries.
    pub size: i64,
    /// When it was signed.
    pub at: i64,
    /// The signed note.
    pub note: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let log = archive::public_log(&web.flow, &slug).await?;
    page.view(&LedgerView {
        slug,
        name: log.municipality.name,
        key: log.key,
        checkpoint: log.checkpoint.map(|c| CheckpointRow {
            size: c.size,
            at: c.at.0,
            note: c.note,
        }),
    })
}

pub(super) async fn checkpoint(
    State(web): State<Web>,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let log = archive::public_log(&web.flow, &slug).await?;
    let checkpoint = log.checkpoint.ok_or_else(WebError::not_found)?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, checkpoint.note).into_response())
}

pub(super) async fn key(State(web): State<Web>, Path(slug): Path<String>) -> Result<Response, WebError> {
    let log = archive::public_log(&web.flow, &slug).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, format!("{}\n", log.key)).into_response())
}

pub(super) async fn tile(
    State(web): State<Web>,
    Path((slug, path)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let (hashes, complete) = archive::public_tile(&web.flow, &slug, &path).await?;
    // Hashes of a log never change; a partial tile is only superseded by a longer one.
    let cache = if complete {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CACHE_CONTROL, cache),
    ];
    Ok((headers, hashes).into_response())
}

impl View for LedgerView {
    const TEMPLATE: &'static str = "ledger/show.html";
    fn samples() -> Vec<Self> {
        let view = |checkpoint| Self {
            slug: "batsfjord".to_owned(),
            name: "Båtsfjord kommune".to_owned(),
            key: "rettesnor/01ARZ3NDEKTSV4RRFFQ69G5FAV+01234567+AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAh"
                .to_owned(),
            checkpoint,
        };
        let checkpoint = CheckpointRow {
            size: 4711,
            at: 1_795_348_800_000,
            note: "rettesnor/01ARZ3NDEKTSV4RRFFQ69G5FAV\n4711\nAAAA\n\n— rettesnor AAAA\n".to_owned(),
        };
        vec![view(None), view(Some(checkpoint))]
    }
}
