//! Connects an approved channel to its network.

use super::facts;
use crate::context::CHANNEL_SECRET;
use crate::duties::{self, Cause};
use crate::journal::{self, Event};
use crate::rules::{self, Point, Question};
use crate::waivers::InForce;
use crate::{Actor, Error, Flow, Result, jobs};
use model::archive::RecordKind;
use model::channel::{Channel, ChannelState, Network};
use model::person::Permission;
use model::{ChannelId, Id as _};
use networks::CallError;
use rulebook::Decision;
use rulebook::WaiverInForce;
use serde_json::json;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The form. The secret is sealed before it is stored and never shown again.
#[derive(Clone, Default)]
pub struct Connect {
    /// Server, e.g. "https://bsky.social"; empty for practice.
    pub server: String,
    /// Handle or user name; empty where the token tells.
    pub account: String,
    /// App password or access token; empty for practice.
    pub secret: String,
    /// Answers to the questions that the pack asks before a channel goes into use, see [`activation`].
    pub answers: BTreeMap<String, String>,
    /// Version the form was made from.
    pub version: i64,
}

impl std::fmt::Debug for Connect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connect")
            .field("server", &self.server)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// What the guideline asks before an approved channel goes into use, and what it says of it as it stands. Nothing for a
/// channel in use.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn activation(
    flow: &Flow,
    actor: &Actor,
    channel: &ChannelId,
    answers: &BTreeMap<String, String>,
) -> Result<(Vec<Question>, Vec<Point>)> {
    actor.must(Permission::ConnectChannel)?;
    let channel = find(flow, actor, channel).await?;
    if channel.state == ChannelState::Active {
        return Ok((Vec::new(), Vec::new()));
    }
    let book = rules::book(flow, &actor.municipality).await?;
    let application = facts::application(&channel, answers);
    let known = facts::of(&book, &actor.municipality, &application);
    let event = rulebook::Event::ChannelActivate;
    let excused = excused(flow, actor, &channel).await?;
    let decision = book.decide_with(event, &known, flow.source().now(), &excused);
    let mut questions = rules::questions(
        &book,
        event,
        &known,
        &decision,
        &application.answers,
        actor.locale,
    );
    // What was settled by the application is not asked again.
    questions.retain(|q| facts::field_of(&q.name).is_none() && !channel.answers.contains_key(&q.name));
    Ok((questions, rules::points(&book, &decision, actor.locale)))
}

async fn find(flow: &Flow, actor: &Actor, channel: &ChannelId) -> Result<Channel> {
    Ok(flow
        .store()
        .read()
        .await?
        .channel(&actor.municipality.id, channel)
        .await?)
}

