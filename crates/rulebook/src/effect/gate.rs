//! `gate`: the step is taken only when the clause's `require` holds.

use super::{Does, Effect, OnFail, Responses, Site};
use crate::Outcome;
use crate::lang::Names;
use crate::pack::Table;

#[derive(Debug)]
struct Gate(Responses);

impl Effect for Gate {
    fn does(&self) -> Does {
        Does::Checks {
            on_fail: self.0.on_fail.outcome(),
            on_unknown: self.0.on_unknown.outcome(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        self.0.outcome(site.met)
    }

    fn responses(&mut self) -> Option<&mut Responses> {
        Some(&mut self.0)
    }

    fn on_fail(&self) -> Option<OnFail> {
        Some(self.0.on_fail)
    }

    fn on_unknown(&self) -> Outcome {
        self.0.on_unknown.outcome()
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    Some(Box::new(Gate(Responses::read(table))))
}
