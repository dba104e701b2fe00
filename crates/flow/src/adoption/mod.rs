//! What a version of the guideline asks when it is adopted.

use crate::duties::{self, Cause};
use crate::journal::{self, Event};
use crate::rules::{self, Point, Question};
use crate::waivers::InForce;
use crate::{Actor, Flow, Result};
use model::Id as _;
use model::archive::RecordKind;
use model::municipality::Municipality;
use model::person::Permission;
use rulebook::{FactSource, Facts, Rulebook};
use serde_json::json;
use std::collections::BTreeMap;
use store::{GivenOf, Read, Tx};

const EVENT: rulebook::Event = rulebook::Event::GuidelineAdopt;

/// What these rules ask when they are adopted, and what they say. What was answered about the municipality before is known,
/// and can be answered anew.
///
/// # Errors
/// `NotAllowed`; the database.
pub async fn questions(
    flow: &Flow,
    actor: &Actor,
    book: &Rulebook,
    answers: &BTreeMap<String, String>,
) -> Result<(Vec<Question>, Vec<Point>)> {
    actor.must(Permission::ManageSettings)?;
    let read = flow.store().read().await?;
    let (facts, all) = known(&*read, book, &actor.municipality, answers).await?;
    let excused = InForce::of(flow, &*read, &actor.municipality.id, None)
        .await?
        .on([]);
    let decision = book.decide_with(EVENT, &facts, flow.source().now(), &excused);
    let questions = rules::asked(book, EVENT, &facts, &decision, &all, actor.locale);
    Ok((questions, rules::points(book, &decision, actor.locale)))
}

/// Takes the answers to what these rules ask when they are adopted, in the caller's transaction, which may be before their
/// first day: refuses when one that they want is missing, and keeps them with the municipality.
///
/// # Errors
/// `NotAllowed`; `Invalid` for `answer.<name>`; `Stopped`.
pub async fn answer(
    flow: &Flow,
    tx: &dyn Tx,
    actor: &Actor,
    book: &Rulebook,
    answers: &BTreeMap<String, String>,
) -> Result<()> {
    actor.must(Permission::ManageSettings)?;
    let of = &actor.municipality;
    let (facts, all) = known(tx, book, of, answers).await?;
    let excused = InForce::of(flow, tx, &of.id, None).await?.on([]);
    let decision = book.decide_with(EVENT, &facts, flow.source().now(), &excused);
    rules::must_be_answered(book, &facts, &decision, &all, actor.locale)?;
    tx.put_given(&of.id, GivenOf::Municipality, of.id.as_str(), &all)
        .await?;
    let data = json!({ "pack": book.digest(), "answers": all, "outcome": decision.outcome.as_str() });
    let event = Event::new(
        RecordKind::Municipality,
        of.id.as_str(),
        "guideline.answered",
        data,
    );
    journal::write(flow, tx, &of.id, vec![event.by(actor)]).await?;
    Ok(())
}

/// Brings the guideline that is in force from now on into force, in the caller's transaction, with what was answered: its
/// duties are opened once for each version, see [`duties::adopt`].
///
/// # Errors
/// The database; `Refused("pack-missing")`.
pub async fn adopt(flow: &Flow, tx: &dyn Tx, municipality: &Municipality) -> Result<bool> {
    let new = duties::adopt(flow, tx, municipality).await?;
    let book = rules::book(flow, municipality).await?;
    let (facts, all) = known(tx, &book, municipality, &BTreeMap::new()).await?;
    if new && !all.is_empty() {
        let excused = InForce::of(flow, tx, &municipality.id, None).await?.on([]);
        let decision = book.decide_with(EVENT, &facts, flow.source().now(), &excused);
        let stored = rules::write(flow, tx, &municipality.id, municipality.id.as_str(), &decision).await?;
        let cause = Cause::municipality(municipality);
        duties::follow(flow, tx, municipality, &book, &decision, Some(&stored.id), cause).await?;
    }
    Ok(new)
}

async fn known<R: Read + ?Sized>(
    read: &R,
    book: &Rulebook,
    of: &Municipality,
    answers: &BTreeMap<String, String>,
) -> Result<(Facts, BTreeMap<String, String>)> {
    let mut all = read.given(&of.id, GivenOf::Municipality, of.id.as_str()).await?;
    all.extend(rules::given(answers));
    let register = || FactSource::Register;
    let mut facts = Facts::new()
        .with("municipality.name", of.name.as_str(), register())
        .with("municipality.country", of.country.as_str(), register());
    book.answer(&mut facts, &all);
    Ok((facts, all))
}
