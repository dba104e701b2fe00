//! A clause that answers to events, and no scenario that shows how.

use super::desk::Desk;
use super::{Lint, Rule, Severity};
use crate::coverage::{ClauseCoverage, Gap};

/// See `no_scenario.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT001",
    name: "no-scenario",
    severity: Severity::Error,
    page: include_str!("no_scenario.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        let lacks = |c: &ClauseCoverage| c.gaps.contains(&Gap::NoScenario);
        if desk.covered(sheet.clause).is_some_and(lacks) {
            out.push(sheet.lint(&RULE, "id", ""));
        }
    }
}
