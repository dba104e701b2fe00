//! Norwegian organisation numbers: told apart, since they are not personal data of themselves.

use super::{Cue, Gap, NumberDetector, Seen};
use crate::{Confidence, Rule, Severity};
use model::org_number::mod11;
use std::ops::RangeInclusive;

/// See `norwegian_organisation_number.md`.
pub struct NorwegianOrganisationNumber;

static RULE: Rule = Rule {
    code: "TXT016",
    name: "norwegian-organisation-number",
    severity: Severity::Hint,
    page: include_str!("norwegian_organisation_number.md"),
    languages: &[],
    parameters: &[],
};

impl NumberDetector for NorwegianOrganisationNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn digits(&self) -> RangeInclusive<usize> {
        9..=9
    }

    fn judge(&self, seen: &Seen<'_>) -> Option<Confidence> {
        let number = &seen.number;
        let series = matches!(number.digits.first(), Some(8 | 9));
        let shaped = number.is_shaped(&[3, 3, 3]) && number.is_parted_by(&[Gap::Space, Gap::Dot]);
        let valid = mod11(number.digits, &[3, 2, 7, 6, 5, 4, 3, 2, 1]);
        if !series || !valid || number.has_plus() || !(shaped || number.is_solid()) {
            return None;
        }
        match seen.cue() {
            Cue::Organisation => Some(Confidence::High),
            Cue::None if shaped && number.alone => Some(Confidence::Medium),
            Cue::None if number.is_solid() => Some(Confidence::Low),
            _ => None,
        }
    }
}
