//! A deadline in hours that runs through the weekend.

use super::desk::Desk;
use super::{Lint, Rule, Severity};

/// See `deadline_without_calendar.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT010",
    name: "deadline-without-calendar",
    severity: Severity::Warning,
    page: include_str!("deadline_without_calendar.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        for part in sheet.parts.iter().filter(|p| p.kind == "deadline") {
            if part.effect.has("hours") && !part.effect.has("pause") {
                let hours = part.effect.count("hours", 1, 24 * 366).unwrap_or_default();
                out.push(sheet.lint_part(part, &RULE, "hours", hours.to_string()));
            }
        }
    }
}
