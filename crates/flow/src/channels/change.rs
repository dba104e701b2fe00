//! Changes what the register says of a channel: its name, what it is for, who looks after it.

use super::{Application, apply, facts};
use crate::duties::{self, Cause};
use crate::journal::{self, Event};
use crate::rules::{self, Point, Question};
use crate::waivers::InForce;
use crate::{Actor, Error, Flow, Result};
use model::archive::RecordKind;
use model::channel::{Channel, ChannelState};
use model::person::Permission;
use model::{ChannelId, Id as _};
use rulebook::{Decision, FactSource, Facts, Rulebook};
use serde_json::{Value, json};
use std::sync::Arc;
use store::Read;

const EVENT: rulebook::Event = rulebook::Event::ChannelChange;

/// The form as the register stands.
#[must_use]
pub fn as_it_is(channel: &Channel) -> Application {
    facts::application(channel, &std::collections::BTreeMap::new())
}

/// What the guideline asks of a change, and what it says of it as it stands.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("channel-not-changeable")`.
pub async fn changing(
    flow: &Flow,
    actor: &Actor,
    channel: &ChannelId,
    form: &Application,
) -> Result<(Vec<Question>, Vec<Point>)> {
    actor.must(Permission::ConnectChannel)?;
    let read = flow.store().read().await?;
    let before = changeable(read.channel(&actor.municipality.id, channel).await?)?;
    let (book, known, decision) = decided(flow, &*read, actor, &before, &changed(&before, form)).await?;
    let answers = rules::given(&form.answers);
    let mut questions = rules::asked(&book, EVENT, &known, &decision, &answers, actor.locale);
    // The form has fields of its own for these.
    questions.retain(|q| facts::field_of(&q.name).is_none());
    Ok((questions, rules::points(&book, &decision, actor.locale)))
}

/// Changes the register, from `version` on. What the network itself shows is changed there by whoever administers it.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Conflict`; `Invalid` as for an application; `Stopped`;
/// `Refused("channel-not-changeable")` before it is approved and after it was closed.
pub async fn change(
    flow: &Flow,
    actor: &Actor,
    channel: &ChannelId,
    form: Application,
    version: i64,
) -> Result<()> {
    actor.must(Permission::ConnectChannel)?;
    let municipality = &actor.municipality;
    let tx = flow.store().begin().await?;
    let before = changeable(tx.channel(&municipality.id, channel).await?)?;
    let mut after = changed(&before, &form);
    let (book, known, decision) = decided(flow, &*tx, actor, &before, &after).await?;
    let whole = Application {
        network: Some(after.network),
        ..form.clone()
    };
    apply::checked(flow, &*tx, actor, &whole, &decision).await?;
    let wrong = rules::faults(&book, &known, &decision, &rules::given(&form.answers));
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    rules::must_not_stop(&book, &decision, actor.locale)?;
    after.version = version;
    tx.update_channel(&mut after).await?;
    let stored = rules::write(flow, &*tx, &municipality.id, channel.as_str(), &decision).await?;
    let mut data = shown(&after);
    if let Some(data) = data.as_object_mut() {
        data.insert("before".to_owned(), shown(&before));
        data.insert("decision".to_owned(), json!(stored.id));
        data.insert("pack_digest".to_owned(), json!(stored.pack_digest));
    }
    let event = Event::new(RecordKind::Channel, channel.as_str(), "channel.changed", data).by(actor);
    journal::write(flow, &*tx, &municipality.id, vec![event]).await?;
    let cause = Cause::channel(&after);
    duties::follow(
        flow,
        &*tx,
        municipality,
        &book,
        &decision,
        Some(&stored.id),
        cause,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Approvers decided on the application as it was, and what is closed is history.
fn changeable(channel: Channel) -> Result<Channel> {
    match channel.state {
        ChannelState::Approved | ChannelState::Active | ChannelState::Closing => Ok(channel),
        ChannelState::Requested | ChannelState::Refused | ChannelState::Closed => {
            Err(Error::refused("channel-not-changeable"))
        }
    }
}

/// The channel as the form wants it; what cannot be chosen stays as it was.
fn changed(before: &Channel, form: &Application) -> Channel {
    let mut after = before.clone();
    after.name = form.name.trim().to_owned();
    after.purpose = form.purpose.trim().to_owned();
    after.audience = form.audience.trim().to_owned();
    after.unit = form.unit.trim().to_owned();
    if let Some(responsible) = &form.responsible {
        after.responsible = responsible.clone();
    }
    after.administrators = form.administrators.clone();
    after.administrators.sort();
    after.administrators.dedup();
    after.answers.extend(rules::given(&form.answers));
    after
}

async fn decided<R: Read + ?Sized>(
    flow: &Flow,
    read: &R,
    actor: &Actor,
    before: &Channel,
    after: &Channel,
) -> Result<(Arc<Rulebook>, Facts, Decision)> {
    let book = rules::book(flow, &actor.municipality).await?;
    let mut known = facts::standing(read, &book, &actor.municipality, after).await?;
    let purpose = |c: &Channel| (c.purpose.clone(), c.audience.clone(), c.unit.clone());
    let people = |c: &Channel| (c.responsible.clone(), c.administrators.clone());
    let differs = [
        ("channel.name_changes", before.name != after.name),
        ("channel.purpose_changes", purpose(before) != purpose(after)),
        ("channel.people_changes", people(before) != people(after)),
    ];
    for (name, value) in differs {
        known.set(name, value, FactSource::Author);
    }
    let excused = InForce::of(flow, read, &actor.municipality.id, None).await?;
    let decision = book.decide_with(EVENT, &known, flow.source().now(), &excused.on([&after.id]));
    Ok((book, known, decision))
}

fn shown(channel: &Channel) -> Value {
    json!({
        "network": channel.network, "name": channel.name, "purpose": channel.purpose, "audience": channel.audience,
        "unit": channel.unit, "responsible": channel.responsible, "administrators": channel.administrators,
        "answers": channel.answers,
    })
}
