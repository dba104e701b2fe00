//! What is known of a case when the rulebook is asked.

use crate::FieldError;
use model::case::CaseKind;
use model::municipality::Municipality;
use rulebook::{ClauseDecision, Decision, FactSource, Facts, Obligation, Outcome, Rulebook};
use std::collections::BTreeMap;

/// A case as the facts see it.
pub(super) struct Seen<'a> {
    pub(super) kind: CaseKind,
    pub(super) reason: &'a str,
    pub(super) answers: &'a BTreeMap<String, String>,
    /// What was answered; known only when the case is being closed.
    pub(super) outcome: Option<&'a str>,
}

/// Facts of a case.
pub(super) fn of(book: &Rulebook, municipality: &Municipality, seen: &Seen<'_>) -> Facts {
    let mut facts = Facts::new();
    facts.set(
        "municipality.name",
        municipality.name.as_str(),
        FactSource::Register,
    );
    facts.set(
        "municipality.country",
        municipality.country.as_str(),
        FactSource::Register,
    );
    facts.set("case.kind", seen.kind.as_str(), FactSource::Author);
    let length = i64::try_from(seen.reason.trim().chars().count()).unwrap_or(i64::MAX);
    facts.set("case.reason_length", length, FactSource::Register);
    if let Some(outcome) = seen.outcome {
        facts.set(
            "case.closed_with_answer",
            !outcome.trim().is_empty(),
            FactSource::Register,
        );
    }
    book.answer(&mut facts, seen.answers);
    facts
}

/// Whether the form has a field of its own for this fact.
pub(super) fn is_field(fact: &str) -> bool {
    matches!(
        fact,
        "case.kind" | "case.reason_length" | "case.closed_with_answer"
    )
}

/// Answers that were given: an empty one is none.
pub(super) fn given(answers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let answered = answers
        .iter()
        .filter(|(name, text)| !text.trim().is_empty() && !is_field(name));
    answered
        .map(|(name, text)| (name.clone(), text.trim().to_owned()))
        .collect()
}

/// The questions that clauses want answered before the step is taken.
pub(super) fn wanted(decision: &Decision) -> Vec<FieldError> {
    let stops = |clause: &str| {
        let stop =
            |c: &ClauseDecision| c.clause == *clause && matches!(c.outcome, Outcome::Ask | Outcome::Block);
        decision.clauses.iter().any(stop)
    };
    let mut wrong: Vec<FieldError> = Vec::new();
    for obligation in &decision.obligations {
        let Obligation::Ask { name, clause, .. } = obligation else {
            continue;
        };
        let field = format!("answer.{name}");
        if stops(clause) && !wrong.iter().any(|w| w.field == field) {
            wrong.push(FieldError::new(&field, "answer-required"));
        }
    }
    wrong
}
