//! A duty in the words of a page.

use crate::Actor;
use model::duty::{ACKNOWLEDGE, Duty, DutyState, NOTIFY};
use model::{Id as _, Millis};
use rulebook::Rulebook;
use serde::Serialize;
use std::collections::HashMap;

/// A duty as somebody reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DutyView {
    /// Id.
    pub id: String,
    /// Kind word: `task`, `watch`, `procedure`, `record`, `report`, `acknowledge`, `cadence`, `notice`, `notify`.
    pub kind: String,
    /// What is to be done; of a notice what it tells.
    pub what: String,
    /// Clause id.
    pub clause: String,
    /// Section of the document; empty for advice of the product.
    pub section: String,
    /// Title of the clause; its id when the guideline no longer has it.
    pub title: String,
    /// What the clause says.
    pub says: String,
    /// True when the product advises it and the document is silent.
    pub product_default: bool,
    /// Word of what it is about.
    pub subject: String,
    /// Id of what it is about.
    pub subject_id: String,
    /// Its name; may be empty.
    pub about: String,
    /// Period; a date or a digest for duties that follow from something that happened.
    pub period: String,
    /// Role words of those it falls to.
    pub roles: Vec<String>,
    /// The one person it is meant for; empty when it is anybody with the role.
    pub person: String,
    /// Steps: what, and when it was done in milliseconds.
    pub steps: Vec<(String, Option<i64>)>,
    /// What a record holds; empty for other kinds.
    pub record_of: String,
    /// How saved files are named; may be empty.
    pub naming: String,
    /// Role words of those to whom it is reported.
    pub report_to: Vec<String>,
    /// `note`, `link` or `none`.
    pub evidence: String,
    /// When it was opened, in milliseconds.
    pub opened_at: i64,
    /// When it is due, in milliseconds.
    pub due_at: i64,
    /// Whether it is open and its time has passed.
    pub overdue: bool,
    /// Word of the state.
    pub state: String,
    /// Why it was skipped, in a person's words, or lapsed, as a key.
    pub reason: String,
    /// What was noted.
    pub note: String,
    /// Where it can be seen.
    pub link: String,
    /// Who did or skipped it; may be empty.
    pub done_by: String,
    /// When it was done, skipped or lapsed, in milliseconds.
    pub done_at: Option<i64>,
    /// Whether the reader may do it now.
    pub mine: bool,
    /// Whether it is done by acknowledging the guideline.
    pub acknowledge: bool,
    /// Whether seeing it is doing it.
    pub notice: bool,
    /// Optimistic version.
    pub version: i64,
}

impl DutyView {
    /// A duty in the actor's language. `names` are people's by id.
    pub(super) fn of(
        book: &Rulebook,
        actor: &Actor,
        names: &HashMap<String, String>,
        now: Millis,
        duty: Duty,
    ) -> Self {
        let locale = actor.locale;
        let clause = book.clause(&duty.clause);
        let text = |of: Option<&model::Texts>| of.map(|t| t.get(locale).to_owned()).unwrap_or_default();
        let name = |id: Option<&model::PersonId>| {
            id.and_then(|id| names.get(id.as_str()).cloned())
                .unwrap_or_default()
        };
        let words = |roles: &[model::person::Role]| roles.iter().map(|r| r.as_str().to_owned()).collect();
        Self {
            id: duty.id.as_str().to_owned(),
            what: duty.what.get(locale).to_owned(),
            section: clause.map(|c| c.section.clone()).unwrap_or_default(),
            title: clause.map_or_else(|| duty.clause.clone(), |c| c.title.get(locale).to_owned()),
            says: text(clause.map(|c| &c.says)),
            product_default: clause.is_some_and(|c| c.product_default),
            subject: duty.subject.as_str().to_owned(),
            subject_id: duty.subject_id.clone(),
            about: duty.about.clone(),
            period: duty.period.clone(),
            roles: words(&duty.roles),
            person: name(duty.person.as_ref()),
            steps: duty
                .steps
                .iter()
                .map(|s| (s.what.get(locale).to_owned(), s.done_at.map(|at| at.0)))
                .collect(),
            record_of: duty.record_of.clone(),
            naming: duty.naming.clone(),
            report_to: words(&duty.report_to),
            evidence: duty.evidence.as_str().to_owned(),
            opened_at: duty.opened_at.0,
            due_at: duty.due_at.0,
            overdue: duty.is_overdue(now),
            state: duty.state.as_str().to_owned(),
            done_by: name(duty.done_by.as_ref()),
            done_at: duty.done_at.map(|at| at.0),
            mine: duty.state == DutyState::Open && duty.falls_to(&actor.person),
            acknowledge: duty.kind == ACKNOWLEDGE,
            notice: duty.kind == NOTIFY,
            version: duty.version,
            clause: duty.clause,
            kind: duty.kind,
            reason: duty.reason,
            note: duty.note,
            link: duty.link,
        }
    }
}
