//! What follows when somebody comes, gets other roles, moves to another unit, or leaves.

use super::lapse::lapse_where;
use super::{Cause, facts, follow, lapse_about};
use crate::waivers::InForce;
use crate::{Flow, Result, rules};
use model::Id as _;
use model::duty::DutySubject;
use model::municipality::Municipality;
use model::person::Person;
use rulebook::Event;
use store::{DutyFilter, Tx};

/// Asks the guideline about a person who was invited, came back, or got other roles, in the caller's transaction.
///
/// # Errors
/// The database; `Refused("pack-missing")`.
pub(crate) async fn got_roles(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &Municipality,
    person: &Person,
) -> Result<()> {
    ask(flow, tx, municipality, person, Event::PersonRole).await
}

/// Asks the guideline about a person who leaves, in the caller's transaction. What she alone was to do lapses.
///
/// # Errors
/// As [`got_roles`].
pub(crate) async fn left(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &Municipality,
    person: &Person,
) -> Result<()> {
    lapse_about(
        flow,
        tx,
        &municipality.id,
        (DutySubject::Person, person.id.as_str()),
        "person-left",
    )
    .await?;
    let named = DutyFilter {
        of: Some((person.id.clone(), Vec::new())),
        ..DutyFilter::default()
    };
    lapse_where(flow, tx, &municipality.id, named, "person-left", |_| true).await?;
    ask(flow, tx, municipality, person, Event::PersonLeave).await
}

/// Asks the guideline about a person who now works in another unit, in the caller's transaction.
///
/// # Errors
/// As [`got_roles`].
pub(crate) async fn moved(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &Municipality,
    person: &Person,
) -> Result<()> {
    ask(flow, tx, municipality, person, Event::PersonMove).await
}

async fn ask(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &Municipality,
    person: &Person,
    event: Event,
) -> Result<()> {
    let book = rules::book(flow, municipality).await?;
    let (known, channels) = facts::person(tx, &book, municipality, person).await?;
    let excused = InForce::of(flow, tx, &municipality.id, None).await?.on([]);
    let decision = book.decide_with(event, &known, flow.source().now(), &excused);
    let stored = rules::write(flow, tx, &municipality.id, person.id.as_str(), &decision).await?;
    // Whoever takes over wants to know which channels it is about.
    let about = if channels.is_empty() {
        person.name.clone()
    } else {
        format!("{} ({})", person.name, channels.join(", "))
    };
    let cause = Cause {
        about: &about,
        ..Cause::person(person)
    };
    follow(flow, tx, municipality, &book, &decision, Some(&stored.id), cause).await?;
    Ok(())
}
