//! `watch`: somebody looks at the channel, several times a day, each day or each week.

use super::duty::{Duty, Timing};
use super::period::Every;
use super::{Does, Effect, Falls, Recurs, Site};
use crate::lang::Names;
use crate::pack::Table;
use crate::{Due, DutyKind, Outcome};
use jiff::civil::Date;
use model::calendar::is_business_day;
use model::municipality::{Country, OfficeHours};

#[derive(Debug)]
struct Watch {
    duty: Duty,
    every: Every,
    times: u32,
    /// Only on days that are neither Saturday, Sunday nor a public holiday.
    working: bool,
}

impl Effect for Watch {
    fn does(&self) -> Does {
        self.duty.told(Falls::Each {
            every: self.every,
            times: self.times,
            windows: Vec::new(),
            working: self.working,
        })
    }

    fn apply<'f>(&'f self, site: &mut Site<'_, 'f>) -> Outcome {
        let (period, last) = self.every.period(site.day);
        for time in 1..=self.times {
            let period = if self.times == 1 {
                period.clone()
            } else {
                format!("{period}.{time}")
            };
            self.duty
                .fall(site, Due::On(last.to_string()), Some(period), false);
        }
        Outcome::Pass
    }

    fn concerns(&self, day: Date, country: Country) -> bool {
        !self.working || self.every != Every::Day || is_business_day(day, country, &OfficeHours::default())
    }

    fn recurs(&self) -> Recurs {
        Recurs::ByCalendar
    }
}

pub(super) fn read(table: &Table<'_>, _: &dyn Names) -> Option<Box<dyn Effect>> {
    let often = [Every::Day, Every::Week];
    let words: Vec<_> = often.iter().map(|w| w.as_str()).collect();
    if table.has("times_per_day") == table.has("every") {
        table.missing("times_per_day", "exactly one of times_per_day and every");
    }
    let every = table.word("every", |w| Every::parse(w).filter(|e| often.contains(e)), &words);
    let days = ["working", "all"];
    let working = table
        .word("days", |w| days.contains(&w).then(|| w == "working"), &days)
        .unwrap_or(true);
    let mut duty = Duty::untimed(table, DutyKind::Watch);
    let every = every.unwrap_or(Every::Day);
    duty.timing = Timing::Recurring {
        every,
        windows: Vec::new(),
    };
    Some(Box::new(Watch {
        duty,
        every,
        times: table.count("times_per_day", 1, 24).unwrap_or(1),
        working,
    }))
}
