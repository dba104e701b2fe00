//! Personnummer and samordningsnummer, with ten or twelve digits.

use super::norwegian_identity_number::days_in;
use super::{Cue, Gap, Number, NumberDetector, Seen};
use crate::{Confidence, Rule, Severity};
use model::org_number::luhn;
use std::ops::RangeInclusive;

/// See `swedish_identity_number.md`.
pub struct SwedishIdentityNumber;

static RULE: Rule = Rule {
    code: "TXT002",
    name: "swedish-identity-number",
    severity: Severity::Severe,
    page: include_str!("swedish_identity_number.md"),
    languages: &[],
    parameters: &[],
};

impl NumberDetector for SwedishIdentityNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn digits(&self) -> RangeInclusive<usize> {
        10..=12
    }

    fn is_masked(&self) -> bool {
        true
    }

    fn judge(&self, seen: &Seen<'_>) -> Option<Confidence> {
        let number = &seen.number;
        let start = number.digits.len().saturating_sub(10);
        if number.has_plus() || start == 1 || !is_date(number) {
            return None;
        }
        let valid = luhn(number.digits.get(start..).unwrap_or_default());
        judge(number, valid, seen.cue())
    }
}

/// Whether ten or twelve digits are a number, the check digit holding.
pub(super) fn is_swedish(digits: &[u8]) -> bool {
    let ten = match digits {
        [1, 8 | 9, ten @ ..] | [2, 0, ten @ ..] if ten.len() == 10 => ten,
        ten => ten,
    };
    let [_, _, m1, m2, d1, d2, _, _, _, _] = ten else {
        return false;
    };
    let (month, day) = (m1 * 10 + m2, (d1 % 6) * 10 + d2);
    (1..=12).contains(&month) && (1..=31).contains(&day) && luhn(ten)
}

/// Whether the first six or eight digits are a date (day + 60 in a samordningsnummer).
fn is_date(number: &Number<'_>) -> bool {
    let at = number.digits.len().saturating_sub(10);
    let leap = number.value(at, 2).is_multiple_of(4);
    let (month, day) = (number.value(at + 2, 2), number.value(at + 4, 2));
    let day = if day > 60 { day - 60 } else { day };
    let century = at == 0 || matches!(number.value(0, 2), 18..=20);
    century && (1..=12).contains(&month) && (1..=days_in(month, leap)).contains(&day)
}

/// A day and a time of day, as in the names of files: "20261122-1340".
fn is_date_and_time(number: &Number<'_>) -> bool {
    number.digits.len() == 12
        && number.value(0, 4) >= 2015
        && number.value(8, 2) < 24
        && number.value(10, 2) < 60
}

fn judge(number: &Number<'_>, valid: bool, cue: Cue) -> Option<Confidence> {
    let parted = (number.is_shaped(&[6, 4]) || number.is_shaped(&[8, 4]))
        && matches!(number.last_gap(), Gap::Hyphen | Gap::Plus);
    let solid = number.groups.len() == 1;
    match (valid, cue) {
        (true, Cue::Person) => Some(Confidence::High),
        (false, Cue::Person) if parted || solid => Some(Confidence::Medium),
        // The number of a sole trader's firm is the owner's own.
        (true, Cue::Organisation) if parted || solid => Some(Confidence::Medium),
        (true, Cue::None) if is_date_and_time(number) => None,
        (true, Cue::None) if parted => Some(Confidence::High),
        (true, Cue::None) if solid && number.digits.len() == 12 => Some(Confidence::Medium),
        // Ten digits in a row are as often something else; with a nought in front they are a phone number.
        (true, Cue::None) if solid && number.digits.first() != Some(&0) => Some(Confidence::Low),
        _ => None,
    }
}
