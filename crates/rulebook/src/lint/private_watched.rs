//! What people say for themselves is watched or reported.

use super::desk::{Desk, Part};
use super::{Lint, Rule, Severity};
use crate::{Capacity, Status};

/// See `private_watched.md`.
pub(super) static RULE: Rule = Rule {
    code: "LNT013",
    name: "private-watched",
    severity: Severity::Error,
    page: include_str!("private_watched.md"),
    look,
};

/// Kinds that look at somebody, or tell others.
const WATCHING: [&str; 3] = ["watch", "report", "record"];

fn look(desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for sheet in &desk.sheets {
        match sheet.clause.capacity {
            Capacity::Private if matches!(sheet.clause.status, Status::Automated | Status::Attested) => {
                out.push(sheet.lint(&RULE, "status", sheet.clause.status.as_str()));
            }
            // Both capacities at once: what is demanded officially must not reach the private part.
            Capacity::Any => {
                let about_people = |p: &&Part<'_>| {
                    WATCHING.contains(&p.kind.as_str())
                        && sheet.clause.applies_to.iter().any(|e| e.area() == "person")
                };
                for part in sheet.parts.iter().filter(about_people) {
                    out.push(sheet.lint_part(part, &RULE, "kind", part.kind.clone()));
                }
            }
            _ => {}
        }
    }
}
