//! Scenarios of a pack: what is given, and what must come out. They are the clauses' specification.
//!
//! ```toml
//! [[scenario]]
//! clause = "andoy/9ki-2b"          # the clause that is shown
//! event = "post.submit"
//! note = "A picture made by AI"     # optional; the situation
//! at = 2026-03-02                  # optional; default is noon UTC on that day
//! given = { "post.media" = [{ ai = true }], "post.ai_label" = false }
//! expect = "block"                 # outcome of that clause
//! missing = ["post.media[0].ai"]   # optional; exactly these
//! waived = ["andoy/9ki-2b"]        # optional; clauses from which a waiver in force excuses
//! overall = "block"                # optional
//! obligations = ["label"]          # optional; kinds that this clause causes, in order
//! ```

use crate::decision::{DutyKind, Obligation, Outcome, WaiverInForce};
use crate::effect::Asked;
use crate::lang::Kind;
use crate::{Event, FactSource, Facts, Rulebook, Value, vocabulary};
use model::Millis;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A scenario that did not come out as it says, or could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("scenario {number} ({clause}): {what}")]
pub struct Failure {
    /// From 1 in the file; 0 when the file cannot be read.
    pub number: usize,
    /// Clause.
    pub clause: String,
    /// What was expected and what came.
    pub what: String,
}

/// What running a file of scenarios showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Clause and expected outcome of every scenario that was run.
    pub ran: Vec<(String, Outcome)>,
    /// The same with what was given.
    pub cases: Vec<Case>,
    /// Those that failed.
    pub failures: Vec<Failure>,
}

/// A scenario that was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// From 1 in the file.
    pub number: usize,
    /// Clause that it shows.
    pub clause: String,
    /// Event.
    pub event: Event,
    /// The situation, in a line; may be empty.
    pub note: String,
    /// What was known.
    pub facts: Facts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scenario: Vec<Scenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    /// The situation, in a line.
    #[serde(default)]
    note: String,
    clause: String,
    event: Event,
    at: Option<toml::value::Datetime>,
    #[serde(default)]
    given: BTreeMap<String, Value>,
    #[serde(default)]
    answers: BTreeMap<String, String>,
    #[serde(default)]
    waived: Vec<String>,
    expect: Outcome,
    missing: Option<Vec<String>>,
    overall: Option<Outcome>,
    obligations: Option<Vec<String>>,
}

/// Runs all scenarios of a file.
#[must_use]
pub fn run(rulebook: &Rulebook, text: &str) -> Report {
    let mut report = Report::default();
    let file: File = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            report.failures.push(Failure {
                number: 0,
                clause: String::new(),
                what: error.to_string(),
            });
            return report;
        }
    };
    for (i, scenario) in file.scenario.iter().enumerate() {
        let mut fail = |what: String| {
            report.failures.push(Failure {
                number: i.saturating_add(1),
                clause: scenario.clause.clone(),
                what: match scenario.note.as_str() {
                    "" => what,
                    note => format!("{what} — {note}"),
                },
            });
        };
        let mut facts = Facts::new();
        for (name, value) in &scenario.given {
            if let Some(fault) = fault(rulebook, name, value) {
                fail(fault);
            }
            facts.set(name, value.clone(), FactSource::Author);
        }
        rulebook.answer(&mut facts, &scenario.answers);
        let day = scenario
            .at
            .as_ref()
            .map_or_else(|| "2026-03-02".to_owned(), ToString::to_string);
        let Ok(at) = format!("{day}T12:00:00Z").parse::<jiff::Timestamp>() else {
            fail(format!("{day} is not a day"));
            continue;
        };
        let waivers = scenario.waived.iter().map(|clause| WaiverInForce {
            clause: clause.clone(),
            id: "scenario".to_owned(),
        });
        let waivers: Vec<_> = waivers.collect();
        let decision = rulebook.decide_with(scenario.event, &facts, Millis::from(at), &waivers);
        let Some(found) = decision.clauses.iter().find(|c| c.clause == scenario.clause) else {
            fail("the clause says nothing at this event and day".to_owned());
            continue;
        };
        if found.outcome != scenario.expect {
            fail(format!(
                "expected {}, came {} (missing: {:?})",
                scenario.expect.as_str(),
                found.outcome.as_str(),
                found.missing
            ));
        }
        if let Some(missing) = &scenario.missing
            && *missing != found.missing
        {
            fail(format!("expected missing {missing:?}, came {:?}", found.missing));
        }
        if let Some(overall) = scenario.overall
            && overall != decision.outcome
        {
            fail(format!(
                "expected {} overall, came {}",
                overall.as_str(),
                decision.outcome.as_str()
            ));
        }
        let caused: Vec<_> = decision
            .obligations
            .iter()
            .filter(|o| clause_of(o) == scenario.clause)
            .map(word_of)
            .collect();
        if let Some(expected) = &scenario.obligations
            && *expected != caused
        {
            fail(format!("expected obligations {expected:?}, came {caused:?}"));
        }
        let replay = rulebook.replay(&decision);
        if !replay.same_rules || !replay.same_answer {
            fail("the decision cannot be recomputed from what it stores".to_owned());
        }
        report.ran.push((scenario.clause.clone(), scenario.expect));
        report.cases.push(Case {
            number: i.saturating_add(1),
            clause: scenario.clause.clone(),
            event: scenario.event,
            note: scenario.note.clone(),
            facts,
        });
    }
    report
}

