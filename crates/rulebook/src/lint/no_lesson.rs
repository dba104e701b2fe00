//! A clause that is taught, and no lesson that teaches it.

use super::desk::Desk;
use super::{Lint, Rule, Severity};
use crate::coverage::{ClauseCoverage, Gap};

/// See `no_lesson.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT002",
    name: "no-lesson",
    severity: Severity::Error,
    page: include_str!("no_lesson.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        let lacks = |c: &ClauseCoverage| c.gaps.contains(&Gap::NoLesson);
        if desk.covered(sheet.clause).is_some_and(lacks) {
            out.push(sheet.lint(&RULE, "id", ""));
        }
    }
}
