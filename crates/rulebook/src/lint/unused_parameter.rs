//! A parameter that no clause reads.

use super::desk::{Desk, place};
use super::{Lint, Rule, Severity};

/// See `unused_parameter.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT018",
    name: "unused-parameter",
    severity: Severity::Warning,
    page: include_str!("unused_parameter.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for (name, table) in &desk.params {
        let used = desk
            .text
            .split(&format!("params.{name}"))
            .skip(1)
            .any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        if !used {
            out.push(place(&RULE, table, "value", String::new(), name.clone()));
        }
    }
}