/// What is wrong with a given fact: a value that is not of its type would quietly count as unknown.
fn fault(rulebook: &Rulebook, name: &str, value: &Value) -> Option<String> {
    let declared = rulebook.declared.get(name).map(Asked::kind);
    let Some(kind) = declared.or_else(|| vocabulary::find(name).map(|e| Kind::of(e.kind))) else {
        return Some(format!("unknown fact {name}"));
    };
    if !kind.admits(value) {
        return Some(format!("{name} cannot be {value:?}"));
    }
    let (Kind::List(fields), Value::List(items)) = (kind, value) else {
        return None;
    };
    for item in items {
        let Value::Map(given) = item else {
            return Some(format!("{name} has elements with fields, not {item:?}"));
        };
        for (field, value) in given {
            match fields.iter().find(|f| f.name == field) {
                None => return Some(format!("unknown field {name}[].{field}")),
                Some(f) if !Kind::of(f.kind).admits(value) => {
                    return Some(format!("{name}[].{field} cannot be {value:?}"));
                }
                Some(_) => {}
            }
        }
    }
    None
}

fn clause_of(obligation: &Obligation) -> &str {
    match obligation {
        Obligation::Approve { clause, .. }
        | Obligation::Notify { clause, .. }
        | Obligation::Ask { clause, .. }
        | Obligation::Register { clause, .. }
        | Obligation::Deadline { clause, .. }
        | Obligation::Route { clause, .. }
        | Obligation::Hold { clause }
        | Obligation::Duty { clause, .. }
        | Obligation::Retain { clause, .. }
        | Obligation::Label { clause, .. } => clause,
    }
}

fn word_of(obligation: &Obligation) -> String {
    match obligation {
        Obligation::Approve { role, .. } => format!("approve:{}", role.as_str()),
        Obligation::Notify { role, .. } => format!("notify:{}", role.as_str()),
        Obligation::Ask { name, .. } => format!("ask:{name}"),
        Obligation::Register { name, .. } => format!("register:{name}"),
        Obligation::Deadline {
            business_days: Some(days),
            ..
        } => format!("deadline:{days}d"),
        Obligation::Deadline { hours, .. } => format!("deadline:{}h", hours.unwrap_or_default()),
        Obligation::Route { matter, .. } => format!("route:{}", matter.as_str()),
        Obligation::Hold { .. } => "hold".to_owned(),
        Obligation::Label { .. } => "label".to_owned(),
        Obligation::Retain { .. } => "retain".to_owned(),
        // It comes up by what the channel has been, not by the calendar.
        Obligation::Duty {
            kind: DutyKind::Cadence,
            ..
        } => "cadence".to_owned(),
        Obligation::Duty { kind, of, period, .. } => [
            Some(kind.as_str()),
            of.map(crate::RecordOf::as_str),
            period.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(":"),
    }
}
