//! A step of approval for a role that may not approve.

use super::desk::{Desk, place};
use super::{Lint, Rule, Severity};
use model::person::{Permission, Role};

/// See `approver_nobody.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT017",
    name: "approver-nobody",
    severity: Severity::Error,
    page: include_str!("approver_nobody.md"),
    look,
};

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        for part in sheet.parts.iter().filter(|p| p.kind == "approve") {
            for step in part.effect.tables("steps") {
                let role = step.text("role").and_then(|word| Role::parse(&word));
                if let Some(role) = role
                    && !role.permissions().contains(&Permission::Approve)
                {
                    let detail = role.as_str().to_owned();
                    out.push(place(&RULE, &step, "role", sheet.clause.id.clone(), detail));
                }
            }
        }
    }
}
