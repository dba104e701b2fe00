//! A version of the guideline comes into force.

use super::lapse::lapse_where;
use super::{Cause, facts, follow};
use crate::waivers::InForce;
use crate::{Flow, Result, rules};
use model::Id as _;
use model::duty::ACKNOWLEDGE;
use model::municipality::Municipality;
use rulebook::{Event, Facts};
use store::{DutyFilter, Tx};

/// Asks the guideline in force what follows from its adoption, once for each version, in the caller's transaction: whoever
/// is to acknowledge it gets a duty, and duties to acknowledge an earlier version lapse. `false` when this version was
/// adopted before.
///
/// # Errors
/// The database; `Refused("pack-missing")`.
pub async fn adopt(flow: &Flow, tx: &dyn Tx, municipality: &Municipality) -> Result<bool> {
    let book = rules::book(flow, municipality).await?;
    let event = Event::GuidelineAdopt;
    let id = &municipality.id;
    let last = tx.latest_decision(id, id.as_str(), event.as_str()).await?;
    if last.is_some_and(|last| last.pack_digest == book.digest()) {
        return Ok(false);
    }
    let mut known = Facts::new();
    facts::municipality(&mut known, municipality);
    let excused = InForce::of(flow, tx, id, None).await?.on([]);
    let decision = book.decide_with(event, &known, flow.source().now(), &excused);
    let stored = rules::write(flow, tx, id, id.as_str(), &decision).await?;
    let earlier = |d: &model::duty::Duty| d.kind == ACKNOWLEDGE && d.period != book.digest();
    lapse_where(flow, tx, id, DutyFilter::default(), "guideline-replaced", earlier).await?;
    let cause = Cause::municipality(municipality);
    follow(flow, tx, municipality, &book, &decision, Some(&stored.id), cause).await?;
    Ok(true)
}
