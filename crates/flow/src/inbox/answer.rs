//! Answers in the municipality's name.

use super::handle::not_anothers;
use crate::duties::{self, Cause};
use crate::journal::{self, Event};
use crate::posts::{self, Checked, Standing};
use crate::{Actor, Error, Flow, Result, jobs, rules};
use model::channel::Channel;
use model::item::{Answer, Item, ItemState, Route, Visibility};
use model::person::Permission;
use model::publication::PublicationState;
use model::{AnswerId, Id as _, ItemId};
use rulebook::{Decision, FactSource, Facts};
use serde_json::json;
use std::collections::BTreeMap;

/// What the guideline says of an answer while it is typed.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn check_answer(flow: &Flow, actor: &Actor, item: &ItemId, text: &str) -> Result<Checked> {
    actor.must(Permission::SeeInbox)?;
    let read = flow.store().read().await?;
    let item = read.item(&actor.municipality.id, item).await?;
    let channel = read.channel(&actor.municipality.id, &item.channel).await?;
    let standing = Standing::of(flow, &*read, actor).await?;
    drop(read);
    let (decision, facts, findings) = decide(flow, actor, &item, &channel, text, standing)?;
    let book = rules::book(flow, &actor.municipality)?;
    Ok(Checked {
        outcome: decision.outcome.as_str().to_owned(),
        points: rules::points(&book, &decision, actor.locale),
        questions: rules::questions(
            &book,
            rulebook::Event::ItemAnswer,
            &facts,
            &decision,
            &BTreeMap::new(),
            actor.locale,
        ),
        findings,
        lengths: posts::lengths(flow, std::slice::from_ref(&channel), &posts::outgoing(text, ""))?,
        steps: Vec::new(),
    })
}

fn decide(
    flow: &Flow,
    actor: &Actor,
    item: &Item,
    channel: &Channel,
    text: &str,
    standing: Standing,
) -> Result<(Decision, Facts, Vec<model::item::FindingNote>)> {
    let municipality = &actor.municipality;
    let book = rules::book(flow, municipality)?;
    let author = duties::author(
        &actor.person,
        std::slice::from_ref(channel),
        standing.acknowledged,
    );
    let (mut facts, findings) = posts::facts_of_reply(flow, municipality, text, author, standing.crisis);
    facts.set(
        "item.case_question",
        item.route == Route::Case,
        FactSource::Register,
    );
    facts.set(
        "item.political_question",
        item.route == Route::Political,
        FactSource::Register,
    );
    let decision = book.decide(rulebook::Event::ItemAnswer, &facts, flow.source().now());
    Ok((decision, facts, findings))
}

/// Stores the answer and promises the job that sends it, in one transaction; the item counts as answered from then on,
/// and waits for the actor again when the answer stops on its way (see [`super::send_again`]).
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Invalid` (`required`), `Refused` with `text-over-limit`, `crisis-hold`,
/// `claimed-by-other`, `item-gone`; `Stopped`.
pub async fn answer(flow: &Flow, actor: &Actor, item: &ItemId, text: &str) -> Result<AnswerId> {
    actor.must(Permission::Answer)?;
    let text = text.trim().replace("\r\n", "\n");
    if text.is_empty() {
        return Err(Error::field("text", "required"));
    }
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let mut item = tx.item(municipality, item).await?;
    not_anothers(&*tx, actor, &item).await?;
    if item.visibility == Visibility::Gone {
        return Err(Error::refused("item-gone"));
    }
    if tx.open_crisis(municipality).await?.is_some() {
        return Err(Error::refused("crisis-hold"));
    }
    let channel = tx.channel(municipality, &item.channel).await?;
    posts::must_fit(flow, std::slice::from_ref(&channel), &posts::outgoing(&text, ""))?;
    let book = rules::book(flow, &actor.municipality)?;
    let standing = Standing::of(flow, &*tx, actor).await?;
    let (decision, _, _) = decide(flow, actor, &item, &channel, &text, standing)?;
    rules::must_not_stop(&book, &decision, actor.locale)?;
    let stored = rules::keep(flow, municipality, item.id.as_str(), &decision)?;
    tx.insert_decisions(std::slice::from_ref(&stored)).await?;

    let now = flow.source().now();
    let answer = Answer {
        id: flow.source().id(),
        municipality: municipality.clone(),
        item: item.id.clone(),
        text,
        state: PublicationState::Scheduled,
        key: String::new(),
        remote_id: String::new(),
        url: String::new(),
        problem: String::new(),
        author: actor.person.id.clone(),
        created_at: now,
        published_at: None,
        version: 1,
    };
    tx.insert_answer(&answer).await?;
    if item.state != ItemState::Answered {
        item.state = item.state.go(ItemState::Answered)?;
    }
    item.claimed_by = Some(actor.person.id.clone());
    tx.update_item(&mut item).await?;
    let (record, subject) = super::record_of(&*tx, &item).await?;
    let data = json!({ "answer": answer.id, "item": item.id, "text": answer.text, "decision": stored.id, "pack": stored.pack_digest });
    journal::write(
        flow,
        &*tx,
        municipality,
        vec![Event::new(record, &subject, "answer.written", data).by(actor)],
    )
    .await?;
    let cause = Cause::item(item.id.as_str(), &item.author_name, (record, &subject));
    let of = &actor.municipality;
    duties::follow(flow, &*tx, of, &book, &decision, Some(&stored.id), cause).await?;
    jobs::promise(flow, &*tx, municipality, "answer", answer.id.as_str(), now).await?;
    tx.commit().await?;
    flow.wake();
    Ok(answer.id)
}
