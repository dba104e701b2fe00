//! Hides a comment.

use super::evidence;
use crate::duties::{self, Cause};
use crate::journal::{self, Event};
use crate::rules::{self, Ground, Point, Question, Said};
use crate::waivers::InForce;
use crate::{Actor, Error, Flow, Result, inbox, jobs};
use model::item::{Item, Visibility};
use model::moderation::{Moderation, ModerationAct, ModerationState};
use model::person::Permission;
use model::waiver::WaiverSubject;
use model::{Id as _, ItemId, Millis, ModerationId};
use networks::Hide;
use rulebook::WaiverInForce;
use rulebook::{FactSource, Facts, Rulebook};
use serde_json::json;
use std::collections::BTreeMap;
use store::{GivenOf, Read};

const EVENT: rulebook::Event = rulebook::Event::ModerationHide;

/// A reason shorter than this explains nothing to the one who is hidden.
pub(super) const REASON_MIN: usize = 20;

/// The grounds that the municipality's guideline gives.
///
/// # Errors
/// `NotAllowed`.
pub async fn grounds(flow: &Flow, actor: &Actor) -> Result<Vec<Ground>> {
    actor.must(Permission::SeeInbox)?;
    let book = rules::book(flow, &actor.municipality).await?;
    Ok(rules::grounds(&book.grounds(), actor.locale))
}

/// The grounds on which one comment may be hidden: those of the guideline, and the exceptions that are granted for it. With
/// them the clauses from which an exception could be asked for.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn grounds_of(flow: &Flow, actor: &Actor, item: &ItemId) -> Result<(Vec<Ground>, Vec<String>)> {
    actor.must(Permission::SeeInbox)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let item = read.item(&actor.municipality.id, item).await?;
    let excused = excused(flow, &*read, actor, &item).await?;
    Ok(offered(&book, &excused, actor))
}

fn offered(book: &Rulebook, excused: &[WaiverInForce], actor: &Actor) -> (Vec<Ground>, Vec<String>) {
    let mut grounds = rules::grounds(&book.grounds(), actor.locale);
    let mut others = Vec::new();
    for ground in book.exceptional_grounds() {
        if excused.iter().any(|w| w.clause == ground.clause) {
            grounds.extend(rules::grounds(&[ground], actor.locale));
        } else {
            others.push(ground.clause);
        }
    }
    (grounds, others)
}

/// What the guideline asks of a decision to hide, and what it says of it as it stands. Nothing is said before a ground is
/// chosen.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn questions(
    flow: &Flow,
    actor: &Actor,
    item: &ItemId,
    ground: &str,
    said: &Said,
) -> Result<(Vec<Question>, Vec<Point>)> {
    actor.must(Permission::Moderate)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let item = read.item(&actor.municipality.id, item).await?;
    let excused = excused(flow, &*read, actor, &item).await?;
    drop(read);
    let (answers, now) = (rules::given(&said.answers), flow.source().now());
    let facts = known(&book, &item, (ground, said.text.trim()), &answers, now);
    let decision = book.decide_with(EVENT, &facts, now, &excused);
    let questions = rules::asked(&book, EVENT, &facts, &decision, &answers, actor.locale);
    let points = match ground {
        "" => Vec::new(),
        _ => rules::points(&book, &decision, actor.locale),
    };
    Ok((questions, points))
}

async fn excused(
    flow: &Flow,
    read: &(impl Read + ?Sized),
    actor: &Actor,
    item: &Item,
) -> Result<Vec<WaiverInForce>> {
    let thing = (WaiverSubject::Item, item.id.as_str());
    let in_force = InForce::of(flow, read, &actor.municipality.id, Some(thing)).await?;
    Ok(in_force.on([&item.channel]))
}

/// What is known when a comment is to be hidden. That the evidence is saved is so by the time that anything is stored.
fn known(
    book: &Rulebook,
    item: &Item,
    (ground, reason): (&str, &str),
    answers: &BTreeMap<String, String>,
    now: Millis,
) -> Facts {
    let length = i64::try_from(reason.chars().count()).unwrap_or(i64::MAX);
    let mut facts = Facts::new()
        .with("moderation.reason_length", length, FactSource::Author)
        .with("moderation.evidence_saved", true, FactSource::Register);
    if !ground.is_empty() {
        facts.set("moderation.ground", ground, FactSource::Author);
    }
    inbox::facts::known(&mut facts, item, now);
    book.answer(&mut facts, answers);
    facts
}

