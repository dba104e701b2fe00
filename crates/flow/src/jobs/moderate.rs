//! Asks the network to hide or show a comment, and reads again until it is so.

use super::JobEnd;
use super::trouble::{later, note_health, retry};
use crate::journal::{self, Event};
use crate::{Error, Flow, Result};
use model::channel::Channel;
use model::item::Visibility;
use model::job::Job;
use model::moderation::{Moderation, ModerationAct, ModerationState as S};
use model::{Id as _, ModerationId};
use networks::{Advice, CallError, RemoteRef, Seen};
use serde_json::json;

/// Runs the job: its subject is the moderation decision's id.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    let id = ModerationId::parse(&job.subject).map_err(|_| Error::NotFound)?;
    let read = flow.store().read().await?;
    let moderation = read.moderation(&job.municipality, &id).await?;
    if matches!(moderation.state, S::Confirmed | S::Failed) {
        return Ok(JobEnd::Done);
    }
    let item = read.item(&job.municipality, &moderation.item).await?;
    let channel = read.channel(&job.municipality, &item.channel).await?;
    let root = crate::inbox::root_of(&*read, &item).await?;
    drop(read);
    let Some(root) = root else {
        return fail(
            flow,
            moderation,
            &channel,
            &CallError::NotSupported { means: &[] },
        )
        .await;
    };
    let connector = match flow.connector(&channel) {
        Ok(connector) => connector,
        Err(Error::Network(e)) => return fail(flow, moderation, &channel, &e).await,
        Err(e) => return Err(e),
    };
    let target = RemoteRef::new(item.remote_id.clone(), item.remote_cid.clone());
    // Hiding and showing are harmless when done twice, so a repeated job simply asks again.
    let asked = match moderation.act {
        ModerationAct::Hide => connector.hide(&root, &target).await,
        ModerationAct::Restore => connector.restore(&root, &target).await,
    };
    match asked {
        Ok(()) => {}
        Err(e) => match e.advice() {
            Advice::Reconcile => return Ok(retry(&e)),
            Advice::Retry(after) => return Ok(later(flow, &e, after)),
            // A comment that its author took back meanwhile cannot be hidden any more: that is no failure.
            Advice::GiveUp if connector.look(&root, &target).await == Ok(Seen::Gone) => {}
            Advice::Reconnect | Advice::GiveUp => return fail(flow, moderation, &channel, &e).await,
        },
    }
    let moderation = sent(flow, moderation).await?;
    match connector.look(&root, &target).await {
        Ok(seen) => settle(flow, moderation, seen).await,
        Err(e) => Ok(retry(&e)),
    }
}

async fn sent(flow: &Flow, mut moderation: Moderation) -> Result<Moderation> {
    let tx = flow.store().begin().await?;
    moderation.state = moderation.state.go(S::Sent)?;
    moderation.problem.clear();
    tx.update_moderation(&mut moderation).await?;
    tx.commit().await?;
    Ok(moderation)
}

/// What was read again decides: it is as asked, it is not yet so, or the comment is gone altogether.
async fn settle(flow: &Flow, mut moderation: Moderation, seen: Seen) -> Result<JobEnd> {
    let wanted = match moderation.act {
        ModerationAct::Hide => Seen::Hidden,
        ModerationAct::Restore => Seen::Visible,
    };
    if seen != wanted && seen != Seen::Gone {
        return Ok(JobEnd::Retry {
            problem: "not-yet-as-asked",
            detail: format!("{seen:?}"),
        });
    }
    let to = match seen {
        Seen::Hidden => Visibility::Hidden,
        Seen::Visible => Visibility::Visible,
        Seen::Gone => Visibility::Gone,
    };
    let tx = flow.store().begin().await?;
    moderation.state = moderation.state.go(S::Confirmed)?;
    moderation.confirmed_at = Some(flow.source().now());
    tx.update_moderation(&mut moderation).await?;
    let mut item = tx.item(&moderation.municipality, &moderation.item).await?;
    if item.visibility != Visibility::Gone {
        item.visibility = item.visibility.go(to)?;
        tx.update_item(&mut item).await?;
    }
    let (record, subject) = crate::inbox::record_of(&*tx, &item).await?;
    let data = json!({
        "moderation": moderation.id, "item": item.id, "act": moderation.act, "means": moderation.means, "seen": to,
    });
    journal::write(
        flow,
        &*tx,
        &moderation.municipality,
        vec![Event::new(record, &subject, "moderation.confirmed", data)],
    )
    .await?;
    tx.commit().await?;
    Ok(JobEnd::Done)
}

/// The network will not: the comment is shown as it was, and the decision says so.
async fn fail(flow: &Flow, mut moderation: Moderation, channel: &Channel, e: &CallError) -> Result<JobEnd> {
    let problem = e.key();
    let tx = flow.store().begin().await?;
    if matches!(e, CallError::Expired(_)) {
        note_health(&*tx, channel, e).await?;
    }
    moderation.state = moderation.state.go(S::Failed)?;
    problem.clone_into(&mut moderation.problem);
    tx.update_moderation(&mut moderation).await?;
    let mut item = tx.item(&moderation.municipality, &moderation.item).await?;
    let back = match item.visibility {
        Visibility::Hiding => Some(Visibility::Visible),
        Visibility::Restoring => Some(Visibility::Hidden),
        Visibility::Visible | Visibility::Hidden | Visibility::Gone => None,
    };
    if let Some(back) = back {
        item.visibility = item.visibility.go(back)?;
        tx.update_item(&mut item).await?;
    }
    let (record, subject) = crate::inbox::record_of(&*tx, &item).await?;
    let data =
        json!({ "moderation": moderation.id, "item": item.id, "act": moderation.act, "problem": problem });
    journal::write(
        flow,
        &*tx,
        &moderation.municipality,
        vec![Event::new(record, &subject, "moderation.failed", data)],
    )
    .await?;
    tx.commit().await?;
    Ok(JobEnd::Done)
}
