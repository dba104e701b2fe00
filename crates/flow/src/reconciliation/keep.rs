//! The daily comparison, and keeping what it came to.

use super::compare::{Compared, compare};
use crate::jobs::JobEnd;
use crate::journal::{self, Event};
use crate::{Error, Flow, Result, duties};
use model::archive::RecordKind;
use model::channel::{Channel, ChannelState};
use model::job::Job;
use model::municipality::Municipality;
use model::reconciliation::{Gap, GapKind, Reconciliation};
use model::{ChannelId, Id as _, Millis, calendar};
use serde_json::json;
use std::collections::HashMap;
use store::Tx;

/// How soon a network is asked again that could not be asked.
const AGAIN: i64 = Millis::HOUR;

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
    let now = flow.source().now();
    match compare(flow, &channel).await {
        Ok(compared) => {
            keep(flow, &municipality, &channel, compared).await?;
            Ok(JobEnd::Again(duties::next_morning(&municipality, now)))
        }
        Err(Error::Network(error)) => {
            let mut day = blank(flow, &municipality, &channel);
            error.key().clone_into(&mut day.problem);
            let tx = flow.store().begin().await?;
            // What an earlier look on the same day came to stands: only a day without any says that nobody could be asked.
            let today = today(&*tx, &channel, &day).await?;
            if today.is_none_or(|earlier| !earlier.problem.is_empty()) {
                tx.put_reconciliation(&day).await?;
            }
            tx.commit().await?;
            Ok(JobEnd::Again(now.plus(AGAIN)))
        }
        Err(other) => Err(other),
    }
}

/// A day of which nothing is known yet.
fn blank(flow: &Flow, municipality: &Municipality, channel: &Channel) -> Reconciliation {
    let now = flow.source().now();
    let zone = calendar::zone(municipality.country);
    Reconciliation {
        id: flow.source().id(),
        municipality: municipality.id.clone(),
        channel: channel.id.clone(),
        day: now.timestamp().to_zoned(zone).date(),
        asked_at: now,
        since: now,
        cut: false,
        posts: 0,
        comments: 0,
        gaps: 0,
        problem: String::new(),
    }
}

/// What was kept of the day before.
async fn today(tx: &dyn Tx, channel: &Channel, day: &Reconciliation) -> Result<Option<Reconciliation>> {
    let newest = tx.reconciliations(&channel.municipality, &channel.id, 1).await?;
    Ok(newest.into_iter().find(|r| r.day == day.day))
}

/// Whether a gap is about what others wrote.
fn about_comment(kind: GapKind) -> bool {
    matches!(
        kind,
        GapKind::CommentMissing | GapKind::CommentChanged | GapKind::CommentGone
    )
}

/// Keeps the result in one transaction: the day, the gaps as they are now, and a journal entry for the first look of a
/// day and for every change after it. A gap is told of in the journal once.
async fn keep(flow: &Flow, municipality: &Municipality, channel: &Channel, compared: Compared) -> Result<()> {
    let whose = &municipality.id;
    let tx = flow.store().begin().await?;
    let mut before: HashMap<(GapKind, String), Gap> = tx
        .gaps(whose, &channel.id)
        .await?
        .into_iter()
        .map(|g| ((g.kind, g.subject.clone()), g))
        .collect();
    let mut new = Vec::new();
    let mut open: i64 = 0;
    for gap in compared.gaps {
        let known = before.remove(&(gap.kind, gap.subject.clone()));
        // A post that was changed again after somebody settled it is a gap once more.
        match known.filter(|k| k.mark == gap.mark) {
            Some(known) => open += i64::from(!known.settled),
            None => {
                open += 1;
                tx.put_gap(&gap).await?;
                new.push(gap);
            }
        }
    }
    let mut mended = 0;
    for gap in before.into_values() {
        let looked = gap.at.is_none_or(|at| at >= compared.since)
            && (compared.all_threads || !about_comment(gap.kind));
        if looked || gap.settled {
            mended += i64::from(!gap.settled);
            tx.delete_gap(whose, &gap.id).await?;
        } else {
            open += 1;
        }
    }
    let day = Reconciliation {
        since: compared.since,
        cut: compared.cut,
        posts: count(compared.posts),
        comments: count(compared.comments),
        gaps: open,
        ..blank(flow, municipality, channel)
    };
    let earlier = today(&*tx, channel, &day).await?;
    let first = earlier.is_none_or(|e| !e.problem.is_empty());
    tx.put_reconciliation(&day).await?;
    if first || !new.is_empty() || mended > 0 {
        let event = Event::new(
            RecordKind::Channel,
            channel.id.as_str(),
            "channel.reconciled",
            data(&day, &new, mended),
        );
        journal::write(flow, &*tx, whose, vec![event]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What the journal says. Names and addresses are given of what is ours alone: those of others' comments stand with the
/// comments, and go with them.
fn data(day: &Reconciliation, new: &[Gap], mended: i64) -> serde_json::Value {
    let found: Vec<_> = new
        .iter()
        .map(|g| {
            let ours = !about_comment(g.kind);
            json!({
                "kind": g.kind, "about": g.about, "at": g.at.map(Millis::rfc3339),
                "subject": ours.then_some(&g.subject), "url": ours.then_some(&g.url),
            })
        })
        .collect();
    json!({
        "day": day.day, "since": day.since.rfc3339(), "cut": day.cut, "posts": day.posts, "comments": day.comments,
        "outcome": if day.gaps == 0 { "complete" } else { "gaps" }, "gaps": day.gaps, "found": found, "mended": mended,
    })
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
