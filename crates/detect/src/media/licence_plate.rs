//! The licence plate of a vehicle.

use super::{MediaDetector, Seen, legible, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `licence_plate.md`.
pub struct LicencePlate;

static RULE: Rule = Rule {
    code: "MED017",
    name: "licence-plate",
    severity: Severity::Warning,
    page: include_str!("licence_plate.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for LicencePlate {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn looked(&self, seen: &Seen<'_>) -> bool {
        seen.note.seen.words.is_some()
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let words: Vec<_> = legible(seen).collect();
        let alone = words.iter().map(|word| word.text.clone());
        let pairs = words.iter().zip(words.iter().skip(1));
        let pairs = pairs.filter(|(one, two)| one.line == two.line);
        let pairs = pairs.map(|(one, two)| format!("{} {}", one.text, two.text));
        let sure = alone.chain(pairs).filter_map(|text| plate(&text)).max();
        Vec::from_iter(sure.map(|sure| whole(&RULE, sure)))
    }
}

/// How sure it is that a text is a plate: two letters and five digits (Norway; four on trailers and motorcycles), or three
/// letters, two digits and a digit or letter (Sweden), with the letters that each country gives.
fn plate(text: &str) -> Option<Confidence> {
    let text = text.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let signs: Vec<char> = text.chars().filter(|c| !matches!(c, ' ' | '-' | '·')).collect();
    let letters = signs.iter().take_while(|c| c.is_ascii_uppercase()).count();
    let (head, tail) = signs.split_at(letters);
    let digits = tail.iter().filter(|c| c.is_ascii_digit()).count();
    match (letters, tail.len(), digits) {
        (2, 5, 5) if head.iter().all(|c| !"GIMOQW".contains(*c)) => Some(Confidence::Medium),
        (2, 4, 4) if head.iter().all(|c| !"GIMOQW".contains(*c)) => Some(Confidence::Low),
        (3, 3, 2 | 3) if swedish(head, tail) => Some(Confidence::Medium),
        _ => None,
    }
}

fn swedish(head: &[char], tail: &[char]) -> bool {
    let last = |c: &char| c.is_ascii_digit() || (c.is_ascii_uppercase() && !"IOQV".contains(*c));
    head.iter().all(|c| !"IQV".contains(*c))
        && tail.iter().take(2).all(char::is_ascii_digit)
        && tail.last().is_some_and(last)
}
