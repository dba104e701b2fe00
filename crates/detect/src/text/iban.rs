//! International bank account numbers.

use super::{Report, TextDetector, View};
use crate::{Confidence, Rule, Severity, Span};

/// See `iban.md`.
pub struct Iban;

static RULE: Rule = Rule {
    code: "TXT012",
    name: "iban",
    severity: Severity::Warning,
    page: include_str!("iban.md"),
    languages: &[],
    parameters: &[],
};

/// Country and length, from the IBAN registry (ISO 13616, SWIFT).
const LENGTHS: &[(&[u8; 2], usize)] = &[
    (b"ad", 24),
    (b"ae", 23),
    (b"al", 28),
    (b"at", 20),
    (b"az", 28),
    (b"ba", 20),
    (b"be", 16),
    (b"bg", 22),
    (b"bh", 22),
    (b"br", 29),
    (b"by", 28),
    (b"ch", 21),
    (b"cr", 22),
    (b"cy", 28),
    (b"cz", 24),
    (b"de", 22),
    (b"dk", 18),
    (b"do", 28),
    (b"ee", 20),
    (b"eg", 29),
    (b"es", 24),
    (b"fi", 18),
    (b"fo", 18),
    (b"fr", 27),
    (b"gb", 22),
    (b"ge", 22),
    (b"gi", 23),
    (b"gl", 18),
    (b"gr", 27),
    (b"gt", 28),
    (b"hr", 21),
    (b"hu", 28),
    (b"ie", 22),
    (b"il", 23),
    (b"iq", 23),
    (b"is", 26),
    (b"it", 27),
    (b"jo", 30),
    (b"kw", 30),
    (b"kz", 20),
    (b"lb", 28),
    (b"lc", 32),
    (b"li", 21),
    (b"lt", 20),
    (b"lu", 20),
    (b"lv", 21),
    (b"mc", 27),
    (b"md", 24),
    (b"me", 22),
    (b"mk", 19),
    (b"mr", 27),
    (b"mt", 31),
    (b"mu", 30),
    (b"nl", 18),
    (b"no", 15),
    (b"pk", 24),
    (b"pl", 28),
    (b"ps", 29),
    (b"pt", 25),
    (b"qa", 29),
    (b"ro", 24),
    (b"rs", 22),
    (b"sa", 24),
    (b"se", 24),
    (b"si", 19),
    (b"sk", 24),
    (b"sm", 27),
    (b"tn", 24),
    (b"tr", 26),
    (b"ua", 29),
    (b"vg", 24),
    (b"xk", 20),
];

impl TextDetector for Iban {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        // Its check digits are digits glued to two letters.
        for group in view.pass.groups().iter().filter(|group| group.glued_before) {
            if report.is_full(&RULE) {
                return;
            }
            if let Some(span) = group
                .span()
                .start
                .checked_sub(2)
                .and_then(|start| iban(view, start))
            {
                report.add(&RULE, span, Confidence::High);
            }
        }
    }
}

/// The IBAN that begins at a byte.
fn iban(view: &View<'_>, start: usize) -> Option<Span> {
    let folded = view.pass.folded.as_str();
    let before = folded.get(..start)?.chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = folded.get(start..)?;
    let country = rest.as_bytes().first_chunk::<2>()?;
    let (_, length) = LENGTHS.iter().find(|(code, _)| *code == country)?;
    let (mut signs, mut end, mut parted) = (Vec::with_capacity(*length), start, false);
    for (at, c) in rest.char_indices() {
        match c.to_digit(36).and_then(|value| u8::try_from(value).ok()) {
            Some(_) if signs.len() == *length && !parted => return None,
            Some(_) if signs.len() == *length => break,
            Some(value) => {
                signs.push(value);
                (end, parted) = (start + at + c.len_utf8(), false);
            }
            // One blank or hyphen at a time.
            None if !parted && (c == '-' || c.is_whitespace()) => parted = true,
            None => break,
        }
    }
    (signs.len() == *length && mod97(&signs)).then_some(Span { start, end })
}

/// ISO 7064: the first four signs moved to the end, letters as 10 to 35, the whole leaves 1 when divided by 97.
fn mod97(signs: &[u8]) -> bool {
    let (head, tail) = signs.split_at_checked(4).unwrap_or_default();
    let rest = tail.iter().chain(head).fold(0u32, |rest, sign| {
        let sign = u32::from(*sign);
        (rest * if sign > 9 { 100 } else { 10 } + sign) % 97
    });
    rest == 1
}
