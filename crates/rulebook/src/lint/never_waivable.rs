//! A duty that stops people, and that nobody can excuse from.

use super::desk::Desk;
use super::{Lint, Rule, Severity};
use crate::Modality;

/// See `never_waivable.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT019",
    name: "never-waivable",
    severity: Severity::Hint,
    page: include_str!("never_waivable.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        let duty = matches!(sheet.clause.modality, Modality::Must | Modality::MustNot);
        let stops = sheet.parts.iter().any(|p| p.blocks() && !p.advised);
        if duty && stops && !sheet.clause.locked && sheet.clause.may_waive.is_empty() {
            out.push(sheet.lint(&RULE, "id", ""));
        }
    }
}
