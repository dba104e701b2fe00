//! `approve`: ordered steps, each by somebody with a role, or one step for anybody of several. Steps of several
//! clauses are joined, and a role that is asked twice is asked once.

use super::{Does, Effect, Site};
use crate::lang::Names;
use crate::pack::Table;
use crate::{Obligation, Outcome};
use model::person::Role;

#[derive(Debug)]
struct Approve {
    steps: Vec<Role>,
    /// One of the steps is enough.
    any: bool,
    copy_to: Vec<Role>,
}

impl Approve {
    /// Roles that must approve already, and the number of the next step.
    fn taken(site: &Site<'_, '_>) -> (Vec<Role>, u32) {
        let mut roles = Vec::new();
        let mut last = 0;
        for obligation in site.obligations.iter() {
            if let Obligation::Approve { role, step, any, .. } = obligation {
                last = last.max(*step);
                if !any {
                    roles.push(*role);
                }
            }
        }
        (roles, last.saturating_add(1))
    }

    fn step(&self, site: &mut Site<'_, '_>, step: u32, role: Role) {
        site.obligations.push(Obligation::Approve {
            step,
            role,
            any: self.any,
            clause: site.clause.to_owned(),
        });
    }
}

impl Effect for Approve {
    fn does(&self) -> Does {
        Does::Approves {
            steps: self.steps.clone(),
            any: self.any,
            copy_to: self.copy_to.clone(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        let (taken, next) = Self::taken(site);
        if self.any {
            // Somebody of them approves anyway: that is enough.
            if !self.steps.iter().any(|r| taken.contains(r)) {
                for role in &self.steps {
                    self.step(site, next, *role);
                }
            }
        } else {
            for role in &self.steps {
                let (taken, next) = Self::taken(site);
                if !taken.contains(role) {
                    self.step(site, next, *role);
                }
            }
        }
        for role in &self.copy_to {
            site.obligations.push(Obligation::Notify {
                role: *role,
                clause: site.clause.to_owned(),
            });
        }
        Outcome::RequireApproval
    }

    fn chain(&self) -> &[Role] {
        if self.any { &[] } else { &self.steps }
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
    let any = table.boolean("any").unwrap_or(false);
    Some(Box::new(Approve {
        // One of one is simply that one.
        any: any && steps.len() > 1,
        steps,
        copy_to: table.words("copy_to", Role::parse, &roles()),
    }))
}
