//! `house-rule`: what visitors of the municipality's channels are told to keep to; shown on a public page.

use super::{Does, Effect, Site, Stated};
use crate::Outcome;
use crate::lang::Names;
use crate::pack::Table;
use model::Texts;

#[derive(Debug)]
struct HouseRule(Texts);

impl Effect for HouseRule {
    fn does(&self) -> Does {
        Does::States(self.0.clone())
    }

    fn apply<'f>(&'f self, _: &mut Site<'_, 'f>) -> Outcome {
        Outcome::Pass
    }

    fn stated(&self) -> Option<(Stated, &Texts)> {
        Some((Stated::HouseRule, &self.0))
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    Some(Box::new(HouseRule(table.need_texts("text", true))))
}
