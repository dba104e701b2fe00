//! Swedish organisation numbers: told apart, since they are not personal data of themselves.

use super::{Cue, Gap, NumberDetector, Seen};
use crate::{Confidence, Rule, Severity};
use model::org_number::luhn;
use std::ops::RangeInclusive;

/// See `swedish_organisation_number.md`.
pub struct SwedishOrganisationNumber;

static RULE: Rule = Rule {
    code: "TXT017",
    name: "swedish-organisation-number",
    severity: Severity::Hint,
    page: include_str!("swedish_organisation_number.md"),
    languages: &[],
    parameters: &[],
};

impl NumberDetector for SwedishOrganisationNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn digits(&self) -> RangeInclusive<usize> {
        10..=12
    }

    fn judge(&self, seen: &Seen<'_>) -> Option<Confidence> {
        let number = &seen.number;
        // Twelve digits begin with 16, where a person has the century.
        let ten = match number.digits {
            [1, 6, ten @ ..] if ten.len() == 10 => ten,
            ten if ten.len() == 10 => ten,
            _ => return None,
        };
        // The first digit tells the form of the organisation; the third is 2 or more, so that it is no month.
        let series = matches!(ten, [1..=3 | 5..=9, _, 2..=9, ..]);
        if !series || !luhn(ten) || number.has_plus() {
            return None;
        }
        let parted = number.groups.len() == 2
            && number.groups.last().is_some_and(|group| group.count() == 4)
            && number.last_gap() == Gap::Hyphen;
        match seen.cue() {
            Cue::Organisation if parted || number.is_solid() => Some(Confidence::High),
            Cue::None if parted => Some(Confidence::Medium),
            _ => None,
        }
    }
}
