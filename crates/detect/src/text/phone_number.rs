//! Phone numbers of Norway and Sweden, and of any country when written with a plus.

use super::context::{Cue, cue};
use super::pass::{Gap, Number};
use super::{Report, TextDetector, View};
use crate::{Confidence, Rule, Severity};
use phonenumber::country::Id;

/// See `phone_number.md`.
pub struct PhoneNumber;

static RULE: Rule = Rule {
    code: "TXT003",
    name: "phone-number",
    severity: Severity::Warning,
    page: include_str!("phone_number.md"),
};

/// Candidates looked up in the numbering plans (about 2 µs each): more than any text that people write has.
const MAX_LOOKUPS: usize = 5_000;

impl TextDetector for PhoneNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, view: &View<'_>, report: &mut Report) {
        let mut lookups = 0;
        for number in view.pass.numbers(7, 15) {
            if report.full() || lookups >= MAX_LOOKUPS {
                return;
            }
            let Some(form) = form(&number) else { continue };
            let cue = cue(view, number.span);
            if (form.country.is_some() && matches!(cue, Cue::Other | Cue::Person))
                || (form.needs_cue && cue != Cue::Phone)
            {
                continue;
            }
            lookups += 1;
            if is_assigned(&number, form.country) && !report.claimed(number.span) {
                let sure = cue == Cue::Phone || form.country.is_none();
                report.add(
                    &RULE,
                    number.span,
                    if sure {
                        Confidence::High
                    } else {
                        Confidence::Medium
                    },
                );
            }
        }
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
        let area = number
            .groups
            .first()
            .map_or(0, |group| group.span.end - group.span.start);
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
