//! Reads the replies of one channel, and promises to do so again.

use super::JobEnd;
use super::trouble::note_health;
use crate::{Error, Flow, Result};
use model::channel::{Channel, ChannelState};
use model::item::{IncomingItem, Item, Visibility};
use model::job::Job;
use model::municipality::Municipality;
use model::publication::Publication;
use model::{ChannelId, Id as _, Millis};
use networks::{CallError, Connector, RemoteRef, Seen};
use std::collections::HashSet;

/// Pages read in one run, so that one busy channel does not keep a worker.
const PAGES: usize = 20;
/// Threads read again for edits and removals in one run, and how old they may be.
const THREADS: usize = 5;
const THREAD_AGE_MS: i64 = 14 * Millis::DAY;
/// Items known of one thread that are compared with what stands in it, and how many of those that do not stand there
/// are asked for one by one in a run.
const KNOWN: usize = 1_000;
const LOOKS: usize = 20;

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
        let mut items = connector.thread(&root).await?;
        items.extend(removed(flow, &publication, &root, &items, connector).await?);
        crate::inbox::ingest(flow, municipality, channel, items, cursor).await?;
    }
    Ok(())
}

/// Known items of a thread that are no longer on the network. A thread may leave out more than what was removed (deep
/// answers, blocked authors), so the network is asked for each, a chance choice of them where they are many.
async fn removed(
    flow: &Flow,
    publication: &Publication,
    root: &RemoteRef,
    standing: &[IncomingItem],
    connector: &dyn Connector,
) -> Result<Vec<IncomingItem>> {
    let standing: HashSet<&str> = standing.iter().map(|i| i.remote_id.as_str()).collect();
    let read = flow.store().read().await?;
    let known = read
        .items_of_publication(&publication.municipality, &publication.id, KNOWN)
        .await?;
    drop(read);
    let mut missing: Vec<Item> = known
        .into_iter()
        .filter(|i| i.visibility != Visibility::Gone && !standing.contains(i.remote_id.as_str()))
        .collect();
    if missing.len() > LOOKS {
        let first = usize::from(u16::from_le_bytes(flow.source().bytes())) % missing.len();
        missing.rotate_left(first);
        missing.truncate(LOOKS);
    }
    let mut gone = Vec::new();
    for item in missing {
        let target = RemoteRef::new(item.remote_id.clone(), item.remote_cid.clone());
        match connector.look(root, &target).await {
            Ok(Seen::Gone) => gone.push(taken_back(item, root)),
            // One that the network will not speak of is no reason to read no others.
            Ok(_) | Err(CallError::Refused { .. } | CallError::BadAnswer(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(gone)
}

/// What a network would tell of an item that was taken back.
pub(crate) fn taken_back(item: Item, root: &RemoteRef) -> IncomingItem {
    IncomingItem {
        remote_id: item.remote_id,
        remote_cid: item.remote_cid,
        parent_remote_id: item.parent_remote_id,
        root_remote_id: root.remote_id.clone(),
        author_remote_id: item.author_remote_id,
        author_handle: item.author_handle,
        author_name: item.author_name,
        text: item.text,
        url: item.url,
        written_at: item.written_at,
        raw: String::new(),
        gone: true,
    }
}
