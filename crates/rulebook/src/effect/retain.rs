//! `retain`: how long something is kept, and what happens then.

use super::{Does, Effect, Site};
use crate::lang::Names;
use crate::pack::Table;
use crate::{Keep, Obligation, Outcome, RetainOf, RetainThen};

/// A time of keeping.
#[derive(Debug)]
pub(crate) struct Retain {
    pub(crate) of: RetainOf,
    pub(crate) keep: Keep,
    pub(crate) then: RetainThen,
    decision: String,
}

impl Effect for Retain {
    fn does(&self) -> Does {
        Does::Keeps {
            of: self.of,
            keep: self.keep,
            then: self.then,
            decision: self.decision.clone(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        site.obligations.push(Obligation::Retain {
            of: self.of,
            keep: self.keep,
            then: self.then,
            decision: self.decision.clone(),
            clause: site.clause.to_owned(),
        });
        Outcome::Pass
    }

    fn retain(&self) -> Option<&Retain> {
        Some(self)
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let of: Vec<_> = RetainOf::ALL.iter().map(|w| w.as_str()).collect();
    let then: Vec<_> = RetainThen::ALL.iter().map(|w| w.as_str()).collect();
    for (key, words) in [("of", &of), ("then", &then)] {
        if !table.has(key) {
            table.missing(key, &words.join(", "));
        }
    }
    if !table.has("keep") {
        table.missing("keep", EXPECTED);
    }
    let what = table.word("of", RetainOf::parse, &of);
    let after = table.word("then", RetainThen::parse, &then);
    let decision = table.text("decision").unwrap_or_default();
    let keep = keep(table);
    Some(Box::new(Retain {
        of: what?,
        keep: keep?,
        then: after?,
        decision,
    }))
}

const EXPECTED: &str = "{ days = N }, { months = N }, { years = N } or { until_weeded = true }";

fn keep(table: &Table<'_>) -> Option<Keep> {
    // As packs said it first, and packs of municipalities' own may say it still.
    if table.is_text("keep") {
        return table.word(
            "keep",
            |w| (w == "until-weeded").then_some(Keep::UntilWeeded),
            &["until-weeded"],
        );
    }
    let inner = table.table("keep")?;
    let given: Vec<Keep> = [
        inner.count("days", 1, 36_600).map(Keep::Days),
        inner.count("months", 1, 1_200).map(Keep::Months),
        inner.count("years", 1, 1_000).map(Keep::Years),
        inner
            .boolean("until_weeded")
            .filter(|yes| *yes)
            .map(|_| Keep::UntilWeeded),
    ]
    .into_iter()
    .flatten()
    .collect();
    inner.close();
    if given.len() != 1 {
        table.problem("wrong-type", &table.place("keep"), "keep", EXPECTED);
    }
    given.into_iter().next()
}
