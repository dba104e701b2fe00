//! Closes a channel.

use super::facts;
use crate::journal::{self, Event};
use crate::rules::{self, Point, Question, Said};
use crate::waivers::InForce;
use crate::{Actor, Error, Flow, Result, duties};
use model::archive::RecordKind;
use model::channel::{Channel, ChannelState};
use model::person::Permission;
use model::publication::PublicationState;
use model::{ChannelId, Id as _};
use rulebook::{Facts, Rulebook};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Read;

const EVENT: rulebook::Event = rulebook::Event::ChannelClose;

/// States of a publication that waits: nothing of it is on the network or may be.
const WAITING: &[PublicationState] = &[
    PublicationState::Scheduled,
    PublicationState::Prepared,
    PublicationState::Held,
    PublicationState::Expired,
];

/// What the guideline asks when a channel is closed, and what it says of it.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn closing(
    flow: &Flow,
    actor: &Actor,
    channel: &ChannelId,
    answers: &BTreeMap<String, String>,
) -> Result<(Vec<Question>, Vec<Point>)> {
    actor.must(Permission::ConnectChannel)?;
    let read = flow.store().read().await?;
    let channel = read.channel(&actor.municipality.id, channel).await?;
    let answers = rules::given(answers);
    let (book, facts) = known(flow, &*read, actor, &channel, &answers).await?;
    let excused = InForce::of(flow, &*read, &actor.municipality.id, None).await?;
    drop(read);
    let decision = book.decide_with(EVENT, &facts, flow.source().now(), &excused.on([&channel.id]));
    let mut questions = rules::asked(&book, EVENT, &facts, &decision, &answers, actor.locale);
    // What was answered when the channel was applied for or opened is not asked again, unless it is asked here.
    questions.retain(|q| facts::field_of(&q.name).is_none());
    Ok((questions, rules::points(&book, &decision, actor.locale)))
}

async fn known<R: Read + ?Sized>(
    flow: &Flow,
    read: &R,
    actor: &Actor,
    channel: &Channel,
    answers: &BTreeMap<String, String>,
) -> Result<(Arc<Rulebook>, Facts)> {
    let book = rules::book(flow, &actor.municipality).await?;
    let mut closed = channel.clone();
    closed.answers.extend(answers.clone());
    let facts = facts::standing(read, &book, &actor.municipality, &closed).await?;
    Ok((book, facts))
}

/// Closes: off the public list as active, its history stays; what waits for sending on it is cancelled, and the
/// credentials are forgotten. What is just being sent is confirmed first: close again then.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Invalid` (`required` for the reason; for `answer.<name>` as the
/// guideline asks), `Refused("channel-sending")`, `Stopped`.
pub async fn close(
    flow: &Flow,
    actor: &Actor,
    channel: &ChannelId,
    said: impl Into<Said> + Send,
) -> Result<()> {
    actor.must(Permission::ConnectChannel)?;
    let municipality = &actor.municipality.id;
    let said = said.into();
    let reason = said.text.trim();
    let answers = rules::given(&said.answers);
    let tx = flow.store().begin().await?;
    let mut channel = tx.channel(municipality, channel).await?;
    if reason.is_empty() {
        return Err(Error::field("reason", "required"));
    }
    let (book, facts) = known(flow, &*tx, actor, &channel, &answers).await?;
    let excused = InForce::of(flow, &*tx, municipality, None).await?;
    let decision = book.decide_with(EVENT, &facts, flow.source().now(), &excused.on([&channel.id]));
    let wrong = rules::faults(&book, &facts, &decision, &answers);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    channel.state = channel.state.go(ChannelState::Closed)?;
    channel.answers.extend(answers.clone());
    let under_way = tx
        .publications_in(
            municipality,
            &[PublicationState::Sending, PublicationState::Unknown],
        )
        .await?;
    if under_way.iter().any(|p| p.channel == channel.id) {
        return Err(Error::refused("channel-sending"));
    }
    let mut events = Vec::new();
    let waiting = tx.publications_in(municipality, WAITING).await?;
    let mut waiting: Vec<_> = waiting.into_iter().filter(|p| p.channel == channel.id).collect();
    for publication in &mut waiting {
        publication.state = publication.state.go(PublicationState::Cancelled)?;
        publication.problem.clear();
        tx.update_publication(publication).await?;
    }
    for publication in &waiting {
        let data = json!({ "publication": publication.id, "channel": channel.name, "reason": reason });
        events.push(
            Event::new(
                RecordKind::Post,
                publication.post.as_str(),
                "publication.cancelled",
                data,
            )
            .by(actor),
        );
    }
    channel.secret_sealed = None;
    tx.update_channel(&mut channel).await?;
    let data =
        json!({ "name": channel.name, "reason": reason, "answers": answers, "cancelled": waiting.len() });
    events.push(Event::new(RecordKind::Channel, channel.id.as_str(), "channel.closed", data).by(actor));
    duties::closing(flow, &*tx, actor, &channel).await?;
    journal::write(flow, &*tx, municipality, events).await?;
    tx.commit().await?;
    Ok(())
}
