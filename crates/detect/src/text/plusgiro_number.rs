//! Swedish plusgiro numbers.

use super::{Cue, Gap, NumberDetector, Seen};
use crate::{Confidence, Rule, Severity};
use model::org_number::luhn;
use std::ops::RangeInclusive;

/// See `plusgiro_number.md`.
pub struct PlusgiroNumber;

static RULE: Rule = Rule {
    code: "TXT014",
    name: "plusgiro-number",
    severity: Severity::Hint,
    page: include_str!("plusgiro_number.md"),
    languages: &[],
    parameters: &[],
};

impl NumberDetector for PlusgiroNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn digits(&self) -> RangeInclusive<usize> {
        3..=8
    }

    fn judge(&self, seen: &Seen<'_>) -> Option<Confidence> {
        let number = &seen.number;
        let check = number.groups.last().is_some_and(|group| group.count() == 1);
        let shaped = check && number.alone && number.last_gap() == Gap::Hyphen;
        if seen.cue() != Cue::Plusgiro || !(shaped || number.is_solid()) {
            return None;
        }
        match (luhn(number.digits), shaped) {
            (true, true) => Some(Confidence::High),
            (true, false) => Some(Confidence::Medium),
            (false, true) => Some(Confidence::Low),
            (false, false) => None,
        }
    }
}
