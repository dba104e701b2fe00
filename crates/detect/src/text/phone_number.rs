//! Phone numbers of Norway and Sweden, and of any country when written with a plus.

use super::{Cue, Gap, Number, NumberDetector, Seen};
use crate::{Confidence, Rule, Severity};
use phonenumber::country::Id;
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
        7..=15
    }

    fn judge(&self, seen: &Seen<'_>) -> Option<Confidence> {
        let form = form(&seen.number)?;
        let cue = seen.cue();
        if (form.country.is_some() && !matches!(cue, Cue::None | Cue::Phone))
            || (form.needs_cue && cue != Cue::Phone)
            || !is_assigned(&seen.number, form.country)
        {
            return None;
        }
        let sure = cue == Cue::Phone || form.country.is_none();
        Some(if sure {
            Confidence::High
        } else {
            Confidence::Medium
        })
    }
}

struct Form {
    /// Whose national form; `None`: written with a plus.
    country: Option<Id>,
    /// Too like a date or a reference to be taken for a phone number without a word that says so.
    needs_cue: bool,
}

/// How phone numbers are written.
fn form(number: &Number<'_>) -> Option<Form> {
    let first = *number.digits.first()?;
    if number.has_plus() {
        return Some(Form {
            country: None,
            needs_cue: false,
        });
    }
    let spaced = number.alone && number.groups.iter().skip(1).all(|group| group.gap == Gap::Space);
    if number.digits.len() == 8 && first >= 2 {
        let grouped = spaced && (number.is_shaped(&[2, 2, 2, 2]) || number.is_shaped(&[3, 2, 3]));
        let solid = number.is_shaped(&[8]) && matches!(first, 4 | 9);
        let possible = grouped || number.is_shaped(&[8]) || (spaced && number.is_shaped(&[4, 4]));
        return possible.then_some(Form {
            country: Some(Id::NO),
            needs_cue: is_date(number) || !(grouped || solid),
        });
    }
    if (8..=11).contains(&number.digits.len()) && first == 0 && number.value(0, 2) != 0 {
        let area = number.groups.first().map_or(0, |group| group.count());
        let gaps = number.groups.iter().skip(1).enumerate();
        let parted = number.alone
            && (2..=4).contains(&area)
            && gaps
                .clone()
                .all(|(i, group)| group.gap == Gap::Space || (i == 0 && group.gap == Gap::Hyphen));
        let mobile = number.digits.len() == 10 && number.digits.get(1) == Some(&7);
        let solid = number.groups.len() == 1;
        return (parted || solid).then_some(Form {
            country: Some(Id::SE),
            needs_cue: solid && !mobile,
        });
    }
    None
}

/// Eight digits that are a date of this or the last century, in either order.
fn is_date(number: &Number<'_>) -> bool {
    let date =
        |year, month, day| matches!(year, 1900..=2099) && matches!(month, 1..=12) && matches!(day, 1..=31);
    date(number.value(4, 4), number.value(2, 2), number.value(0, 2))
        || date(number.value(0, 4), number.value(4, 2), number.value(6, 2))
}

/// Looks the number up in its international form, which needs no guess at prefixes.
fn is_assigned(number: &Number<'_>, country: Option<Id>) -> bool {
    let (code, trunk) = match country {
        Some(Id::NO) => ("+47", 0),
        Some(Id::SE) => ("+46", 1),
        _ => ("+", 0),
    };
    let digits = number
        .digits
        .iter()
        .skip(trunk)
        .map(|digit| char::from(b'0' + digit));
    let text: String = code.chars().chain(digits).collect();
    phonenumber::parse(None, text).is_ok_and(|parsed| parsed.is_valid())
}
