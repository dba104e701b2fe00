//! Declares a crisis: everything due is held.

use crate::duties::{self, Cause};
use crate::inbox::settle_item;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, rules};
use model::archive::RecordKind;
use model::crisis::Crisis;
use model::person::Permission;
use model::publication::PublicationState;
use model::{CrisisId, Id as _};
use rulebook::{FactSource, Facts};
use serde::Serialize;
use serde_json::json;

/// Answers held in one declaration; far more than wait for sending at any time.
const ANSWERS: usize = 10_000;

/// What the municipality's guideline says of a crisis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CrisisRule {
    /// Clause id.
    pub clause: String,
    /// What it says, restated, in the reader's language.
    pub says: String,
    /// `all-via-group`, `topic`, `decide`.
    pub mode: String,
    /// True when the document is silent and this is the product's advice.
    pub product_default: bool,
}

/// The rule, in the actor's language.
///
/// # Errors
/// `NotAllowed`.
pub fn rule(flow: &Flow, actor: &Actor) -> Result<CrisisRule> {
    actor.must(Permission::SeePosts)?;
    let book = rules::book(flow, &actor.municipality)?;
    Ok(rules::crisis(&book, actor.locale))
}

/// Declares. In one transaction every scheduled or prepared publication becomes held; answers under way too. What is
/// already being sent is confirmed, not stopped.
///
/// # Errors
/// `NotAllowed`, `Invalid` (`required`), `Refused("crisis-open")`.
pub async fn declare(flow: &Flow, actor: &Actor, title: &str) -> Result<CrisisId> {
    actor.must(Permission::Crisis)?;
    let title = title.trim();
    if title.is_empty() {
        return Err(Error::field("title", "required"));
    }
    let book = rules::book(flow, &actor.municipality)?;
    let rule = rules::crisis(&book, actor.locale);
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    if tx.open_crisis(municipality).await?.is_some() {
        return Err(Error::refused("crisis-open"));
    }
    let crisis = Crisis {
        id: flow.source().id(),
        municipality: municipality.clone(),
        title: title.to_owned(),
        clause: rule.clause.clone(),
        declared_by: actor.person.id.clone(),
        declared_at: flow.source().now(),
        ended_by: None,
        ended_at: None,
        version: 1,
    };
    tx.insert_crisis(&crisis).await?;
    let waiting = [PublicationState::Scheduled, PublicationState::Prepared];
    let mut held = Vec::new();
    for mut publication in tx.publications_in(municipality, &waiting).await? {
        publication.state = publication.state.go(PublicationState::Held)?;
        "crisis-hold".clone_into(&mut publication.problem);
        tx.update_publication(&mut publication).await?;
        held.push(publication);
    }
    let mut answers = Vec::new();
    for mut answer in tx.answers_in(municipality, &waiting, ANSWERS).await? {
        answer.state = answer.state.go(PublicationState::Held)?;
        "crisis-hold".clone_into(&mut answer.problem);
        tx.update_answer(&mut answer).await?;
        settle_item(&*tx, &answer).await?;
        answers.push(answer.id);
    }
    let data = json!({
        "crisis": crisis.id, "title": title, "clause": rule.clause, "mode": rule.mode,
        "held": held.iter().map(|p| &p.id).collect::<Vec<_>>(), "answers": answers,
    });
    let mut events = vec![
        Event::new(
            RecordKind::Municipality,
            municipality.as_str(),
            "crisis.declared",
            data,
        )
        .by(actor),
    ];
    for publication in &held {
        let data = json!({ "publication": publication.id, "crisis": crisis.id });
        events.push(
            Event::new(
                RecordKind::Post,
                publication.post.as_str(),
                "publication.held",
                data,
            )
            .by(actor),
        );
    }
    journal::write(flow, &*tx, municipality, events).await?;
    let known = Facts::new()
        .with("crisis.active", true, FactSource::Register)
        .with(
            "municipality.name",
            actor.municipality.name.as_str(),
            FactSource::Register,
        );
    let decision = book.decide(rulebook::Event::CrisisDeclare, &known, crisis.declared_at);
    let stored = rules::keep(flow, municipality, crisis.id.as_str(), &decision)?;
    tx.insert_decisions(std::slice::from_ref(&stored)).await?;
    let cause = Cause::municipality(&actor.municipality);
    let of = &actor.municipality;
    duties::follow(flow, &*tx, of, &book, &decision, Some(&stored.id), cause).await?;
    tx.commit().await?;
    Ok(crisis.id)
}
