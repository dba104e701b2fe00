//! Looks after a channel: once a day, on demand, and when it is closed.

use super::{Cause, facts, follow, lapse_about};
use crate::rules::{self, Point};
use crate::waivers::InForce;
use crate::{Actor, Flow, Result};
use model::channel::{Channel, ChannelState};
use model::duty::{Duty, DutySubject};
use model::municipality::Municipality;
use model::person::Permission;
use model::{ChannelId, Id as _};
use rulebook::{Decision, Event, Outcome, Rulebook};
use store::Tx;

/// Looks after one channel now: what the guideline says of it, and how many duties were opened by that.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("channel-not-active")`.
pub async fn review(flow: &Flow, actor: &Actor, channel: &ChannelId) -> Result<(Vec<Point>, usize)> {
    actor.must(Permission::SeeDuties)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let tx = flow.store().begin().await?;
    let channel = tx.channel(&actor.municipality.id, channel).await?;
    if channel.state != ChannelState::Active {
        return Err(crate::Error::Refused {
            key: "channel-not-active",
            params: vec![("channel", channel.name)],
        });
    }
    let (decision, opened) = look(flow, &*tx, &actor.municipality, &book, &channel, true).await?;
    tx.commit().await?;
    Ok((rules::points(&book, &decision, actor.locale), opened.len()))
}

/// Asks the guideline about one active channel, in the caller's transaction.
pub(super) async fn look(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &Municipality,
    book: &Rulebook,
    channel: &Channel,
    always: bool,
) -> Result<(Decision, Vec<Duty>)> {
    let now = flow.source().now();
    let known = facts::channel(tx, book, municipality, channel, now).await?;
    let excused = InForce::of(flow, tx, &municipality.id, None).await?;
    let decision = book.decide_with(Event::ChannelReview, &known, now, &excused.on([&channel.id]));
    let opened = keep(
        flow,
        tx,
        municipality,
        book,
        &decision,
        Cause::channel(channel),
        always,
    )
    .await?;
    Ok((decision, opened))
}

/// Asks the guideline about a channel that is being closed, in the caller's transaction. What was to be done about it
/// lapses; what the clauses ask for on closing is opened.
///
/// # Errors
/// `Stopped` when a clause forbids it.
pub(crate) async fn closing(flow: &Flow, tx: &dyn Tx, actor: &Actor, channel: &Channel) -> Result<()> {
    let municipality = &actor.municipality;
    let book = rules::book(flow, municipality).await?;
    let now = flow.source().now();
    let known = facts::channel(tx, &book, municipality, channel, now).await?;
    let excused = InForce::of(flow, tx, &municipality.id, None).await?;
    let decision = book.decide_with(Event::ChannelClose, &known, now, &excused.on([&channel.id]));
    if matches!(decision.outcome, Outcome::Block | Outcome::Conflict) {
        return Err(crate::Error::Stopped(rules::points(
            &book,
            &decision,
            actor.locale,
        )));
    }
    let about = (DutySubject::Channel, channel.id.as_str());
    lapse_about(flow, tx, &municipality.id, about, "channel-closed").await?;
    keep(
        flow,
        tx,
        municipality,
        &book,
        &decision,
        Cause::channel(channel),
        true,
    )
    .await?;
    Ok(())
}

/// Stores a decision that comes every day, and opens what follows from it. Unless `always`, one that says the same as
/// the last is not stored again: it would say nothing new three hundred times a year.
pub(super) async fn keep(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &Municipality,
    book: &Rulebook,
    decision: &Decision,
    cause: Cause<'_>,
    always: bool,
) -> Result<Vec<Duty>> {
    let last = tx
        .latest_decision(&municipality.id, cause.id, decision.event.as_str())
        .await?;
    let said_before = last.is_some_and(|last| {
        last.pack_digest == decision.digest
            && serde_json::from_str::<Decision>(&last.json).is_ok_and(|last| says_the_same(&last, decision))
    });
    if !always && said_before {
        return Ok(Vec::new());
    }
    let stored = rules::write(flow, tx, &municipality.id, cause.id, decision).await?;
    follow(flow, tx, municipality, book, decision, Some(&stored.id), cause).await
}

/// Whether two decisions come to the same for every clause and ask for the same. Facts that only count days differ.
fn says_the_same(a: &Decision, b: &Decision) -> bool {
    let outcomes = |d: &Decision| {
        d.clauses
            .iter()
            .map(|c| (c.clause.clone(), c.outcome))
            .collect::<Vec<_>>()
    };
    a.outcome == b.outcome && outcomes(a) == outcomes(b) && a.obligations == b.obligations
}
