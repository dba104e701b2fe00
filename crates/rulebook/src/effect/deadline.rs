//! `deadline`: an answer is due within working days or hours.

use super::{Effect, Site};
use crate::lang::Names;
use crate::pack::Table;
use crate::{Obligation, Outcome};

#[derive(Debug)]
struct Deadline {
    business_days: Option<u32>,
    hours: Option<u32>,
    holding_reply: bool,
}

impl Effect for Deadline {
    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        site.obligations.push(Obligation::Deadline {
            business_days: self.business_days,
            hours: self.hours,
            holding_reply: self.holding_reply,
            pause_weekend: false,
            escalate_to: Vec::new(),
            clause: site.clause.to_owned(),
        });
        Outcome::Pass
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
    }))
}
