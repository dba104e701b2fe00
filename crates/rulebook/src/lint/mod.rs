//! What is unwise or unlawful in a pack that loads: coded rules, one a file. A rule has a spec `<name>.md` beside it,
//! whose cases are its test and whose text is its page `docs/rules/lint/<CODE>.md`. What a finding says, and what
//! mends it, are the locale messages `lint-<name>` and `lint-<name>-todo`.

mod approver_nobody;
mod blocking_without_end;
mod clause_ended;
mod consent_only;
mod deadline_without_calendar;
mod desk;
mod hiding_without_safeguards;
mod language_missing;
mod manual_without_reason;
mod many_questions;
mod may_that_blocks;
mod modality_word;
mod never_waivable;
mod no_lesson;
mod no_scenario;
mod private_watched;
mod question_twice;
mod retention_without_decision;
mod should_that_blocks;
mod unused_parameter;
mod unverified_law;
mod viewpoint_ground;
mod words;

use crate::Rulebook;
use desk::Desk;
pub use many_questions::questions_before_a_plain_post;
use serde::Serialize;

model::words! {
    /// How much a finding weighs.
    Severity {
        /// Worth a thought.
        Hint = "hint",
        /// Should be mended.
        Warning = "warning",
        /// Must be mended before the pack is used.
        Error = "error",
    }
}

/// A rule's identity card.
#[derive(Debug)]
pub struct Rule {
    /// Stable code: `LNT` and three digits.
    pub code: &'static str,
    /// Kebab-case name.
    pub name: &'static str,
    /// Severity of its findings.
    pub severity: Severity,
    /// Its spec in Markdown, which is also its documentation page.
    pub page: &'static str,
    look: fn(&Desk<'_>, &mut Vec<Lint>),
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lint {
    /// Code of the rule.
    pub code: &'static str,
    /// Name of the rule; the texts for people are `lint-<name>` and `lint-<name>-todo`.
    pub name: &'static str,
    /// Weight.
    pub severity: Severity,
    /// File as it was given.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// Clause; empty when it is about the pack as a whole.
    pub clause: String,
    /// What was found, in the pack's own words: keys, names, dates, a word of the text. May be empty.
    pub detail: String,
}

/// Every rule, in order of its code.
static RULES: [&Rule; 21] = [
    &no_scenario::RULE,
    &no_lesson::RULE,
    &may_that_blocks::RULE,
    &should_that_blocks::RULE,
    &hiding_without_safeguards::RULE,
    &viewpoint_ground::RULE,
    &consent_only::RULE,
    &retention_without_decision::RULE,
    &blocking_without_end::RULE,
    &deadline_without_calendar::RULE,
    &manual_without_reason::RULE,
    &unverified_law::RULE,
    &private_watched::RULE,
    &language_missing::RULE,
    &question_twice::RULE,
    &many_questions::RULE,
    &approver_nobody::RULE,
    &unused_parameter::RULE,
    &never_waivable::RULE,
    &clause_ended::RULE,
    &modality_word::RULE,
];

/// Every rule, in order of its code.
#[must_use]
pub fn rules() -> &'static [&'static Rule] {
    &RULES
}

/// Looks at the clauses of `rulebook`'s own pack. `files` are those it was loaded from, with its tests and lessons;
/// `today` is an ISO date. Gravest first, then by place.
#[must_use]
pub fn lint<P: AsRef<str>, T: AsRef<str>>(rulebook: &Rulebook, files: &[(P, T)], today: &str) -> Vec<Lint> {
    let mut out = Vec::new();
    desk::with(rulebook, files, today, |desk| {
        for rule in RULES {
            (rule.look)(desk, &mut out);
        }
    });
    out.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then_with(|| (&a.file, a.line, a.code).cmp(&(&b.file, b.line, b.code)))
    });
    out
}