/// Signs in to the network with what was given, and makes the channel active: from then on it is on the public list,
/// replies are read, posts can go out. A channel in use can be connected anew, with other credentials.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Conflict`, `Step`, `Invalid` (`required`; `answer-required` for the fields
/// `answer.<name>`), `Stopped`, `Network` (wrong password, server not reached), `Refused` with
/// `private-address-refused`. The channel stays as it was.
pub async fn connect(flow: &Flow, actor: &Actor, channel: &ChannelId, form: Connect) -> Result<()> {
    actor.must(Permission::ConnectChannel)?;
    let municipality = &actor.municipality.id;
    let mut channel = find(flow, actor, channel).await?;
    if channel.version != form.version {
        return Err(Error::Conflict);
    }
    let mut decision = None;
    if channel.state != ChannelState::Active {
        channel.state = channel.state.go(ChannelState::Active)?;
        decision = Some(ask(flow, actor, &mut channel, &form.answers).await?);
    }
    let practice = channel.network == Network::Practice;
    let (server, account) = (
        form.server.trim().trim_end_matches('/').to_owned(),
        form.account.trim().to_owned(),
    );
    let secret = Zeroizing::new(form.secret.trim().to_owned());
    if !practice {
        let needed = [("server", server.is_empty()), ("secret", secret.is_empty())];
        let missing: Vec<_> = needed.iter().filter(|(_, empty)| *empty).collect();
        if !missing.is_empty() {
            return Err(Error::Invalid(
                missing
                    .iter()
                    .map(|(field, _)| crate::FieldError::new(field, "required"))
                    .collect(),
            ));
        }
        let opened = json!({ "server": server, "account": account, "secret": *secret });
        let opened = Zeroizing::new(opened.to_string());
        channel.secret_sealed = Some(flow.parts.master.seal(
            flow.source(),
            CHANNEL_SECRET,
            channel.id.as_str(),
            opened.as_bytes(),
        ));
        channel.server = server;
    }
    // The network is asked before the transaction: nothing slow belongs inside one.
    let connector = flow.connector(&channel).map_err(refused)?;
    let found = connector.connect().await.map_err(|error| refused(error.into()))?;
    channel.handle = found.handle;
    channel.url = found.url;
    let tx = flow.store().begin().await?;
    tx.update_channel(&mut channel).await?;
    let poll = store::Poll {
        polled_at: channel.polled_at,
        cursor: channel.cursor.clone(),
        health: String::new(),
    };
    tx.note_poll(municipality, &channel.id, &poll).await?;
    let stored = match &decision {
        Some(decision) => Some(rules::write(flow, &*tx, municipality, channel.id.as_str(), decision).await?),
        None => None,
    };
    let data = json!({
        "network": channel.network, "name": channel.name, "server": channel.server, "handle": channel.handle,
        "url": channel.url, "remote_id": found.remote_id, "answers": channel.answers, "decision": stored.as_ref().map(|s| &s.id),
    });
    let event = Event::new(
        RecordKind::Channel,
        channel.id.as_str(),
        "channel.connected",
        data,
    )
    .by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    if let (Some(decision), Some(stored)) = (&decision, &stored) {
        let book = rules::book(flow, &actor.municipality).await?;
        let cause = Cause::channel(&channel);
        let of = &actor.municipality;
        duties::follow(flow, &*tx, of, &book, decision, Some(&stored.id), cause).await?;
    }
    jobs::promise(
        flow,
        &*tx,
        municipality,
        "poll",
        channel.id.as_str(),
        flow.source().now(),
    )
    .await?;
    let morning = duties::next_morning(&actor.municipality, flow.source().now());
    jobs::promise(
        flow,
        &*tx,
        municipality,
        "reconcile",
        channel.id.as_str(),
        morning,
    )
    .await?;
    tx.commit().await?;
    flow.wake();
    Ok(())
}

async fn excused(flow: &Flow, actor: &Actor, channel: &Channel) -> Result<Vec<WaiverInForce>> {
    let read = flow.store().read().await?;
    let in_force = InForce::of(flow, &*read, &actor.municipality.id, None).await?;
    Ok(in_force.on([&channel.id]))
}

/// Asks the rulebook whether the channel may go into use, and takes over the answers.
async fn ask(
    flow: &Flow,
    actor: &Actor,
    channel: &mut Channel,
    answers: &BTreeMap<String, String>,
) -> Result<Decision> {
    let book = rules::book(flow, &actor.municipality).await?;
    let application = facts::application(channel, answers);
    let known = facts::of(&book, &actor.municipality, &application);
    let excused = excused(flow, actor, channel).await?;
    let event = rulebook::Event::ChannelActivate;
    let decision = book.decide_with(event, &known, flow.source().now(), &excused);
    let wrong = facts::wanted(&decision);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    rules::must_not_stop(&book, &decision, actor.locale)?;
    channel.answers = facts::given(&application);
    Ok(decision)
}

/// An address that may not be called is the form's fault, not the network's.
fn refused(error: Error) -> Error {
    match error {
        Error::Network(CallError::AddressRefused(_)) => Error::refused("private-address-refused"),
        other => other,
    }
}
