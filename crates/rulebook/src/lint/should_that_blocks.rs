//! A clause that advises, and stops people.

use super::desk::Desk;
use super::{Lint, Rule, Severity};
use crate::Modality;

/// See `should_that_blocks.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT004",
    name: "should-that-blocks",
    severity: Severity::Warning,
    page: include_str!("should_that_blocks.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        if !matches!(sheet.clause.modality, Modality::Should | Modality::ShouldNot) {
            continue;
        }
        for part in sheet.parts.iter().filter(|p| p.blocks() && !p.advised) {
            out.push(sheet.lint_part(part, &RULE, "on_fail", sheet.clause.modality.as_str()));
        }
    }
}
