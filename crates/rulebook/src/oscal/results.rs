//! The state of compliance as assessment results: one observation and one finding a clause.

use super::{line, metadata, property, time, token, uuid};
use crate::Rulebook;
use model::{Locale, Millis};
use serde_json::{Value, json};

/// What was looked at, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Where the catalog is found; a relative reference will do.
    pub catalog: String,
    /// Whose compliance.
    pub municipality: String,
    /// From.
    pub start: Millis,
    /// To.
    pub end: Millis,
    /// What was found of each clause.
    pub clauses: Vec<ClauseState>,
}

/// What was found of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseState {
    /// Clause id.
    pub clause: String,
    /// Whether what it asks for was done.
    pub satisfied: bool,
    /// Decisions in which it was asked.
    pub decisions: u64,
    /// Pieces of evidence kept: duties done, answers, records.
    pub evidence: u64,
    /// Duties of it that are overdue.
    pub overdue: u64,
    /// Waivers used.
    pub waived: u64,
    /// What was found, in a line; may be empty.
    pub remarks: String,
}

/// `assessment` as OSCAL assessment results. Clauses that `rulebook` does not have are left out. `None` when none is
/// left: OSCAL has no results about nothing.
#[must_use]
pub fn assessment_results(
    rulebook: &Rulebook,
    assessment: &Assessment,
    locale: Locale,
    at: Millis,
) -> Option<Value> {
    let known: Vec<_> = assessment
        .clauses
        .iter()
        .filter_map(|state| Some((state, rulebook.clause(&state.clause)?)))
        .collect();
    if known.is_empty() {
        return None;
    }
    let named = |what: &str, clause: &str| {
        uuid(&[
            what,
            &assessment.municipality,
            clause,
            &time(assessment.end),
            rulebook.digest(),
        ])
    };
    let title = format!("{} – {}", assessment.municipality, rulebook.title().get(locale));
    let controls: Vec<Value> = known
        .iter()
        .map(|(state, _)| json!({ "control-id": token(&state.clause) }))
        .collect();
    let observations: Vec<Value> = known
        .iter()
        .map(|(state, clause)| {
            let counts = [
                ("decisions", state.decisions),
                ("evidence", state.evidence),
                ("overdue", state.overdue),
                ("waived", state.waived),
            ];
            let props: Vec<_> = counts.iter().map(|(name, n)| property(name, &n.to_string())).collect();
            json!({
                "uuid": named("observation", &state.clause),
                "title": line(clause.title.get(locale)),
                "description": line(if state.remarks.is_empty() { clause.says.get(locale) } else { &state.remarks }),
                "props": props,
                "methods": ["EXAMINE"],
                "collected": time(assessment.end),
            })
        })
        .collect();
    let findings: Vec<Value> = known
        .iter()
        .map(|(state, clause)| {
            let (word, reason) = if state.satisfied {
                ("satisfied", "pass")
            } else {
                ("not-satisfied", "fail")
            };
            json!({
                "uuid": named("finding", &state.clause),
                "title": line(clause.title.get(locale)),
                "description": line(clause.says.get(locale)),
                "target": {
                    "type": "statement-id",
                    "target-id": format!("{}_smt", token(&state.clause)),
                    "status": { "state": word, "reason": reason },
                },
                "related-observations": [{ "observation-uuid": named("observation", &state.clause) }],
            })
        })
        .collect();
    let version = rulebook
        .about
        .first()
        .map(|a| a.version.as_str())
        .unwrap_or_default();
    Some(json!({ "assessment-results": {
        "uuid": named("results", ""),
        "metadata": metadata(&title, version, at),
        "import-ap": { "href": assessment.catalog },
        "results": [{
            "uuid": named("result", ""),
            "title": line(&title),
            "description": line(&title),
            "start": time(assessment.start),
            "end": time(assessment.end),
            "props": [property("digest", rulebook.digest())],
            "reviewed-controls": { "control-selections": [{ "include-controls": controls }] },
            "observations": observations,
            "findings": findings,
        }],
    }}))
}
