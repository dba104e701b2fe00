//! A clause that gives leave or informs, and stops people.

use super::desk::Desk;
use super::{Lint, Rule, Severity};
use crate::Modality;

/// See `may_that_blocks.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT003",
    name: "may-that-blocks",
    severity: Severity::Error,
    page: include_str!("may_that_blocks.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        if !matches!(sheet.clause.modality, Modality::May | Modality::Informative) {
            continue;
        }
        for part in sheet.parts.iter().filter(|p| p.blocks() && !p.advised) {
            out.push(sheet.lint_part(part, &RULE, "on_fail", sheet.clause.modality.as_str()));
        }
    }
}
