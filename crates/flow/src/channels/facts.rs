//! What is known of a channel: facts for the rulebook, and what an approval is bound to.

use crate::{FieldError, Result, approvals, duties};
use model::channel::Channel;
use model::municipality::Municipality;
use rulebook::{ClauseDecision, Decision, FactSource, Facts, Obligation, Outcome, Rulebook};
use serde_json::json;
use store::Read;

/// Facts of an application. An empty field is known to be empty.
pub(super) fn of(book: &Rulebook, municipality: &Municipality, form: &super::Application) -> Facts {
    let author = || FactSource::Author;
    let mut facts = Facts::new();
    facts.set("channel.name", form.name.trim(), author());
    facts.set(
        "channel.municipality_name",
        municipality.name.as_str(),
        FactSource::Register,
    );
    facts.set("channel.purpose", form.purpose.trim(), author());
    facts.set("channel.audience", form.audience.trim(), author());
    facts.set("channel.unit", form.unit.trim(), author());
    facts.set(
        "channel.responsible_present",
        form.responsible.is_some(),
        author(),
    );
    facts.set(
        "channel.administrators_count",
        i64::try_from(form.administrators.len()).unwrap_or(i64::MAX),
        author(),
    );
    if let Some(network) = form.network {
        facts.set("channel.network", network.as_str(), author());
    }
    book.answer(&mut facts, &given(form));
    facts
}

/// Facts of a registered channel.
pub(crate) fn known(book: &Rulebook, municipality: &Municipality, channel: &Channel) -> Facts {
    of(
        book,
        municipality,
        &application(channel, &std::collections::BTreeMap::new()),
    )
}

/// What the register knows of a channel that is about to change or to be closed. What is counted (posts, open comments) is
/// known in the transaction that closes it; no question hangs on that.
pub(super) async fn standing<R: Read + ?Sized>(
    read: &R,
    book: &Rulebook,
    of: &Municipality,
    channel: &Channel,
) -> Result<Facts> {
    let mut facts = known(book, of, channel);
    duties::of_municipality(&mut facts, of);
    let crisis = read.open_crisis(&of.id).await?.is_some();
    facts.set("crisis.active", crisis, FactSource::Register);
    Ok(facts)
}

/// Answers that were given: an empty one is none. Fields of the form are not answered a second time.
pub(super) fn given(form: &super::Application) -> std::collections::BTreeMap<String, String> {
    let answered = form
        .answers
        .iter()
        .filter(|(name, text)| !text.trim().is_empty() && field_of(name).is_none());
    answered
        .map(|(name, text)| (name.clone(), text.trim().to_owned()))
        .collect()
}

/// The field of the form that is a fact of the vocabulary.
pub(super) fn field_of(fact: &str) -> Option<&'static str> {
    Some(match fact {
        "channel.name" => "name",
        "channel.purpose" => "purpose",
        "channel.audience" => "audience",
        "channel.unit" => "unit",
        "channel.responsible_present" => "responsible",
        "channel.administrators_count" => "administrators",
        "channel.network" => "network",
        _ => return None,
    })
}

/// The application of a registered channel, with further answers.
pub(super) fn application(
    channel: &Channel,
    answers: &std::collections::BTreeMap<String, String>,
) -> super::Application {
    let mut all = channel.answers.clone();
    all.extend(answers.clone());
    super::Application {
        network: Some(channel.network),
        name: channel.name.clone(),
        purpose: channel.purpose.clone(),
        audience: channel.audience.clone(),
        unit: channel.unit.clone(),
        responsible: Some(channel.responsible.clone()),
        administrators: channel.administrators.clone(),
        answers: all,
    }
}

/// The fields that clauses want to be filled in or answered before the step is taken.
pub(super) fn wanted(decision: &Decision) -> Vec<FieldError> {
    let mut wrong: Vec<FieldError> = Vec::new();
    for obligation in &decision.obligations {
        let (Obligation::Ask { name, clause, .. } | Obligation::Register { name, clause, .. }) = obligation
        else {
            continue;
        };
        let stops =
            |c: &ClauseDecision| c.clause == *clause && matches!(c.outcome, Outcome::Ask | Outcome::Block);
        if !decision.clauses.iter().any(stops) {
            continue;
        }
        let (field, key) = match field_of(name) {
            Some(field) => (field.to_owned(), "required"),
            None => (format!("answer.{name}"), "answer-required"),
        };
        if !wrong.iter().any(|w| w.field == field) {
            wrong.push(FieldError::new(&field, key));
        }
    }
    wrong
}

/// Digest of an application: of all that the approvers see of it.
pub(crate) fn digest(channel: &Channel) -> Result<String> {
    approvals::digest(&json!({
        "id": channel.id, "network": channel.network, "name": channel.name, "purpose": channel.purpose,
        "audience": channel.audience, "unit": channel.unit, "responsible": channel.responsible,
        "administrators": channel.administrators, "answers": channel.answers,
    }))
}
