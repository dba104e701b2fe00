//! Answers in the municipality's name.

use super::facts;
use super::handle::not_anothers;
use super::referral::Referral;
use crate::crises::Hold;
use crate::duties::{self, Cause};
use crate::journal::{self, Event};
use crate::posts::{self, Checked, Standing};
use crate::rules::Said;
use crate::{Actor, Error, Flow, Result, jobs, rules};
use model::channel::Channel;
use model::item::{Answer, Item, ItemState, Visibility};
use model::person::Permission;
use model::publication::PublicationState;
use model::waiver::WaiverSubject;
use model::{AnswerId, Id as _, ItemId};
use rulebook::{Decision, Facts, Rulebook};
use serde_json::json;
use std::collections::BTreeMap;
use store::GivenOf;

const EVENT: rulebook::Event = rulebook::Event::ItemAnswer;

/// What the guideline says of an answer while it is typed.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn check_answer(
    flow: &Flow,
    actor: &Actor,
    item: &ItemId,
    said: impl Into<Said> + Send,
) -> Result<Checked> {
    actor.must(Permission::SeeInbox)?;
    let said = said.into();
    let read = flow.store().read().await?;
    let item = read.item(&actor.municipality.id, item).await?;
    let channel = read.channel(&actor.municipality.id, &item.channel).await?;
    let standing = Standing::of(flow, &*read, actor, (WaiverSubject::Item, item.id.as_str())).await?;
    let book = rules::book(flow, &actor.municipality).await?;
    let referral = Referral::of(&*read, &book, &actor.municipality, &item).await?;
    let referred = referral.is_told(&*read, &item, &said.text).await?;
    drop(read);
    let answers = rules::given(&said.answers);
    let (decision, facts, found) = decide(
        flow,
        actor,
        &book,
        &item,
        &channel,
        (&said.text, &answers, referred),
        &standing,
    );
    Ok(Checked {
        outcome: decision.outcome.as_str().to_owned(),
        points: rules::points(&book, &decision, actor.locale),
        questions: rules::asked(&book, EVENT, &facts, &decision, &answers, actor.locale),
        found: rules::spotted(&book, &decision, &found),
        links: Vec::new(),
        pictures: Vec::new(),
        lengths: posts::lengths(
            flow,
            std::slice::from_ref(&channel),
            &posts::outgoing(&said.text, ""),
        )?,
        steps: Vec::new(),
    })
}

/// What an answer may say to refer the writer to where the matter belongs, in the municipality's language; empty when it
/// belongs here.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn referral(flow: &Flow, actor: &Actor, item: &ItemId) -> Result<String> {
    actor.must(Permission::SeeInbox)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let item = read.item(&actor.municipality.id, item).await?;
    Ok(Referral::of(&*read, &book, &actor.municipality, &item)
        .await?
        .line)
}

/// Asks the rulebook about an answer: its text with answers to the guideline's questions, and whether the writer is
/// referred to where the matter belongs.
fn decide(
    flow: &Flow,
    actor: &Actor,
    book: &Rulebook,
    item: &Item,
    channel: &Channel,
    (text, answers, referred): (&str, &BTreeMap<String, String>, bool),
    standing: &Standing,
) -> (Decision, Facts, Vec<detect::Finding>) {
    let municipality = &actor.municipality;
    let targets = std::slice::from_ref(channel);
    let author = duties::author(&actor.person, targets, standing.acknowledged);
    let (mut facts, found) =
        posts::facts_of_reply(flow, municipality, book, text, answers, author, standing.crisis);
    let now = flow.source().now();
    facts::known(&mut facts, item, now);
    facts::referred(&mut facts, referred);
    let excused = standing.excused.on([&channel.id]);
    let decision = book.decide_with(EVENT, &facts, now, &excused);
    (decision, facts, found)
}

/// Stores the answer and promises the job that sends it, in one transaction; the item counts as answered from then on,
/// and waits for the actor again when the answer stops on its way (see [`super::send_again`]). In a crisis that holds it,
/// it is sent by those alone who may release what is held.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Invalid` (`required`; for `answer.<name>` `answer-required`, `answer-short`,
/// `text-too-long`), `Refused` with `text-over-limit`, `crisis-hold`, `claimed-by-other`, `item-gone`; `Stopped`.
pub async fn answer(
    flow: &Flow,
    actor: &Actor,
    item: &ItemId,
    said: impl Into<Said> + Send,
) -> Result<AnswerId> {
    actor.must(Permission::Answer)?;
    let said = said.into();
    let text = said.text.trim().replace("\r\n", "\n");
    if text.is_empty() {
        return Err(Error::field("text", "required"));
    }
    let answers = rules::given(&said.answers);
    let municipality = &actor.municipality.id;
    let book = rules::book(flow, &actor.municipality).await?;
    let tx = flow.store().begin().await?;
    let mut item = tx.item(municipality, item).await?;
    not_anothers(&*tx, actor, &item).await?;
    if item.visibility == Visibility::Gone {
        return Err(Error::refused("item-gone"));
    }
    let hold = Hold::of(&*tx, &book, municipality).await?;
    let topic = posts::about_crisis(flow, &actor.municipality, &book, &text, &answers);
    let released = hold.must_pass(&*tx, actor, topic).await?;
    let channel = tx.channel(municipality, &item.channel).await?;
    posts::must_fit(flow, std::slice::from_ref(&channel), &posts::outgoing(&text, ""))?;
    let mut standing = Standing::of(flow, &*tx, actor, (WaiverSubject::Item, item.id.as_str())).await?;
    standing.crisis.released = released;
    let referral = Referral::of(&*tx, &book, &actor.municipality, &item).await?;
    let asked = (
        text.as_str(),
        &answers,
        referral.is_told(&*tx, &item, &text).await?,
    );
    let (decision, facts, _) = decide(flow, actor, &book, &item, &channel, asked, &standing);
    rules::must_be_answered(&book, &facts, &decision, &answers, actor.locale)?;
    let stored = rules::write(flow, &*tx, municipality, item.id.as_str(), &decision).await?;

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
    if !answers.is_empty() {
        tx.put_given(municipality, GivenOf::Answer, answer.id.as_str(), &answers)
            .await?;
    }
    if released {
        hold.release(&*tx, GivenOf::Answer, answer.id.as_str()).await?;
    }
    if item.state != ItemState::Answered {
        item.state = item.state.go(ItemState::Answered)?;
    }
    item.claimed_by = Some(actor.person.id.clone());
    tx.update_item(&mut item).await?;
    let (record, subject) = super::record_of(&*tx, &item).await?;
    let data = json!({ "answer": answer.id, "item": item.id, "text": answer.text, "answers": answers, "released": released, "decision": stored.id, "pack": stored.pack_digest });
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
