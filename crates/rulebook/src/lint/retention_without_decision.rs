//! Something is disposed of, and nothing says who decided so.

use super::desk::Desk;
use super::{Lint, Rule, Severity};

/// See `retention_without_decision.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT008",
    name: "retention-without-decision",
    severity: Severity::Warning,
    page: include_str!("retention_without_decision.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        for part in sheet.parts.iter().filter(|p| p.kind == "retain") {
            let goes = part.effect.text("then").as_deref() == Some("dispose");
            let decided = part.effect.text("decision").is_some_and(|d| !d.trim().is_empty());
            if goes && !decided {
                out.push(sheet.lint_part(part, &RULE, "then", ""));
            }
        }
    }
}
