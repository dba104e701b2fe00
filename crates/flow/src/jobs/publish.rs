//! Carries a publication on, a committed step at a time, until it is out or a person must decide.

use super::JobEnd;
use crate::journal::{self, Event};
use crate::publishing::send::{self, Sent};
use crate::{Error, Flow, Result};
use model::archive::RecordKind;
use model::channel::{Channel, ChannelState};
use model::job::Job;
use model::post::{PostState, Revision};
use model::publication::{Publication, PublicationState as S};
use model::{Id as _, Millis, PublicationId};
use networks::{CallError, Connector, Outgoing, Remote};
use serde_json::json;
use std::sync::Arc;
use store::Tx;

/// Runs the job: its subject is the publication's id.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    let id = PublicationId::parse(&job.subject).map_err(|_| Error::NotFound)?;
    // Each turn reads what is committed and commits one step; a kill between two turns is picked up at the same place.
    loop {
        let publication = flow
            .store()
            .read()
            .await?
            .publication(&job.municipality, &id)
            .await?;
        let end = match publication.state {
            S::Scheduled => prepare(flow, publication).await?,
            S::Prepared => transmit(flow, publication).await?,
            S::Sending => lost(flow, publication).await?,
            S::Unknown => ask(flow, publication).await?,
            S::Published | S::Failed | S::Held | S::Expired | S::Cancelled | S::Removed => Some(JobEnd::Done),
        };
        if let Some(end) = end {
            return Ok(end);
        }
    }
}

/// Everything about a publication that a step needs.
struct Around {
    channel: Channel,
    revision: Revision,
    connector: Arc<dyn Connector>,
    out: Outgoing,
}

async fn around(flow: &Flow, publication: &Publication) -> Result<Around> {
    let read = flow.store().read().await?;
    let channel = read
        .channel(&publication.municipality, &publication.channel)
        .await?;
    let revision = read
        .revision(&publication.municipality, &publication.revision)
        .await?;
    drop(read);
    let connector = flow.connector(&channel)?;
    let out = send::outgoing(flow, &revision.content, publication.due_at).await?;
    Ok(Around {
        channel,
        revision,
        connector,
        out,
    })
}

/// `scheduled → prepared`: chooses the key. Held in a crisis, expired when far too late.
async fn prepare(flow: &Flow, mut publication: Publication) -> Result<Option<JobEnd>> {
    let now = flow.source().now();
    if now < publication.due_at {
        return Ok(Some(JobEnd::Again(publication.due_at)));
    }
    let around = match around(flow, &publication).await {
        Ok(around) => around,
        Err(Error::Network(e)) => return fail(flow, publication, &e).await,
        Err(e) => return Err(e),
    };
    let tx = flow.store().begin().await?;
    if tx.open_crisis(&publication.municipality).await?.is_some() {
        return stop(flow, tx, publication, S::Held, "crisis-hold").await;
    }
    if publication.due_at.plus(flow.settings().late_limit_ms) < now {
        return stop(flow, tx, publication, S::Expired, "too-late").await;
    }
    publication.state = publication.state.go(S::Prepared)?;
    if publication.key.is_empty() {
        publication.key = around.connector.prepare(flow.source());
    }
    tx.update_publication(&mut publication).await?;
    tx.commit().await?;
    Ok(None)
}

/// `prepared → sending`, with the rules asked again in that transaction, and then the call.
async fn transmit(flow: &Flow, mut publication: Publication) -> Result<Option<JobEnd>> {
    let around = match around(flow, &publication).await {
        Ok(around) => around,
        Err(Error::Network(e)) => return fail(flow, publication, &e).await,
        Err(e) => return Err(e),
    };
    let tx = flow.store().begin().await?;
    if tx.open_crisis(&publication.municipality).await?.is_some() {
        return stop(flow, tx, publication, S::Held, "crisis-hold").await;
    }
    let post = tx.post(&publication.municipality, &publication.post).await?;
    if post.revision.as_ref() != Some(&publication.revision) || post.state != PostState::Scheduled {
        return stop(flow, tx, publication, S::Cancelled, "revision-outdated").await;
    }
    if tx
        .channel(&publication.municipality, &publication.channel)
        .await?
        .state
        != ChannelState::Active
    {
        return stop(flow, tx, publication, S::Failed, "channel-not-active").await;
    }
    if crate::posts::blocked_at_sending(flow, &*tx, &around.revision).await? {
        return stop(flow, tx, publication, S::Failed, "stopped-by-guideline").await;
    }
    publication.state = publication.state.go(S::Sending)?;
    publication.attempts += 1;
    tx.update_publication(&mut publication).await?;
    tx.commit().await?;

    match send::send(&*around.connector, &around.out, &publication.key).await {
        Sent::Published(remote) => confirm(flow, publication, &around, &remote).await,
        Sent::Unknown(e) => {
            step(flow, publication, S::Unknown, &e).await?;
            Ok(Some(again(&e, None)))
        }
        Sent::NotYet(e, after) => {
            step(flow, publication, S::Prepared, &e).await?;
            Ok(Some(match after {
                Some(seconds) => JobEnd::Again(soon(flow, seconds)),
                None => again(&e, None),
            }))
        }
        Sent::Refused(e) => fail(flow, publication, &e).await,
    }
}

