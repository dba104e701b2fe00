//! `notify`: somebody is told; nobody waits.

use super::{Does, Effect, Site, approve::roles};
use crate::lang::Names;
use crate::pack::Table;
use crate::{Obligation, Outcome};
use model::person::Role;

#[derive(Debug)]
struct Notify(Vec<Role>);

impl Effect for Notify {
    fn does(&self) -> Does {
        Does::Tells(self.0.clone())
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        for role in &self.0 {
            site.obligations.push(Obligation::Notify {
                role: *role,
                clause: site.clause.to_owned(),
            });
        }
        Outcome::Pass
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let roles = table.words("roles", Role::parse, &roles());
    if roles.is_empty() {
        table.missing("roles", "at least one role");
    }
    Some(Box::new(Notify(roles)))
}
