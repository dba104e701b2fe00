//! Sends something of ours, a post or an answer, to a network: a key first, then the call, then certainty (ADR 0007).

use super::JobEnd;
use super::trouble::{later, note_health, retry};
use crate::journal::{self, Event};
use crate::{Error, Flow, Result};
use async_trait::async_trait;
use model::archive::RecordKind;
use model::channel::Channel;
use model::job::Job;
use model::publication::PublicationState as S;
use model::{Millis, MunicipalityId};
use networks::{Advice, CallError, Connector, Outgoing, Remote};
use serde_json::Value;
use std::sync::Arc;
use store::Tx;

/// Something of ours on its way to a network, with all that is known around it.
#[async_trait]
pub(super) trait Outbound: Sized + Send + Sync {
    /// What events begin with when it is out, and when it stopped on its way: "post", "publication".
    const WORDS: (&'static str, &'static str);

    /// The job's subject as it is committed now.
    async fn load(flow: &Flow, job: &Job) -> Result<Self>;
    /// Whose it is.
    fn municipality(&self) -> &MunicipalityId;
    /// Where it goes.
    fn channel(&self) -> &Channel;
    /// When it shall be sent.
    fn due_at(&self) -> Millis;
    /// Where it stands.
    fn life(&self) -> (S, &str);
    /// State, key and problem, to be changed.
    fn life_mut(&mut self) -> (&mut S, &mut String, &mut String);
    /// What the network gets.
    async fn outgoing(&self, flow: &Flow) -> Result<Outgoing>;
    /// Why it must not be sent now, asked in the transaction that goes to `sending`: where it goes instead, and the problem.
    async fn hindrance(&self, flow: &Flow, tx: &dyn Tx) -> Result<Option<(S, &'static str)>>;
    /// The network has it.
    fn published(&mut self, remote: &Remote, at: Millis);
    /// Stores it, and what its state means for its post or item.
    async fn store(&mut self, flow: &Flow, tx: &dyn Tx) -> Result<()>;
    /// The record it is kept in: kind and subject.
    fn record(&self) -> (RecordKind, &str);
    /// What the journal says of it.
    fn data(&self) -> Value;
}

/// Carries it on, a committed step at a time, until it is out or a person must decide. Each turn reads what is
/// committed and commits one step, so that a kill between two turns is picked up at the same place.
pub(super) async fn carry<O: Outbound>(flow: &Flow, job: &Job) -> Result<JobEnd> {
    loop {
        let out = O::load(flow, job).await?;
        let end = match out.life().0 {
            S::Scheduled if flow.source().now() < out.due_at() => Some(JobEnd::Again(out.due_at())),
            S::Scheduled => prepare(flow, out).await?,
            S::Prepared => transmit(flow, out).await?,
            // It was under way when its process ended: nobody knows.
            S::Sending => note(flow, out, S::Unknown, "network-answer-lost").await?,
            S::Unknown => ask(flow, out).await?,
            S::Published | S::Failed | S::Held | S::Expired | S::Cancelled | S::Removed => Some(JobEnd::Done),
        };
        if let Some(end) = end {
            return Ok(end);
        }
    }
}

/// `scheduled → prepared`: chooses the key that makes a second call harmless. One that was chosen before stays.
async fn prepare<O: Outbound>(flow: &Flow, mut out: O) -> Result<Option<JobEnd>> {
    let connector = match connector(flow, &out) {
        Ok(connector) => connector,
        Err(Error::Network(e)) => return fail(flow, out, &e).await,
        Err(e) => return Err(e),
    };
    let (_, key, _) = out.life_mut();
    if key.is_empty() {
        *key = connector.prepare(flow.source());
    }
    note(flow, out, S::Prepared, "").await
}

/// `prepared → sending`, with the rules, those on crises too, asked in that transaction, and then the call.
async fn transmit<O: Outbound>(flow: &Flow, mut out: O) -> Result<Option<JobEnd>> {
    let connector = match connector(flow, &out) {
        Ok(connector) => connector,
        Err(Error::Network(e)) => return fail(flow, out, &e).await,
        Err(e) => return Err(e),
    };
    let outgoing = out.outgoing(flow).await?;
    let tx = flow.store().begin().await?;
    if let Some((to, problem)) = out.hindrance(flow, &*tx).await? {
        return stop(flow, tx, out, to, problem).await;
    }
    let (state, _, _) = out.life_mut();
    *state = state.go(S::Sending)?;
    out.store(flow, &*tx).await?;
    tx.commit().await?;

    match connector.publish(&outgoing, out.life().1).await {
        Ok(remote) => confirm(flow, out, &remote).await,
        Err(e) => match e.advice() {
            Advice::Reconcile => {
                note(flow, out, S::Unknown, e.key()).await?;
                Ok(Some(retry(&e)))
            }
            Advice::Retry(after) => {
                note(flow, out, S::Prepared, e.key()).await?;
                Ok(Some(later(flow, &e, after)))
            }
            Advice::Reconnect | Advice::GiveUp => fail(flow, out, &e).await,
        },
    }
}

/// `unknown`: asks the network what it has under the key.
async fn ask<O: Outbound>(flow: &Flow, out: O) -> Result<Option<JobEnd>> {
    let connector = match connector(flow, &out) {
        Ok(connector) => connector,
        Err(Error::Network(e)) => return fail(flow, out, &e).await,
        Err(e) => return Err(e),
    };
    let outgoing = out.outgoing(flow).await?;
    match connector.find(&outgoing, out.life().1).await {
        Ok(Some(remote)) => confirm(flow, out, &remote).await,
        Ok(None) => note(flow, out, S::Prepared, "").await,
        Err(e) => match e.advice() {
            Advice::Reconcile => Ok(Some(retry(&e))),
            Advice::Retry(after) => Ok(Some(later(flow, &e, after))),
            Advice::Reconnect | Advice::GiveUp => fail(flow, out, &e).await,
        },
    }
}

fn connector<O: Outbound>(flow: &Flow, out: &O) -> Result<Arc<dyn Connector>> {
    flow.connector(out.channel())
}

/// The network has it: state, address, record.
async fn confirm<O: Outbound>(flow: &Flow, mut out: O, remote: &Remote) -> Result<Option<JobEnd>> {
    let tx = flow.store().begin().await?;
    let (state, _, problem) = out.life_mut();
    *state = state.go(S::Published)?;
    problem.clear();
    out.published(remote, flow.source().now());
    keep(flow, tx, out, O::WORDS.0, Some(remote)).await
}

/// The network will not have it: a person must mend something.
async fn fail<O: Outbound>(flow: &Flow, out: O, e: &CallError) -> Result<Option<JobEnd>> {
    let tx = flow.store().begin().await?;
    if matches!(e, CallError::Expired(_)) {
        note_health(&*tx, out.channel(), e).await?;
    }
    stop(flow, tx, out, S::Failed, e.key()).await
}

/// Ends the job in a state that waits for a person.
async fn stop<O: Outbound>(
    flow: &Flow,
    tx: Box<dyn Tx>,
    mut out: O,
    to: S,
    why: &str,
) -> Result<Option<JobEnd>> {
    let (state, _, problem) = out.life_mut();
    *state = state.go(to)?;
    why.clone_into(problem);
    keep(flow, tx, out, O::WORDS.1, None).await
}

/// Stores where it ended, with its journal entry.
async fn keep<O: Outbound>(
    flow: &Flow,
    tx: Box<dyn Tx>,
    mut out: O,
    word: &str,
    remote: Option<&Remote>,
) -> Result<Option<JobEnd>> {
    out.store(flow, &*tx).await?;
    let kind = format!("{word}.{}", out.life().0.as_str());
    let (record, subject) = out.record();
    let mut event = Event::new(record, subject, &kind, out.data());
    if let Some(remote) = remote {
        event = event.part("raw", "application/json", remote.raw.as_bytes());
    }
    journal::write(flow, &*tx, out.municipality(), vec![event]).await?;
    tx.commit().await?;
    Ok(Some(JobEnd::Done))
}

/// Moves on with the problem noted; no journal entry, since nothing has happened that anybody could see.
async fn note<O: Outbound>(flow: &Flow, mut out: O, to: S, why: &str) -> Result<Option<JobEnd>> {
    let tx = flow.store().begin().await?;
    let (state, _, problem) = out.life_mut();
    *state = state.go(to)?;
    why.clone_into(problem);
    out.store(flow, &*tx).await?;
    tx.commit().await?;
    Ok(None)
}
