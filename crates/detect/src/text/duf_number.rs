//! Norwegian DUF numbers, which the immigration authorities give to those who apply for a stay.

use super::{Cue, NumberDetector, Seen};
use crate::{Confidence, Rule, Severity};
use std::ops::RangeInclusive;

/// See `duf_number.md`.
pub struct DufNumber;

static RULE: Rule = Rule {
    code: "TXT021",
    name: "duf-number",
    severity: Severity::Severe,
    page: include_str!("duf_number.md"),
    languages: &[],
    parameters: &[],
};

impl NumberDetector for DufNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn digits(&self) -> RangeInclusive<usize> {
        12..=12
    }

    fn is_masked(&self) -> bool {
        true
    }

    fn judge(&self, seen: &Seen<'_>) -> Option<Confidence> {
        let number = &seen.number;
        let year = matches!(number.value(0, 4), 1950..=2049);
        let shaped = number.is_solid() || number.is_shaped(&[4, 6, 2]) || number.is_shaped(&[4, 8]);
        (seen.cue() == Cue::Duf && year && shaped).then_some(Confidence::High)
    }
}
