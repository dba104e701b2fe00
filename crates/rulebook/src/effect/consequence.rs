//! `consequence`: what breaking the guideline may lead to. Stated; the product never does it.

use super::{Does, Effect, Site, Stated};
use crate::Outcome;
use crate::lang::Names;
use crate::pack::Table;
use model::Texts;

#[derive(Debug)]
struct Consequence(Texts);

impl Effect for Consequence {
    fn does(&self) -> Does {
        Does::States(self.0.clone())
    }

    fn apply<'f>(&'f self, _: &mut Site<'_, 'f>) -> Outcome {
        Outcome::Pass
    }

    fn stated(&self) -> Option<(Stated, &Texts)> {
        Some((Stated::Consequence, &self.0))
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    Some(Box::new(Consequence(table.need_texts("text", true))))
}
