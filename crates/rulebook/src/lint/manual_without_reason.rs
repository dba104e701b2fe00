//! A clause that the product leaves to people, with next to no word of why.

use super::desk::Desk;
use super::{Lint, Rule, Severity};
use crate::Status;

/// See `manual_without_reason.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT011",
    name: "manual-without-reason",
    severity: Severity::Error,
    page: include_str!("manual_without_reason.md"),
    look,
};

/// Shortest reason that can say anything, in characters.
const LEAST: usize = 20;

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        let reason = sheet.clause.manual_reason.get(desk.language).trim();
        if sheet.clause.status == Status::Manual && reason.chars().count() < LEAST {
            out.push(sheet.lint(&RULE, "manual_reason", reason));
        }
    }
}
