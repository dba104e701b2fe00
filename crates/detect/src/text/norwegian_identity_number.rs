//! Fødselsnummer, D-number, H-number and the synthetic series.

use super::{Cue, Gap, Number, NumberDetector, Seen};
use crate::{Confidence, Rule, Severity};
use model::org_number::mod11;
use std::ops::RangeInclusive;

/// See `norwegian_identity_number.md`.
pub struct NorwegianIdentityNumber;

static RULE: Rule = Rule {
    code: "TXT001",
    name: "norwegian-identity-number",
    severity: Severity::Severe,
    page: include_str!("norwegian_identity_number.md"),
    languages: &[],
    parameters: &[],
};

impl NumberDetector for NorwegianIdentityNumber {
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
        judge(&seen.number, series(&seen.number)?, seen.cue())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Series {
    /// Day and month as in the calendar.
    Calendar,
    /// Day + 40 (D), month + 40 (H, synthetic), + 65 or + 80 (synthetic).
    Shifted,
}

/// Which series the date belongs to; `None` when it is no date. Offsets: Skatteetaten (D-number, Tenor test data),
/// Norsk helsenett (H-number), NAV (synthetic data).
fn series(number: &Number<'_>) -> Option<Series> {
    let (day, month) = (number.value(0, 2), number.value(2, 2));
    let (plain_day, d) = if day > 40 { (day - 40, true) } else { (day, false) };
    let (plain_month, shifted) = match month {
        1..=12 => (month, false),
        41..=52 => (month - 40, true),
        66..=77 => (month - 65, true),
        81..=92 => (month - 80, true),
        _ => return None,
    };
    let leap = number.value(4, 2).is_multiple_of(4);
    let valid = (1..=days_in(plain_month, leap)).contains(&plain_day);
    valid.then_some(if d || shifted {
        Series::Shifted
    } else {
        Series::Calendar
    })
}

/// Days in a month, for Norwegian and Swedish numbers alike; a two-digit year is a leap year when some century makes it one.
pub(super) fn days_in(month: u32, leap: bool) -> u32 {
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The groupings that people write.
fn is_usual(number: &Number<'_>) -> bool {
    number.is_shaped(&[11])
        || (number.is_shaped(&[6, 5]) && number.last_gap() != Gap::Plus)
        || number.is_shaped(&[2, 2, 2, 5])
        || number.is_shaped(&[6, 3, 2])
}

/// Whether eleven digits are a number of any series, both check digits holding.
pub(super) fn is_norwegian(digits: &[u8]) -> bool {
    let [d1, d2, m1, m2, ..] = digits else {
        return false;
    };
    let day = (d1 % 4) * 10 + d2;
    let month = match (m1 * 10 + m2) % 40 {
        month @ 26.. => month - 25,
        month => month,
    };
    (1..=31).contains(&day)
        && (1..=12).contains(&month)
        && mod11(digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])
        && mod11(
            digits.get(..10).unwrap_or_default(),
            &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1],
        )
}

fn judge(number: &Number<'_>, series: Series, cue: Cue) -> Option<Confidence> {
    let person = cue == Cue::Person;
    if !matches!(cue, Cue::None | Cue::Person) || !(person || is_usual(number)) {
        return None;
    }
    let second = mod11(number.digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]);
    let first = number.digits.get(..10).unwrap_or_default();
    // From 2032 the first check digit may leave a remainder of 0 to 3 (Skatteetaten), so it proves less.
    let remainder: u32 = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]
        .iter()
        .zip(first)
        .map(|(w, d)| w * u32::from(*d))
        .sum::<u32>()
        % 11;
    match (second, remainder, series) {
        (true, 0, _) if person => Some(Confidence::High),
        (true, 0, Series::Calendar) => Some(Confidence::High),
        (true, 0, Series::Shifted) => Some(Confidence::Medium),
        // Named as a person's number and shaped like one: a slip of the pen, a number from 2032 on, or made up.
        _ if person => Some(Confidence::Medium),
        _ => None,
    }
}
