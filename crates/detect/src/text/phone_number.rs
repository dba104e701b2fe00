//! Phone numbers of Norway and Sweden, and of any country when written with its code.

use super::{Cue, Gap, Number, NumberDetector, Seen};
use crate::{Confidence, Rule, Severity};
use std::ops::RangeInclusive;

/// See `phone_number.md`.
pub struct PhoneNumber;

static RULE: Rule = Rule {
    code: "TXT003",
    name: "phone-number",
    severity: Severity::Warning,
    page: include_str!("phone_number.md"),
    languages: &[],
    parameters: &[],
};

impl NumberDetector for PhoneNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn digits(&self) -> RangeInclusive<usize> {
        7..=17
    }

    fn judge(&self, seen: &Seen<'_>) -> Option<Confidence> {
        let number = &seen.number;
        if let Some(country) = with_country(number) {
            return match (country, seen.cue()) {
                (Country::Nordic, _) | (Country::Other, Cue::Phone) => Some(Confidence::High),
                (Country::Other, Cue::None | Cue::Person) => Some(Confidence::Medium),
                _ => None,
            };
        }
        let form = norwegian(number).or_else(|| swedish(number))?;
        match (seen.cue(), form) {
            (Cue::Phone, Form::Sure | Form::Like) => Some(Confidence::High),
            (Cue::Phone, Form::Possible) | (Cue::None, Form::Sure) => Some(Confidence::Medium),
            _ => None,
        }
    }
}

/// How much a row of digits is like a national phone number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Assigned, and written as nothing else is.
    Sure,
    /// Assigned, but too like a date or a reference to be taken for a phone number without a word that says so.
    Like,
    /// Of the right length, but not assigned or oddly written.
    Possible,
}

enum Country {
    /// Norway or Sweden, right number of digits.
    Nordic,
    Other,
}

/// A number with "+" or "00" and a country's code.
fn with_country(number: &Number<'_>) -> Option<Country> {
    let digits = match number.digits {
        [0, 0, rest @ ..] if !number.has_plus() => rest,
        digits if number.has_plus() => digits,
        _ => return None,
    };
    if !number.has_plus() && !matches!(digits, [4, ..]) {
        return None;
    }
    match digits {
        [4, 7, rest @ ..] => (rest.len() == 8 && rest.first() > Some(&1)).then_some(Country::Nordic),
        // "+46 (0)70" has the trunk prefix too.
        [4, 6, 0, rest @ ..] | [4, 6, rest @ ..] => {
            ((7..=9).contains(&rest.len()) && rest.first() != Some(&0)).then_some(Country::Nordic)
        }
        // E.164: fifteen digits at most; no national number is shorter than five.
        [first, ..] if *first != 0 && (8..=15).contains(&digits.len()) && has_code(digits) => {
            Some(Country::Other)
        }
        _ => None,
    }
}

/// Whether the digits begin with a country's code (ITU-T E.164): zones 1 and 7 have one digit, the listed ones two, others three.
fn has_code(digits: &[u8]) -> bool {
    let code = digits
        .iter()
        .take(3)
        .fold(0, |code, digit| code * 10 + u32::from(*digit));
    match code / 10 {
        10..=19 | 70..=79 => true,
        20 | 27 | 30..=34 | 36 | 39..=41 | 43..=49 | 51..=58 | 60..=66 | 81 | 82 | 84 | 86 | 90..=95 | 98 => {
            true
        }
        21..=26 | 28 | 29 | 35 | 37 | 38 | 42 | 50 | 59 | 67..=69 | 85 | 87 | 88 | 96 | 97 | 99 => {
            !matches!(code, 210 | 214 | 215 | 217 | 219 | 384 | 388 | 422 | 424..=429 | 851 | 854 | 857..=859 | 969 | 978 | 990 | 991 | 997 | 999)
        }
        _ => false,
    }
}

/// Eight digits. Ranges: the Norwegian numbering plan (Nkom): 2, 3, 5, 6, 7 landlines by area, 40–41, 45–49 and 9 mobiles, 80–82 services.
fn norwegian(number: &Number<'_>) -> Option<Form> {
    let first = *number.digits.first()?;
    if number.digits.len() != 8 || first < 2 {
        return None;
    }
    let spaced = number.alone && number.is_parted_by(&[Gap::Space]);
    let grouped = spaced && (number.is_shaped(&[2, 2, 2, 2]) || number.is_shaped(&[3, 2, 3]));
    let solid = number.is_solid();
    let fours = spaced && number.is_shaped(&[4, 4]);
    // Places, then mobiles and special numbers.
    let assigned = matches!(
        number.value(0, 2),
        21..=24 | 31..=33 | 35 | 37 | 38 | 51..=53 | 55..=57 | 61..=64 | 66 | 67 | 69..=79
            | 40 | 41 | 45..=49 | 80..=82 | 90..=99
    );
    Some(if !assigned || !(grouped || solid || fours) {
        if number.groups.len() > 8 || is_date(number) {
            return None;
        }
        Form::Possible
    } else if is_date(number) || !(grouped || (solid && matches!(first, 4 | 9))) {
        Form::Like
    } else {
        Form::Sure
    })
}

/// Eight to ten digits with the trunk prefix 0; area codes have two to four digits with it (PTS).
fn swedish(number: &Number<'_>) -> Option<Form> {
    if !(8..=10).contains(&number.digits.len())
        || number.digits.first() != Some(&0)
        || number.value(0, 2) == 0
    {
        return None;
    }
    let area = number.groups.first().map_or(0, |group| group.count());
    let gaps = number.groups.iter().skip(1).enumerate();
    let parted = number.alone
        && (2..=4).contains(&area)
        && number.groups.len() > 1
        && gaps
            .clone()
            .all(|(i, group)| group.gap == Gap::Space || (i == 0 && group.gap == Gap::Hyphen));
    let mobile = number.digits.len() == 10 && matches!(number.value(0, 3), 70 | 72 | 73 | 76 | 79);
    Some(if parted || (number.is_solid() && mobile) {
        Form::Sure
    } else if number.is_solid() {
        Form::Like
    } else {
        Form::Possible
    })
}

/// Eight digits that are a date of this or the last century, in either order.
fn is_date(number: &Number<'_>) -> bool {
    let date =
        |year, month, day| matches!(year, 1900..=2099) && matches!(month, 1..=12) && matches!(day, 1..=31);
    date(number.value(4, 4), number.value(2, 2), number.value(0, 2))
        || date(number.value(0, 4), number.value(4, 2), number.value(6, 2))
}
