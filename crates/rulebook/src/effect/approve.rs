//! `approve`: ordered steps, each by somebody with a role. Steps of several clauses are joined, and a role that is
//! asked twice is asked once.

use super::{Effect, Site};
use crate::lang::Names;
use crate::pack::Table;
use crate::{Obligation, Outcome};
use model::person::Role;

#[derive(Debug)]
struct Approve(Vec<Role>);

impl Effect for Approve {
    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        for role in &self.0 {
            let taken = site.obligations.iter().filter_map(|o| match o {
                Obligation::Approve { role, .. } => Some(*role),
                _ => None,
            });
            let roles: Vec<_> = taken.collect();
            if roles.contains(role) {
                continue;
            }
            let step = u32::try_from(roles.len()).unwrap_or(u32::MAX).saturating_add(1);
            site.obligations.push(Obligation::Approve {
                step,
                role: *role,
                any: false,
                clause: site.clause.to_owned(),
            });
        }
        Outcome::RequireApproval
    }
}

/// Role words, for messages.
pub(super) fn roles() -> Vec<&'static str> {
    Role::ALL.iter().map(|r| r.as_str()).collect()
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let mut steps = Vec::new();
    for step in table.tables("steps") {
        if !step.has("role") {
            step.missing("role", &roles().join(", "));
        }
        steps.extend(step.word("role", Role::parse, &roles()));
        step.close();
    }
    if steps.is_empty() {
        table.missing("steps", "at least one step");
    }
    Some(Box::new(Approve(steps)))
}
