//! `advice`, `teach`: text only. Nothing is asked, checked or kept.

use super::{Does, Effect, Site};
use crate::Outcome;
use crate::lang::Names;
use crate::pack::Table;

#[derive(Debug)]
struct Advice;

impl Effect for Advice {
    fn does(&self) -> Does {
        Does::Words
    }

    fn apply<'f>(&'f self, _: &mut Site<'_, 'f>) -> Outcome {
        Outcome::Pass
    }
}

pub(super) fn read(_: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    Some(Box::new(Advice))
}
