//! Making a snapshot. Nothing is written before all of it is there; then all of it in one transaction.

use super::keep::{give_up, keep};
use super::own::own;
use crate::jobs::JobEnd;
use crate::{Error, Flow, Result};
use model::channel::Channel;
use model::job::Job;
use model::snapshot::{Snapshot, SnapshotOrigin, SnapshotState};
use model::{Id as _, SnapshotId};
use networks::browser::{Capture, CaptureError};
use records::warc::{Head, Packing, Writer};

/// Tries before a snapshot is given up that the network kept from being made.
const TRIES: i64 = 3;

/// Runs the job: its subject is the snapshot's id.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    let id = SnapshotId::parse(&job.subject).map_err(|_| Error::NotFound)?;
    let read = flow.store().read().await?;
    let snapshot = read.snapshot(&job.municipality, &id).await?;
    let channel = read.channel(&job.municipality, &snapshot.channel).await?;
    drop(read);
    if snapshot.state != SnapshotState::Making {
        return Ok(JobEnd::Done);
    }
    let Some(browser) = flow.browser() else {
        give_up(flow, snapshot, "snapshot-no-browser").await?;
        return Ok(JobEnd::Done);
    };
    match browser.capture(&snapshot.url).await {
        Ok(seen) if seen.login => {
            let kept = from_own(flow, snapshot, &channel, "snapshot-login").await;
            told(flow, job, &id, kept).await?;
        }
        Ok(seen) if (200..400).contains(&seen.status) => {
            let kept = from_page(flow, snapshot, &channel, seen).await;
            told(flow, job, &id, kept).await?;
        }
        Ok(_) => give_up(flow, snapshot, "snapshot-page-error").await?,
        Err(error) => {
            let lasting = matches!(error, CaptureError::NoBrowser(_) | CaptureError::TooLarge);
            if !lasting && job.attempts < TRIES {
                return Ok(JobEnd::Retry {
                    problem: error.key(),
                    detail: error.to_string(),
                });
            }
            tracing::warn!(%error, "no snapshot");
            give_up(flow, snapshot, error.key()).await?;
        }
    }
    Ok(JobEnd::Done)
}

/// Says on a snapshot that could not be kept why it is not there yet.
async fn told(flow: &Flow, job: &Job, id: &SnapshotId, kept: Result<()>) -> Result<()> {
    if let Err(error) = &kept {
        let tx = flow.store().begin().await?;
        let mut snapshot = tx.snapshot(&job.municipality, id).await?;
        if snapshot.state == SnapshotState::Making {
            error.key().clone_into(&mut snapshot.problem);
            tx.update_snapshot(&mut snapshot).await?;
            tx.commit().await?;
        }
    }
    kept
}

/// Keeps what a visitor sees.
async fn from_page(flow: &Flow, mut snapshot: Snapshot, channel: &Channel, seen: Capture) -> Result<()> {
    snapshot.problem.clear();
    let source = flow.source().clone();
    let made = tokio::task::spawn_blocking(move || {
        let archive = web_archive(&source, &seen);
        (seen, archive)
    });
    let (seen, archive) = made.await.map_err(|e| Error::Internal(e.to_string()))?;
    let archive = archive.map_err(|e| Error::Internal(e.to_string()))?;
    let parts: [(&str, &[u8]); 4] = [
        ("picture", &seen.png),
        ("print", &seen.pdf),
        ("page", &seen.mhtml),
        ("web-archive", &archive),
    ];
    let told = serde_json::json!({
        "url": seen.url, "title": seen.title, "requests": seen.exchanges.len(), "origin": SnapshotOrigin::Page,
    });
    keep(flow, snapshot, channel, told, &parts).await
}

/// Keeps what we have, since the network shows visitors nothing.
async fn from_own(
    flow: &Flow,
    mut snapshot: Snapshot,
    channel: &Channel,
    problem: &'static str,
) -> Result<()> {
    let data = own(flow, channel).await?;
    let bytes = serde_json::to_vec_pretty(&data).map_err(|e| Error::Internal(e.to_string()))?;
    snapshot.origin = SnapshotOrigin::Own;
    problem.clone_into(&mut snapshot.problem);
    let told = serde_json::json!({
        "url": snapshot.url, "origin": SnapshotOrigin::Own, "problem": problem, "posts": data.posts.len(),
    });
    keep(flow, snapshot, channel, told, &[("own-data", &bytes)]).await
}

/// What the browser saw, answer by answer.
fn web_archive(source: &model::Source, seen: &Capture) -> std::result::Result<Vec<u8>, records::ExportError> {
    let name = || records::uri::uuid(&source.id::<SnapshotId>());
    let mut out = Writer::new(Vec::new(), Packing::Gzip);
    let software = concat!("Rettesnor ", env!("CARGO_PKG_VERSION"));
    let fields = [("software", software), ("format", "WARC File Format 1.1")];
    out.info(&name(), source.now(), "page.warc.gz", &fields)?;
    for exchange in &seen.exchanges {
        let mut http = format!("HTTP/1.1 {} \r\n", exchange.status);
        for (name, value) in &exchange.headers {
            http.push_str(&format!("{name}: {value}\r\n"));
        }
        http.push_str(&format!("content-length: {}\r\n", exchange.body.len()));
        let kind = exchange.headers.iter().find(|(name, _)| name == "content-type");
        let head = Head {
            id: &name(),
            target: &exchange.url,
            at: exchange.at,
            content_type: kind.map_or("application/octet-stream", |(_, value)| value),
            concurrent_to: &[],
        };
        out.response(&head, &http, &exchange.body)?;
    }
    out.finish()
}
