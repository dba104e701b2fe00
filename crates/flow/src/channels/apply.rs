//! Applies for a channel.

use super::facts;
use crate::approvals::{self, Request};
use crate::duties::{self, Cause};
use crate::journal::{self, Event};
use crate::rules::{self, Point, Question};
use crate::waivers::InForce;
use crate::{Actor, Error, FieldError, Flow, Result};
use model::approval::ApprovalSubject;
use model::archive::RecordKind;
use model::channel::{Channel, ChannelState, Network};
use model::person::{Permission, PersonState, Role};
use model::{ChannelId, Id as _, PersonId};
use rulebook::Decision;
use serde_json::json;
use std::collections::BTreeMap;
use store::Tx;

/// Longest text of one field or answer, in characters.
const TEXT: usize = 5_000;

/// The application.
#[derive(Clone, Debug, Default)]
pub struct Application {
    /// Network.
    pub network: Option<Network>,
    /// Name on the network.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Whom it is for.
    pub audience: String,
    /// Unit.
    pub unit: String,
    /// Responsible person.
    pub responsible: Option<PersonId>,
    /// Administrators on the network.
    pub administrators: Vec<PersonId>,
    /// Answers to the pack's questions.
    pub answers: BTreeMap<String, String>,
}

/// What the guideline asks of an application, and what it says of it as it stands.
///
/// # Errors
/// `NotAllowed`.
pub async fn questions(
    flow: &Flow,
    actor: &Actor,
    form: &Application,
) -> Result<(Vec<Question>, Vec<Point>)> {
    actor.must(Permission::ApplyChannel)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let known = facts::of(&book, &actor.municipality, form);
    let event = rulebook::Event::ChannelApply;
    let excused = InForce::of(flow, &*flow.store().read().await?, &actor.municipality.id, None)
        .await?
        .on([]);
    let decision = book.decide_with(event, &known, flow.source().now(), &excused);
    let mut questions = rules::questions(&book, event, &known, &decision, &form.answers, actor.locale);
    // The form has fields of its own for these.
    questions.retain(|q| facts::field_of(&q.name).is_none());
    Ok((questions, rules::points(&book, &decision, actor.locale)))
}

/// Hands in the application: the channel is in the register as requested, and the approval chain that the pack says is
/// open. A pack that asks for no approval still asks another person than the applicant (the product's own rule: the
/// director, or an administrator where nobody is director).
///
/// # Errors
/// `NotAllowed`; `Invalid` (`required`, `text-too-long`, `network-unknown`, `person-unknown`; `answer-required` for the
/// fields `answer.<name>`); `Stopped`; `Refused("nobody-can-approve")` with `role`.
pub async fn apply(flow: &Flow, actor: &Actor, form: Application) -> Result<ChannelId> {
    actor.must(Permission::ApplyChannel)?;
    let municipality = &actor.municipality;
    let now = flow.source().now();
    let book = rules::book(flow, municipality).await?;
    let known = facts::of(&book, municipality, &form);
    let tx = flow.store().begin().await?;
    let excused = InForce::of(flow, &*tx, &municipality.id, None).await?.on([]);
    let decision = book.decide_with(rulebook::Event::ChannelApply, &known, now, &excused);
    let (network, responsible) = checked(flow, &*tx, actor, &form, &decision).await?;
    rules::must_not_stop(&book, &decision, actor.locale)?;
    let mut administrators = form.administrators.clone();
    administrators.sort();
    administrators.dedup();
    let channel = Channel {
        id: flow.source().id(),
        municipality: municipality.id.clone(),
        network,
        name: form.name.trim().to_owned(),
        handle: String::new(),
        url: String::new(),
        purpose: form.purpose.trim().to_owned(),
        audience: form.audience.trim().to_owned(),
        unit: form.unit.trim().to_owned(),
        responsible,
        administrators,
        answers: facts::given(&form),
        state: ChannelState::Requested,
        server: String::new(),
        secret_sealed: None,
        health: String::new(),
        polled_at: None,
        cursor: String::new(),
        applied_by: actor.person.id.clone(),
        created_at: now,
        version: 1,
    };
    tx.insert_channel(&channel).await?;
    let stored = rules::write(flow, &*tx, &municipality.id, channel.id.as_str(), &decision).await?;
    let request = Request {
        municipality: &municipality.id,
        subject: ApprovalSubject::Channel,
        subject_id: channel.id.as_str(),
        title: channel.name.clone(),
        digest: facts::digest(&channel)?,
        asked_by: &actor.person.id,
    };
    let steps = approvals::steps_of(&decision.obligations);
    let opened = approvals::ask(flow, &*tx, request, steps, &[Role::Director, Role::Administrator]).await?;
    let steps: Vec<_> = opened
        .iter()
        .map(|a| json!({ "role": a.role, "clause": a.clause }))
        .collect();
    let data = json!({
        "network": channel.network, "name": channel.name, "purpose": channel.purpose, "audience": channel.audience,
        "unit": channel.unit, "responsible": channel.responsible, "administrators": channel.administrators,
        "answers": channel.answers, "steps": steps, "decision": stored.id, "pack_digest": stored.pack_digest,
    });
    let event = Event::new(RecordKind::Channel, channel.id.as_str(), "channel.applied", data).by(actor);
    journal::write(flow, &*tx, &municipality.id, vec![event]).await?;
    let cause = Cause::channel(&channel);
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
    Ok(channel.id)
}

/// Network and responsible person of a form without faults.
pub(super) async fn checked(
    flow: &Flow,
    tx: &dyn Tx,
    actor: &Actor,
    form: &Application,
    decision: &Decision,
) -> Result<(Network, PersonId)> {
    let mut wrong = Vec::new();
    let texts = [
        ("name", &form.name),
        ("purpose", &form.purpose),
        ("audience", &form.audience),
        ("unit", &form.unit),
    ];
    for (field, text) in texts {
        // The unit is asked for by packs alone.
        if text.trim().is_empty() && field != "unit" {
            wrong.push(FieldError::new(field, "required"));
        } else if text.chars().count() > TEXT || (field == "name" && text.chars().count() > 200) {
            wrong.push(FieldError::new(field, "text-too-long"));
        }
    }
    match form.network {
        None => wrong.push(FieldError::new("network", "required")),
        Some(network) if !flow.parts.connectors.offered().contains(&network) => {
            wrong.push(FieldError::new("network", "network-unknown"));
        }
        Some(_) => {}
    }
    let people = tx.people(&actor.municipality.id).await?;
    let known = |id: &PersonId| {
        people
            .iter()
            .any(|p| p.id == *id && p.state != PersonState::Disabled)
    };
    match &form.responsible {
        None => wrong.push(FieldError::new("responsible", "required")),
        Some(id) if !known(id) => wrong.push(FieldError::new("responsible", "person-unknown")),
        Some(_) => {}
    }
    if form.administrators.is_empty() {
        wrong.push(FieldError::new("administrators", "required"));
    } else if !form.administrators.iter().all(known) {
        wrong.push(FieldError::new("administrators", "person-unknown"));
    }
    for (name, text) in &form.answers {
        if text.chars().count() > TEXT {
            wrong.push(FieldError::new(&format!("answer.{name}"), "text-too-long"));
        }
    }
    for missing in facts::wanted(decision) {
        if !wrong.iter().any(|w| w.field == missing.field) {
            wrong.push(missing);
        }
    }
    match (form.network, &form.responsible, wrong.is_empty()) {
        (Some(network), Some(responsible), true) => Ok((network, responsible.clone())),
        _ => Err(Error::Invalid(wrong)),
    }
}
