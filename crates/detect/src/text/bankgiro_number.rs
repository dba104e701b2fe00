//! Swedish bankgiro numbers.

use super::{Cue, Gap, NumberDetector, Seen};
use crate::{Confidence, Rule, Severity};
use model::org_number::luhn;
use std::ops::RangeInclusive;

/// See `bankgiro_number.md`.
pub struct BankgiroNumber;

static RULE: Rule = Rule {
    code: "TXT013",
    name: "bankgiro-number",
    severity: Severity::Hint,
    page: include_str!("bankgiro_number.md"),
    languages: &[],
    parameters: &[],
};

impl NumberDetector for BankgiroNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn digits(&self) -> RangeInclusive<usize> {
        7..=8
    }

    fn judge(&self, seen: &Seen<'_>) -> Option<Confidence> {
        let number = &seen.number;
        let shaped = (number.is_shaped(&[3, 4]) || number.is_shaped(&[4, 4]))
            && matches!(number.last_gap(), Gap::Hyphen | Gap::Space);
        if seen.cue() != Cue::Bankgiro || !(shaped || number.is_solid()) {
            return None;
        }
        match (luhn(number.digits), shaped) {
            (true, _) => Some(Confidence::High),
            (false, true) => Some(Confidence::Low),
            (false, false) => None,
        }
    }
}
