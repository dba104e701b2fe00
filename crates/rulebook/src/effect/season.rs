//! `mode` with the name `election` or `holiday`: in certain weeks, posts are not as on other days.

use super::period::{Window, windows};
use super::{Does, Effect, Responses, Site};
use crate::Outcome;
use crate::lang::Truth;
use crate::pack::Table;
use jiff::civil::Date;
use model::Texts;
use model::municipality::Country;

model::words! {
    /// A season of the year with rules of its own.
    SeasonName {
        /// Before an election.
        Election = "election",
        /// Holidays, when few are at work.
        Holiday = "holiday",
    }
}

/// A clause on a season.
#[derive(Debug)]
pub(crate) struct Season {
    pub(crate) name: SeasonName,
    pub(crate) windows: Vec<Window>,
    pub(crate) text: Texts,
    pub(crate) topics: Vec<String>,
    responses: Responses,
}

impl Effect for Season {
    fn does(&self) -> Does {
        Does::Season {
            name: self.name,
            windows: self.windows.clone(),
            text: self.text.clone(),
            on_fail: self.responses.on_fail.outcome(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        // Without `require`, being in season is what it is about.
        let met = if site.required { site.met } else { Truth::False };
        self.responses.outcome(met)
    }

    fn concerns(&self, day: Date, _: Country) -> bool {
        self.windows.iter().any(|w| w.around(day).is_some())
    }

    fn responses(&mut self) -> Option<&mut Responses> {
        Some(&mut self.responses)
    }

    fn on_unknown(&self) -> Outcome {
        self.responses.on_unknown.outcome()
    }

    fn season(&self) -> Option<&Season> {
        Some(self)
    }
}

pub(super) fn read(table: &Table<'_>, name: SeasonName) -> Option<Box<dyn Effect>> {
    let windows = windows(table);
    if windows.is_empty() {
        table.missing("windows", "at least one window, such as 06-20/08-15");
    }
    Some(Box::new(Season {
        name,
        windows,
        text: table.need_texts("text", true),
        topics: table.strings("topics").into_iter().map(|(t, _)| t).collect(),
        responses: Responses::read(table),
    }))
}
