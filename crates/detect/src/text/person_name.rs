//! Names of people: a given name and a family name with capitals, or a title before a name.

use super::{Gap, Hit, Report, TextDetector, View, Wakes, Word};
use crate::{Confidence, Rule, Severity, Span};

/// See `person_name.md`.
pub struct PersonName;

static RULE: Rule = Rule {
    code: "TXT040",
    name: "person-name",
    severity: Severity::Hint,
    page: include_str!("person_name.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};

/// What family names often end in.
const ENDS: &[&str] = &[
    "sen", "son", "sson", "stad", "vik", "berg", "ström", "strøm", "dal", "haug", "rud", "lund", "gren",
    "qvist", "kvist", "eide", "nes", "land", "bakk", "bakken", "moen", "set", "seth", "hagen", "mann", "man",
    "heim", "vold", "voll", "ås", "sæther", "löf", "mark",
];

/// What follows a name that belongs to a place or a thing.
const PLACES: &[&str] = &[
    "gate",
    "gata",
    "gatan",
    "vei",
    "veg",
    "väg",
    "vägen",
    "plass",
    "plats",
    "torg",
    "skole",
    "skule",
    "skola",
    "skolan",
    "kommune",
    "kommun",
    "hus",
    "fjord",
    "park",
    "barnehage",
    "barnehagen",
    "stiftelse",
    "bru",
    "kirke",
    "kyrkje",
    "kyrka",
    "as",
    "ab",
];

/// What stands before the name of whoever took a picture, who shall be named.
const CREDITS: &[&str] = &[
    "foto",
    "fotograf",
    "illustrasjon",
    "bilde",
    "bilete",
    "bild",
    "tekst",
    "text",
];

impl TextDetector for PersonName {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn words(&self) -> &'static [&'static str] {
        &[
            include_str!("../../lexicons/names.words"),
            include_str!("person_name.words"),
        ]
    }

    fn wakes(&self) -> Wakes {
        Wakes::Words
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let mut after = 0;
        for hit in view.hits() {
            let (first, last) = hit.words;
            if report.is_full(&RULE) {
                return;
            }
            if hit.disguised || first < after {
                continue;
            }
            let Some(entry) = view.entry(hit) else { continue };
            let found = match &*entry.kind {
                "official" => {
                    after = last + 1;
                    continue;
                }
                "title" => titled(view, last),
                "given" if is_official(view, first) => continue,
                "given" => full(view, hit, entry.strength),
                _ => continue,
            };
            let Some((from, to, confidence)) = found else {
                continue;
            };
            if is_place(view, to) || is_credit(view, from) {
                continue;
            }
            let at = |index: usize| view.pass.words.get(index).map(Word::span);
            if let (Some(start), Some(end)) = (at(from), at(to)) {
                let span = Span {
                    start: start.start,
                    end: end.end,
                };
                if !report.overlaps(span) {
                    report.add(&RULE, span, confidence);
                }
                after = to + 1;
            }
        }
    }
}

/// A given name and at least one more word with a capital.
fn full(view: &View<'_>, hit: &Hit, strength: u8) -> Option<(usize, usize, Confidence)> {
    let first = hit.words.0;
    if !is_name(view, first) {
        return None;
    }
    let joined = |index: usize| {
        let gap = view.pass.words.get(index)?.gap;
        (matches!(gap, Gap::Space | Gap::Hyphen) && is_name(view, index)).then_some(index)
    };
    let mut last = first;
    while let Some(next) = joined(last + 1).filter(|next| next - first <= 3) {
        last = next;
    }
    if last == first {
        return None;
    }
    let name = view.pass.word(last);
    let known = is_kind(view, last, "family");
    let alike = ENDS
        .iter()
        .any(|end| name.len() > end.len() + 1 && name.ends_with(end));
    let opens = view.pass.words.get(first).is_some_and(Word::opens);
    let confidence = match (known || alike, strength > 1) {
        (true, true) => Confidence::Medium,
        (false, true) => Confidence::Low,
        // "Per", "Liv" and the like are also other words.
        (true, false) if known || !opens => Confidence::Low,
        _ => return None,
    };
    Some((first, last, confidence))
}

/// One or more names after "rektor", "lærer" and the like.
fn titled(view: &View<'_>, title: usize) -> Option<(usize, usize, Confidence)> {
    let named = |index: usize| {
        let gap = view.pass.words.get(index)?.gap;
        (gap == Gap::Space && is_name(view, index)).then_some(index)
    };
    let first = named(title + 1)?;
    let mut last = first;
    while let Some(next) = named(last + 1).filter(|next| next - first <= 2) {
        last = next;
    }
    let known = (first..=last).any(|index| is_kind(view, index, "given") || is_kind(view, index, "family"));
    known.then_some((first, last, Confidence::Medium))
}

fn is_name(view: &View<'_>, index: usize) -> bool {
    view.pass.words.get(index).is_some_and(|word| {
        word.is_capital() && !word.is_upper() && !word.is_mixed() && word.span().end - word.span().start > 1
    })
}

/// Whether a hit of a kind is this word.
fn is_kind(view: &View<'_>, index: usize, kind: &str) -> bool {
    let Some(word) = view.pass.words.get(index) else {
        return false;
    };
    let start = word.span().start;
    let hits = view.hits();
    let from = hits.partition_point(|hit| hit.span.start < start);
    let here = hits.get(from..).unwrap_or_default().iter();
    here.take_while(|hit| hit.span.start == start)
        .any(|hit| view.entry(hit).is_some_and(|entry| &*entry.kind == kind))
}

/// Whether an official of the municipality's list begins here; the longer hit of a place comes first.
fn is_official(view: &View<'_>, index: usize) -> bool {
    is_kind(view, index, "official")
}

fn is_place(view: &View<'_>, last: usize) -> bool {
    let next = view.pass.words.get(last + 1);
    let beside = next.is_some_and(|word| word.gap == Gap::Space);
    PLACES.contains(&view.pass.word(last)) || beside && PLACES.contains(&view.pass.word(last + 1))
}

fn is_credit(view: &View<'_>, first: usize) -> bool {
    (first.saturating_sub(2)..first).any(|index| CREDITS.contains(&view.pass.word(index)))
}
