//! Street addresses of Norway and Sweden: street, house number, and postcode with place when they follow.

use super::{Gap, Group, Report, TextDetector, View, Word};
use crate::{Confidence, Rule, Severity, Span};

/// See `street_address.md`.
pub struct StreetAddress;

static RULE: Rule = Rule {
    code: "TXT018",
    name: "street-address",
    severity: Severity::Warning,
    page: include_str!("street_address.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};

/// What names of streets end in, or are followed by.
const STREETS: &[&str] = &[
    "gata",
    "gate",
    "gaten",
    "gatan",
    "veien",
    "vei",
    "vegen",
    "veg",
    "vägen",
    "väg",
    "allé",
    "alléen",
    "allén",
    "gränd",
    "gränden",
    "stien",
    "stigen",
    "svingen",
    "bakken",
    "backen",
    "smauet",
    "smuget",
    "esplanaden",
];

/// What names of streets also end in, but other words too: these need a postcode or a word such as "bor".
const PERHAPS: &[&str] = &[
    "torget", "torg", "plassen", "plass", "platsen", "brygga", "bryggen", "kaia", "kajen", "tunet", "haugen",
    "jordet", "kroken", "løkka", "faret", "hagen", "berget", "åsen",
];

/// What says that the number is none of a house.
const OTHERWISE: &[&str] = &[
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
    "januari",
    "februari",
    "maj",
    "augusti",
    "december",
    "år",
    "meter",
    "m",
    "km",
    "prosent",
    "procent",
    "kroner",
    "kronor",
    "kr",
    "dager",
    "dagar",
    "uker",
    "veckor",
    "timer",
    "timar",
    "minutter",
    "minuter",
    "stk",
    "personer",
    "personar",
    "kl",
];

/// Who lives there, up to four words before.
const LIVES: &[&str] = &[
    "bor", "bur", "budde", "bodde", "bodd", "butt", "bosatt", "busett", "adresse", "adressen", "adressa",
    "hjemme", "heime", "hemma", "hjem", "heim", "hem", "flytter", "flyttet", "flyttar", "flytta", "flyttade",
];

impl TextDetector for StreetAddress {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        for group in view.pass.groups() {
            if report.is_full(&RULE) {
                return;
            }
            if group.count() > 3 || group.glued_before || group.plus {
                continue;
            }
            if let Some(found) = address(view, group) {
                let sure = found.postcode || found.lived_in;
                let (severity, confidence) = if sure {
                    (Severity::Warning, Confidence::High)
                } else {
                    (Severity::Hint, Confidence::Medium)
                };
                report.add_kind(
                    &RULE,
                    severity,
                    found.span,
                    confidence,
                    if sure { "home" } else { "place" },
                );
            }
        }
    }
}

struct Address {
    span: Span,
    postcode: bool,
    lived_in: bool,
}

fn address(view: &View<'_>, group: &Group) -> Option<Address> {
    let pass = view.pass;
    let before = group
        .span()
        .start
        .checked_sub(2)
        .and_then(|at| pass.folded.as_bytes().get(at));
    if before.is_none_or(u8::is_ascii_digit) {
        return None;
    }
    let house = pass.word_at(group.span().start);
    let word = pass.words.get(house)?;
    // "12" or "12B", nothing longer.
    if word.span().start != group.span().start
        || word.gap != Gap::Space
        || pass.word(house).chars().count() > group.count() + 1
        || pass.digits_of(group).first() == Some(&0)
    {
        return None;
    }
    let (first, perhaps) = street(view, house)?;
    let mut last = house;
    if let Some(next) = pass.words.get(house + 1) {
        let text = pass.word(house + 1);
        if matches!(next.gap, Gap::Space | Gap::Dot) && OTHERWISE.contains(&text)
            || next.is_number() && matches!(next.gap, Gap::Dot | Gap::Colon | Gap::Slash)
        {
            return None;
        }
        if next.gap == Gap::Space && next.is_capital() && matches!(text.as_bytes(), [b'a'..=b'h']) {
            last = house + 1;
        }
    }
    let place = place(view, last);
    let before = (first.saturating_sub(4)..first).map(|index| pass.word(index));
    let found = Address {
        span: Span {
            start: pass.words.get(first)?.span().start,
            end: pass.words.get(place.unwrap_or(last))?.span().end,
        },
        postcode: place.is_some(),
        lived_in: before.into_iter().any(|word| LIVES.contains(&word)),
    };
    (!perhaps || found.postcode || found.lived_in).then_some(found)
}

/// Index of the first word of the street's name, and whether the name may be something else.
fn street(view: &View<'_>, house: usize) -> Option<(usize, bool)> {
    let pass = view.pass;
    let name = house.checked_sub(1)?;
    let (word, text) = (pass.words.get(name)?, pass.word(name));
    let ends = |kinds: &[&str]| {
        kinds
            .iter()
            .any(|kind| text.len() > kind.len() && text.ends_with(kind))
    };
    if word.is_capital() && (ends(STREETS) || ends(PERHAPS)) {
        return Some((name, !ends(STREETS)));
    }
    // "Olav Tryggvasons gate": the names before it.
    let named = |index: usize| pass.words.get(index).is_some_and(Word::is_capital);
    let mut first = name.checked_sub(1).filter(|index| named(*index))?;
    if !STREETS.contains(&text) && !PERHAPS.contains(&text) || word.gap != Gap::Space {
        return None;
    }
    while let Some(before) = first
        .checked_sub(1)
        .filter(|before| named(*before) && name - before <= 3)
        && pass.words.get(first).is_some_and(|word| word.gap == Gap::Space)
    {
        first = before;
    }
    Some((first, PERHAPS.contains(&text)))
}

/// Index of the last word of "0123 Oslo", "123 45 Umeå" or "12345 Umeå" after a word.
fn place(view: &View<'_>, last: usize) -> Option<usize> {
    let pass = view.pass;
    let digits = |index: usize| {
        let word = pass.words.get(index).filter(|word| word.is_number())?;
        Some(word.span().end - word.span().start)
    };
    let code = pass.words.get(last + 1)?;
    if !matches!(code.gap, Gap::Comma | Gap::Space | Gap::Line) {
        return None;
    }
    let town = match (digits(last + 1)?, digits(last + 2)) {
        (4 | 5, None) => last + 2,
        (3, Some(2)) => last + 3,
        _ => return None,
    };
    let word = pass.words.get(town)?;
    (word.is_capital() && word.gap == Gap::Space).then_some(town)
}
