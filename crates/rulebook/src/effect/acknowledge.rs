//! `acknowledge`: people read the guideline and say so. Who gets a role or a new version has it to do; who writes
//! without having done it is told so, or stopped.

use super::duty::{Duty, Timing};
use super::{Does, Effect, OnFail, Site};
use crate::lang::{Kind, Names};
use crate::pack::Table;
use crate::{DutyKind, Event, Outcome, Value};

#[derive(Debug)]
struct Acknowledge {
    duty: Duty,
    on_fail: OnFail,
}

impl Effect for Acknowledge {
    fn does(&self) -> Does {
        Does::Acknowledges {
            roles: self.duty.roles.clone(),
            on_fail: self.on_fail.outcome(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        let people = matches!(site.event, Event::PersonRole | Event::GuidelineAdopt);
        let fact = match site.event {
            Event::GuidelineAdopt => None,
            Event::PersonRole => Some("person.acknowledged"),
            _ => Some("author.acknowledged"),
        };
        let known = fact.and_then(|name| site.env.fact(name, &Kind::Bool));
        if known == Some(&Value::Bool(true)) {
            return Outcome::Pass;
        }
        if people {
            self.duty.fall_today(site);
            return Outcome::Pass;
        }
        match known {
            Some(_) => self.on_fail.outcome(),
            None => Outcome::Pass,
        }
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let duty = Duty::read(table, DutyKind::Acknowledge);
    if matches!(duty.timing, Timing::Recurring { .. }) {
        table.problem(
            "unknown-key",
            &table.place("every"),
            "every",
            "no `every`: it falls when somebody gets a role, and when a version is adopted",
        );
    }
    Some(Box::new(Acknowledge {
        duty,
        on_fail: table
            .word("on_fail", OnFail::parse, &OnFail::ALL)
            .unwrap_or(OnFail::Warn),
    }))
}
