//! A clause that rests on law which nobody has checked, and is in force.

use super::desk::Desk;
use super::{Lint, Rule, Severity};

/// See `unverified_law.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT012",
    name: "unverified-law",
    severity: Severity::Error,
    page: include_str!("unverified_law.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        let clause = sheet.clause;
        let rests = clause.section.is_empty() && !clause.product_default && !clause.basis.is_empty();
        let off = sheet.table.boolean("off") == Some(true);
        if rests && !off && clause.basis.iter().all(|b| !b.verified) {
            let laws: Vec<_> = clause.basis.iter().map(|b| b.law.as_str()).collect();
            out.push(sheet.lint(&RULE, "basis", laws.join("; ")));
        }
    }
}
