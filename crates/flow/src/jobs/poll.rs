//! Reads the replies of one channel, and promises to do so again.

use super::JobEnd;
use super::trouble::note_health;
use crate::{Error, Flow, Result};
use model::channel::{Channel, ChannelState};
use model::job::Job;
use model::municipality::Municipality;
use model::{ChannelId, Id as _, Millis};
use networks::{CallError, Connector, RemoteRef};

/// Pages read in one run, so that one busy channel does not keep a worker.
const PAGES: usize = 20;
/// Threads read again for edits and removals in one run, and how old they may be.
const THREADS: usize = 5;
const THREAD_AGE_MS: i64 = 14 * Millis::DAY;

/// Runs the job: its subject is the channel's id.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    let id = ChannelId::parse(&job.subject).map_err(|_| Error::NotFound)?;
    let read = flow.store().read().await?;
    let municipality = read.municipality(&job.municipality).await?;
    let channel = read.channel(&job.municipality, &id).await?;
    drop(read);
    if !matches!(channel.state, ChannelState::Active | ChannelState::Closing) {
        return Ok(JobEnd::Done);
    }
    let next = JobEnd::Again(flow.source().now().plus(flow.settings().poll_every_ms));
    match poll(flow, &municipality, &channel).await {
        Ok(()) => Ok(next),
        Err(Error::Network(e)) => {
            let tx = flow.store().begin().await?;
            note_health(&*tx, &channel, &e).await?;
            tx.commit().await?;
            // A channel whose credentials are refused is looked at again in an hour, not each minute.
            Ok(match e {
                CallError::Expired(_) => JobEnd::Again(flow.source().now().plus(Millis::HOUR)),
                _ => next,
            })
        }
        Err(e) => Err(e),
    }
}

async fn poll(flow: &Flow, municipality: &Municipality, channel: &Channel) -> Result<()> {
    let connector = flow.connector(channel)?;
    let mut cursor = channel.cursor.clone();
    for _ in 0..PAGES {
        let page = connector.replies(&cursor).await?;
        cursor.clone_from(&page.cursor);
        crate::inbox::ingest(flow, municipality, channel, page.items, &cursor).await?;
        if !page.more {
            break;
        }
    }
    reread(flow, municipality, channel, &*connector, &cursor).await
}

/// Reads the newest threads again: edits and removals that no notification tells of.
async fn reread(
    flow: &Flow,
    municipality: &Municipality,
    channel: &Channel,
    connector: &dyn Connector,
    cursor: &str,
) -> Result<()> {
    let since = flow.source().now().plus(-THREAD_AGE_MS);
    let read = flow.store().read().await?;
    let newest = read
        .published_on(&municipality.id, &channel.id, since, THREADS)
        .await?;
    drop(read);
    for publication in newest {
        let root = RemoteRef::new(publication.remote_id.clone(), publication.remote_cid.clone());
        let items = connector.thread(&root).await?;
        crate::inbox::ingest(flow, municipality, channel, items, cursor).await?;
    }
    Ok(())
}
