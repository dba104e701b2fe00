//! The guideline at work: each clause, what the system does for it, the evidence of the last twelve months, the gaps.
mod at_work;
mod clause;
mod gaps;
mod house_rules;
mod lessons;
mod oscal;
mod proof;
mod sentence;
mod spreadsheet;
mod tally;
pub use at_work::{AtWork, ClauseAtWork, Doing, Origin, at_work};
pub(crate) use at_work::{bare, in_order};
pub(crate) use clause::page_of;
pub use clause::{ClausePage, ConditionView, DecisionLine, DutyLine, Law, clause};
pub use gaps::Gap;
pub use house_rules::{HouseRules, PublicGround, Stated, house_rules};
pub use lessons::{LessonView, Lessons, lessons, take};
pub use oscal::{assessment_results, catalog};
pub use proof::{Counts, Proof};
pub(crate) use sentence::sentences;
pub use sentence::{Named, Sentence};
pub use spreadsheet::spreadsheet;
pub(crate) use tally::tally;

use jiff::ToSpan as _;
use model::municipality::Municipality;
use model::{Millis, calendar};

/// The local day twelve months before `now` (ISO), and its first instant.
fn year_before(municipality: &Municipality, now: Millis) -> (String, Millis) {
    let zone = calendar::zone(municipality.country);
    let today = now.timestamp().to_zoned(zone.clone()).date();
    let day = today.saturating_sub(1.year());
    let first = day.to_zoned(zone).map_or(now, |z| z.timestamp().into());
    (day.to_string(), first)
}

/// The local day of `at`, ISO.
fn local_day(municipality: &Municipality, at: Millis) -> String {
    let zone = calendar::zone(municipality.country);
    at.timestamp().to_zoned(zone).date().to_string()
}