/// How the item's network takes a comment out of sight, for the page that asks the moderator: `thread-gate`, `flag`,
/// or `none` where it cannot.
///
/// # Errors
/// `NotAllowed`, `NotFound`, the channel's credentials cannot be opened.
pub async fn means(flow: &Flow, actor: &Actor, item: &ItemId) -> Result<&'static str> {
    actor.must(Permission::SeeInbox)?;
    let read = flow.store().read().await?;
    let item = read.item(&actor.municipality.id, item).await?;
    let channel = read.channel(&actor.municipality.id, &item.channel).await?;
    drop(read);
    if item.publication.is_none() {
        return Ok(Hide::None.as_str());
    }
    Ok(flow.connector(&channel)?.capabilities().hide.as_str())
}

/// Decides to hide. In one transaction, before the network is asked: evidence (content, author, context, time, raw
/// network JSON of every version), the decision with ground and reason, the job.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Invalid` (`required`, `reason-short` under 20 characters, `ground-unknown`; for
/// `answer.<name>` as the guideline asks), `Step`,
/// `Refused("network-cannot-hide")` with `network` where the network has no way; `Stopped`.
pub async fn hide(
    flow: &Flow,
    actor: &Actor,
    item: &ItemId,
    ground: &str,
    said: impl Into<Said> + Send,
) -> Result<ModerationId> {
    actor.must(Permission::Moderate)?;
    let said = said.into();
    let reason = said.text.trim();
    let answers = rules::given(&said.answers);
    if ground.is_empty() {
        return Err(Error::field("ground", "required"));
    }
    if reason.chars().count() < REASON_MIN {
        return Err(Error::field("reason", "reason-short"));
    }
    let book = rules::book(flow, &actor.municipality).await?;
    let municipality = &actor.municipality.id;
    let now = flow.source().now();

    let tx = flow.store().begin().await?;
    let mut item = tx.item(municipality, item).await?;
    let excused = excused(flow, &*tx, actor, &item).await?;
    if !offered(&book, &excused, actor).0.iter().any(|g| g.id == ground) {
        return Err(Error::field("ground", "ground-unknown"));
    }
    let channel = tx.channel(municipality, &item.channel).await?;
    let connector = flow.connector(&channel)?;
    let means = connector.capabilities().hide;
    if means == Hide::None || item.publication.is_none() {
        return Err(Error::Refused {
            key: "network-cannot-hide",
            params: vec![("network", channel.network.as_str().to_owned())],
        });
    }
    let facts = known(&book, &item, (ground, reason), &answers, now);
    let decision = book.decide_with(EVENT, &facts, now, &excused);
    rules::must_be_answered(&book, &facts, &decision, &answers, actor.locale)?;
    let stored = rules::write(flow, &*tx, municipality, item.id.as_str(), &decision).await?;

    let (record, subject) = crate::inbox::record_of(&*tx, &item).await?;
    let evidence = evidence::gather(flow, &*tx, &item, record, &subject).await?;
    let mut event = Event::new(record, &subject, "moderation.evidence", evidence.data).by(actor);
    for (name, bytes) in &evidence.raw {
        event = event.part(name, "application/json", bytes);
    }
    let entries = journal::write(flow, &*tx, municipality, vec![event]).await?;
    let Some(entry) = entries.into_iter().next() else {
        return Err(Error::Internal("no evidence entry".to_owned()));
    };

    item.visibility = item.visibility.go(Visibility::Hiding)?;
    tx.update_item(&mut item).await?;
    let moderation = Moderation {
        id: flow.source().id(),
        municipality: municipality.clone(),
        item: item.id.clone(),
        act: ModerationAct::Hide,
        ground: ground.to_owned(),
        reason: reason.to_owned(),
        evidence: entry,
        state: ModerationState::Decided,
        means: means.as_str().to_owned(),
        problem: String::new(),
        decided_by: actor.person.id.clone(),
        decided_at: now,
        confirmed_at: None,
        version: 1,
    };
    tx.insert_moderation(&moderation).await?;
    if !answers.is_empty() {
        tx.put_given(
            municipality,
            GivenOf::Moderation,
            moderation.id.as_str(),
            &answers,
        )
        .await?;
    }
    let data = json!({
        "moderation": moderation.id, "item": item.id, "act": moderation.act, "ground": ground, "reason": reason,
        "answers": answers,
        "evidence": moderation.evidence, "means": moderation.means, "decision": stored.id, "pack": stored.pack_digest,
    });
    journal::write(
        flow,
        &*tx,
        municipality,
        vec![Event::new(record, &subject, "moderation.decided", data).by(actor)],
    )
    .await?;
    let cause = Cause::item(item.id.as_str(), &item.author_name, (record, &subject));
    let of = &actor.municipality;
    duties::follow(flow, &*tx, of, &book, &decision, Some(&stored.id), cause).await?;
    jobs::promise(
        flow,
        &*tx,
        municipality,
        "moderate",
        moderation.id.as_str(),
        moderation.decided_at,
    )
    .await?;
    tx.commit().await?;
    flow.wake();
    Ok(moderation.id)
}