/// A `sending` that is found was under way when its process ended: nobody knows.
async fn lost(flow: &Flow, publication: Publication) -> Result<Option<JobEnd>> {
    step(
        flow,
        publication,
        S::Unknown,
        &CallError::Lost("the server stopped while sending".to_owned()),
    )
    .await?;
    Ok(None)
}

/// `unknown`: asks the network what it has.
async fn ask(flow: &Flow, publication: Publication) -> Result<Option<JobEnd>> {
    let around = match around(flow, &publication).await {
        Ok(around) => around,
        Err(Error::Network(e)) => return Ok(Some(again(&e, None))),
        Err(e) => return Err(e),
    };
    match send::reconcile(&*around.connector, &around.out, &publication.key).await {
        Ok(Some(remote)) => confirm(flow, publication, &around, &remote).await,
        Ok(None) => {
            let none = CallError::Down("the network has nothing under our key".to_owned());
            step(flow, publication, S::Prepared, &none).await?;
            Ok(None)
        }
        Err(e) if matches!(e, CallError::Expired(_)) => fail(flow, publication, &e).await,
        Err(e) => Ok(Some(again(&e, None))),
    }
}

/// The network has it: state, address, record.
async fn confirm(
    flow: &Flow,
    mut publication: Publication,
    around: &Around,
    remote: &Remote,
) -> Result<Option<JobEnd>> {
    let tx = flow.store().begin().await?;
    publication.state = publication.state.go(S::Published)?;
    publication.remote_id.clone_from(&remote.remote_id);
    publication.remote_cid.clone_from(&remote.cid);
    publication.url.clone_from(&remote.url);
    publication.problem.clear();
    publication.published_at = Some(flow.source().now());
    tx.update_publication(&mut publication).await?;
    crate::posts::settle(flow, &*tx, &publication).await?;
    let data = json!({
        "publication": publication.id, "channel": around.channel.name, "network": around.channel.network,
        "revision": publication.revision, "digest": around.revision.digest,
        "remote_id": remote.remote_id, "url": remote.url, "attempts": publication.attempts,
    });
    let event = Event::new(
        RecordKind::Post,
        publication.post.as_str(),
        "post.published",
        data,
    )
    .part("raw", "application/json", remote.raw.as_bytes());
    journal::write(flow, &*tx, &publication.municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(Some(JobEnd::Done))
}

/// Moves on with the problem noted; no journal entry, since nothing has happened that anybody could see.
async fn step(flow: &Flow, mut publication: Publication, to: S, problem: &CallError) -> Result<()> {
    let tx = flow.store().begin().await?;
    publication.state = publication.state.go(to)?;
    publication.problem = problem.key().to_owned();
    tx.update_publication(&mut publication).await?;
    tx.commit().await?;
    Ok(())
}

/// The network will not have it: a person must mend something.
async fn fail(flow: &Flow, publication: Publication, problem: &CallError) -> Result<Option<JobEnd>> {
    let tx = flow.store().begin().await?;
    if matches!(problem, CallError::Expired(_)) {
        let channel = tx
            .channel(&publication.municipality, &publication.channel)
            .await?;
        let poll = store::Poll {
            polled_at: None,
            cursor: channel.cursor,
            health: problem.key().to_owned(),
        };
        tx.note_poll(&publication.municipality, &publication.channel, &poll)
            .await?;
    }
    stop(flow, tx, publication, S::Failed, problem.key()).await
}

/// Ends the job with the publication in a state that waits for a person; kept in the journal.
async fn stop(
    flow: &Flow,
    tx: Box<dyn Tx>,
    mut publication: Publication,
    to: S,
    problem: &'static str,
) -> Result<Option<JobEnd>> {
    publication.state = publication.state.go(to)?;
    publication.problem = problem.to_owned();
    tx.update_publication(&mut publication).await?;
    crate::posts::settle(flow, &*tx, &publication).await?;
    let kind = format!("publication.{}", to.as_str());
    let data = json!({ "publication": publication.id, "channel": publication.channel, "problem": problem });
    let event = Event::new(RecordKind::Post, publication.post.as_str(), &kind, data);
    journal::write(flow, &*tx, &publication.municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(Some(JobEnd::Done))
}

pub(super) fn again(e: &CallError, after: Option<Millis>) -> JobEnd {
    match after {
        Some(at) => JobEnd::Again(at),
        None => JobEnd::Retry {
            problem: e.key(),
            detail: e.to_string(),
        },
    }
}

pub(super) fn soon(flow: &Flow, seconds: u64) -> Millis {
    let ms = i64::try_from(seconds.clamp(1, 3600))
        .unwrap_or(60)
        .saturating_mul(Millis::SECOND);
    flow.source().now().plus(ms)
}
