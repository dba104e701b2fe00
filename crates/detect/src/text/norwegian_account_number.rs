//! Norwegian bank account numbers.

use super::{Cue, Gap, NumberDetector, Seen};
use crate::{Confidence, Rule, Severity};
use model::org_number::mod11;
use std::ops::RangeInclusive;

/// See `norwegian_account_number.md`.
pub struct NorwegianAccountNumber;

static RULE: Rule = Rule {
    code: "TXT011",
    name: "norwegian-account-number",
    severity: Severity::Warning,
    page: include_str!("norwegian_account_number.md"),
    languages: &[],
    parameters: &[],
};

impl NumberDetector for NorwegianAccountNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn digits(&self) -> RangeInclusive<usize> {
        11..=11
    }

    fn is_masked(&self) -> bool {
        true
    }

    fn judge(&self, seen: &Seen<'_>) -> Option<Confidence> {
        let number = &seen.number;
        if number.has_plus() || number.is_monotonous() {
            return None;
        }
        let shaped = number.is_shaped(&[4, 2, 5]);
        let dotted = shaped && number.is_parted_by(&[Gap::Dot]);
        // The weights are those of a fødselsnummer's second check digit, so every fødselsnummer passes.
        let valid = mod11(number.digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]);
        match (seen.cue(), valid) {
            (Cue::Account, true) => Some(Confidence::High),
            (Cue::Account, false) if shaped || number.is_solid() => Some(Confidence::Low),
            (Cue::None, true) if dotted => Some(Confidence::High),
            (Cue::None, true) if shaped && number.alone => Some(Confidence::Medium),
            (Cue::Other, true) if dotted => Some(Confidence::Medium),
            _ => None,
        }
    }
}
