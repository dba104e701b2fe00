//! Closing an item without an answer.

use super::facts;
use super::handle::not_anothers;
use super::referral::Referral;
use crate::duties::{self, Cause};
use crate::journal::{self, Event};
use crate::rules::{self, Point, Question, Said};
use crate::waivers::InForce;
use crate::{Actor, Error, Flow, Result};
use model::item::{Item, ItemState};
use model::person::Permission;
use model::waiver::WaiverSubject;
use model::{Id as _, ItemId};
use rulebook::{Decision, Facts, Rulebook};
use serde_json::json;
use std::collections::BTreeMap;
use store::Read;

const EVENT: rulebook::Event = rulebook::Event::ItemClose;

/// What the guideline asks of closing an item without an answer, and what it says of it as it stands.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn closing(
    flow: &Flow,
    actor: &Actor,
    item: &ItemId,
    said: &Said,
) -> Result<(Vec<Question>, Vec<Point>)> {
    actor.must(Permission::Answer)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let item = read.item(&actor.municipality.id, item).await?;
    let answers = rules::given(&said.answers);
    let (decision, facts) = decide(flow, &*read, actor, &book, &item, &answers).await?;
    let questions = rules::asked(&book, EVENT, &facts, &decision, &answers, actor.locale);
    Ok((questions, rules::points(&book, &decision, actor.locale)))
}

/// Closes an item without an answer, with the reason.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("claimed-by-other")`, `Invalid` (`required` for the reason; for
/// `answer.<name>` as the guideline asks); `Stopped`.
pub async fn close(flow: &Flow, actor: &Actor, item: &ItemId, said: impl Into<Said> + Send) -> Result<()> {
    actor.must(Permission::Answer)?;
    let said = said.into();
    let reason = said.text.trim();
    if reason.is_empty() {
        return Err(Error::field("reason", "required"));
    }
    let answers = rules::given(&said.answers);
    let of = &actor.municipality;
    let book = rules::book(flow, of).await?;
    let tx = flow.store().begin().await?;
    let mut item = tx.item(&of.id, item).await?;
    not_anothers(&*tx, actor, &item).await?;
    let (decision, facts) = decide(flow, &*tx, actor, &book, &item, &answers).await?;
    item.state = item.state.go(ItemState::Closed)?;
    rules::must_be_answered(&book, &facts, &decision, &answers, actor.locale)?;
    let stored = rules::write(flow, &*tx, &of.id, item.id.as_str(), &decision).await?;
    reason.clone_into(&mut item.closed_reason);
    tx.update_item(&mut item).await?;
    let (record, subject) = super::record_of(&*tx, &item).await?;
    let data = json!({ "item": item.id, "reason": reason, "answers": answers, "decision": stored.id, "pack": stored.pack_digest });
    let event = Event::new(record, &subject, "item.closed", data).by(actor);
    journal::write(flow, &*tx, &of.id, vec![event]).await?;
    let cause = Cause::item(item.id.as_str(), &item.author_name, (record, &subject));
    duties::follow(flow, &*tx, of, &book, &decision, Some(&stored.id), cause).await?;
    tx.commit().await?;
    Ok(())
}

async fn decide(
    flow: &Flow,
    read: &(impl Read + ?Sized),
    actor: &Actor,
    book: &Rulebook,
    item: &Item,
    answers: &BTreeMap<String, String>,
) -> Result<(Decision, Facts)> {
    let of = &actor.municipality;
    let now = flow.source().now();
    let thing = (WaiverSubject::Item, item.id.as_str());
    let excused = InForce::of(flow, read, &of.id, Some(thing))
        .await?
        .on([&item.channel]);
    let referral = Referral::of(read, book, of, item).await?;
    let mut facts = Facts::new();
    facts::known(&mut facts, item, now);
    book.answer(&mut facts, answers);
    facts::referred(&mut facts, referral.is_told(read, item, "").await?);
    let decision = book.decide_with(EVENT, &facts, now, &excused);
    Ok((decision, facts))
}
