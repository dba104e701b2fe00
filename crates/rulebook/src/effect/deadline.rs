//! `deadline`: an answer is due within working days or hours.

use super::approve::roles;
use super::{Does, Effect, Site};
use crate::lang::Names;
use crate::pack::Table;
use crate::{Obligation, Outcome};
use model::person::Role;

#[derive(Debug)]
struct Deadline {
    business_days: Option<u32>,
    hours: Option<u32>,
    holding_reply: bool,
    pause_weekend: bool,
    escalate_to: Vec<Role>,
}

impl Effect for Deadline {
    fn does(&self) -> Does {
        Does::Answers {
            business_days: self.business_days,
            hours: self.hours,
            holding_reply: self.holding_reply,
            pause_weekend: self.pause_weekend,
            escalate_to: self.escalate_to.clone(),
        }
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        site.obligations.push(Obligation::Deadline {
            business_days: self.business_days,
            hours: self.hours,
            holding_reply: self.holding_reply,
            pause_weekend: self.pause_weekend,
            escalate_to: self.escalate_to.clone(),
            clause: site.clause.to_owned(),
        });
        Outcome::Pass
    }

    fn deadline(&self) -> Option<(Option<u32>, Option<u32>, bool)> {
        Some((self.business_days, self.hours, self.holding_reply))
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    if table.has("business_days") == table.has("hours") {
        table.missing("business_days", "exactly one of business_days and hours");
    }
    Some(Box::new(Deadline {
        business_days: table.count("business_days", 0, 366),
        hours: table.count("hours", 1, 24 * 366),
        holding_reply: table.boolean("holding_reply").unwrap_or(false),
        pause_weekend: table
            .word("pause", |w| (w == "weekend").then_some(()), &["weekend"])
            .is_some(),
        escalate_to: table.words("escalate_to", Role::parse, &roles()),
    }))
}
