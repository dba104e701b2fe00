//! A clause whose time is over.

use super::desk::Desk;
use super::{Lint, Rule, Severity};

/// See `clause_ended.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT020",
    name: "clause-ended",
    severity: Severity::Warning,
    page: include_str!("clause_ended.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        if let Some(to) = sheet.clause.valid_to.as_deref().filter(|to| *to < desk.today) {
            out.push(sheet.lint(&RULE, "valid_to", to));
        }
    }
}
