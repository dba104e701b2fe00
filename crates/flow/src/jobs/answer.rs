//! Sends an answer, with the same machine as a post.

use super::JobEnd;
use super::publish::{again, soon};
use crate::journal::{self, Event};
use crate::publishing::send::{self, Sent};
use crate::{Error, Flow, Result};
use model::item::{Answer, Item};
use model::job::Job;
use model::publication::PublicationState as S;
use model::{AnswerId, Id as _};
use networks::{CallError, Connector, Outgoing, Remote, RemoteRef, ReplyTo};
use serde_json::json;
use std::sync::Arc;

/// Runs the job: its subject is the answer's id.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    let id = AnswerId::parse(&job.subject).map_err(|_| Error::NotFound)?;
    loop {
        let answer = flow.store().read().await?.answer(&job.municipality, &id).await?;
        let end = match answer.state {
            S::Scheduled | S::Prepared => transmit(flow, answer).await?,
            S::Sending => {
                step(flow, answer, S::Unknown, "network-answer-lost").await?;
                None
            }
            S::Unknown => ask(flow, answer).await?,
            S::Published | S::Failed | S::Held | S::Expired | S::Cancelled | S::Removed => Some(JobEnd::Done),
        };
        if let Some(end) = end {
            return Ok(end);
        }
    }
}

struct Around {
    item: Item,
    connector: Arc<dyn Connector>,
    out: Outgoing,
}

async fn around(flow: &Flow, answer: &Answer) -> Result<Around> {
    let read = flow.store().read().await?;
    let item = read.item(&answer.municipality, &answer.item).await?;
    let channel = read.channel(&answer.municipality, &item.channel).await?;
    let root = crate::inbox::root_of(&*read, &item).await?;
    drop(read);
    let connector = flow.connector(&channel)?;
    let parent = RemoteRef::new(item.remote_id.clone(), item.remote_cid.clone());
    let out = Outgoing {
        text: answer.text.clone(),
        at: answer.created_at,
        reply: Some(ReplyTo {
            root: root.unwrap_or_else(|| parent.clone()),
            parent,
        }),
        ..Outgoing::default()
    };
    Ok(Around { item, connector, out })
}

async fn transmit(flow: &Flow, mut answer: Answer) -> Result<Option<JobEnd>> {
    let around = match around(flow, &answer).await {
        Ok(around) => around,
        Err(Error::Network(e)) => return stop(flow, answer, S::Failed, e.key()).await,
        Err(e) => return Err(e),
    };
    let tx = flow.store().begin().await?;
    if tx.open_crisis(&answer.municipality).await?.is_some() {
        drop(tx);
        return stop(flow, answer, S::Held, "crisis-hold").await;
    }
    if answer.state == S::Scheduled {
        answer.key = around.connector.prepare(flow.source());
        answer.state = answer.state.go(S::Prepared)?;
    }
    // The key is stored in the same commit that says "sending": a kill before it leaves nothing sent.
    answer.state = answer.state.go(S::Sending)?;
    tx.update_answer(&mut answer).await?;
    tx.commit().await?;
    match send::send(&*around.connector, &around.out, &answer.key).await {
        Sent::Published(remote) => confirm(flow, answer, &around, &remote).await,
        Sent::Unknown(e) => {
            step(flow, answer, S::Unknown, e.key()).await?;
            Ok(Some(again(&e, None)))
        }
        Sent::NotYet(e, after) => {
            step(flow, answer, S::Prepared, e.key()).await?;
            Ok(Some(again(&e, after.map(|s| soon(flow, s)))))
        }
        Sent::Refused(e) => stop(flow, answer, S::Failed, e.key()).await,
    }
}

async fn ask(flow: &Flow, answer: Answer) -> Result<Option<JobEnd>> {
    let around = match around(flow, &answer).await {
        Ok(around) => around,
        Err(Error::Network(e)) => return Ok(Some(again(&e, None))),
        Err(e) => return Err(e),
    };
    match send::reconcile(&*around.connector, &around.out, &answer.key).await {
        Ok(Some(remote)) => confirm(flow, answer, &around, &remote).await,
        Ok(None) => {
            step(flow, answer, S::Prepared, "network-down").await?;
            Ok(None)
        }
        Err(e) if matches!(e, CallError::Expired(_)) => stop(flow, answer, S::Failed, e.key()).await,
        Err(e) => Ok(Some(again(&e, None))),
    }
}

async fn confirm(
    flow: &Flow,
    mut answer: Answer,
    around: &Around,
    remote: &Remote,
) -> Result<Option<JobEnd>> {
    let tx = flow.store().begin().await?;
    answer.state = answer.state.go(S::Published)?;
    answer.remote_id.clone_from(&remote.remote_id);
    answer.url.clone_from(&remote.url);
    answer.problem.clear();
    answer.published_at = Some(flow.source().now());
    tx.update_answer(&mut answer).await?;
    let (record, subject) = crate::inbox::record_of(&*tx, &around.item).await?;
    let data = json!({
        "answer": answer.id, "item": answer.item, "text": answer.text, "remote_id": remote.remote_id, "url": remote.url,
    });
    let event = Event::new(record, &subject, "answer.published", data).part(
        "raw",
        "application/json",
        remote.raw.as_bytes(),
    );
    journal::write(flow, &*tx, &answer.municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(Some(JobEnd::Done))
}

async fn step(flow: &Flow, mut answer: Answer, to: S, problem: &str) -> Result<()> {
    let tx = flow.store().begin().await?;
    answer.state = answer.state.go(to)?;
    problem.clone_into(&mut answer.problem);
    tx.update_answer(&mut answer).await?;
    tx.commit().await?;
    Ok(())
}

async fn stop(flow: &Flow, mut answer: Answer, to: S, problem: &'static str) -> Result<Option<JobEnd>> {
    let tx = flow.store().begin().await?;
    answer.state = answer.state.go(to)?;
    problem.clone_into(&mut answer.problem);
    tx.update_answer(&mut answer).await?;
    let item = tx.item(&answer.municipality, &answer.item).await?;
    let (record, subject) = crate::inbox::record_of(&*tx, &item).await?;
    let kind = format!("answer.{}", to.as_str());
    let data = json!({ "answer": answer.id, "item": answer.item, "problem": problem });
    journal::write(
        flow,
        &*tx,
        &answer.municipality,
        vec![Event::new(record, &subject, &kind, data)],
    )
    .await?;
    tx.commit().await?;
    Ok(Some(JobEnd::Done))
}
