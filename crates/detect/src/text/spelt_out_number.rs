//! Identity and phone numbers written in words.

use super::norwegian_identity_number::is_norwegian;
use super::swedish_identity_number::is_swedish;
use super::{Gap, Report, TextDetector, View, Wakes};
use crate::{Confidence, Rule, Severity, Span};

/// See `spelt_out_number.md`.
pub struct SpeltOutNumber;

static RULE: Rule = Rule {
    code: "TXT020",
    name: "spelt-out-number",
    severity: Severity::Severe,
    page: include_str!("spelt_out_number.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};

/// Digits of the longest number looked for, and of the shortest.
const LONGEST: usize = 12;
const SHORTEST: usize = 8;

/// Words among them at the least: fewer are an ordinary number beside an ordinary word.
const LEAST_WORDS: usize = 3;

impl TextDetector for SpeltOutNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn words(&self) -> &'static [&'static str] {
        &[include_str!("digits.words")]
    }

    fn wakes(&self) -> Wakes {
        Wakes::Words
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let mut next = 0;
        for (at, hit) in view.hits().iter().enumerate() {
            if hit.disguised || hit.words.0 < next {
                continue;
            }
            // Most such words stand alone: "en", "to".
            let beside = hit.words.0 + 1;
            let alone = view.hits().get(at + 1).is_none_or(|after| after.words.0 > beside);
            if alone && !is_digits(view, beside) {
                continue;
            }
            if report.is_full(&RULE) {
                return;
            }
            if !is_joined(view, beside) {
                continue;
            }
            // Digits may stand before the first word.
            let mut first = hit.words.0;
            while first > next && first > 0 && is_joined(view, first) && is_digits(view, first - 1) {
                first -= 1;
            }
            let run = Run::read(view, first);
            next = run.last + 1;
            let start = view.pass.words.get(first).map_or(0, |word| word.span().start);
            let end = view.pass.words.get(run.last).map_or(0, |word| word.span().end);
            if let (true, Some((kind, severity, confidence))) = (run.words >= LEAST_WORDS, judge(&run.digits))
            {
                report.add_kind(&RULE, severity, Span { start, end }, confidence, kind);
            }
        }
    }
}

/// Neighbouring words that are digits.
struct Run {
    digits: Vec<u8>,
    words: usize,
    last: usize,
}

impl Run {
    fn read(view: &View<'_>, first: usize) -> Self {
        let mut run = Self {
            digits: Vec::new(),
            words: 0,
            last: first,
        };
        let mut is_ten = false;
        for index in first..view.pass.words.len() {
            if index > first && !is_joined(view, index) {
                break;
            }
            if let Some(value) = spelt(view, index) {
                // "tjue to" is 22, "tjue" alone 20, "tjueto" 22.
                let unit = matches!(value, 1..=9) && is_ten && is_close(view, index);
                match run.digits.last_mut() {
                    Some(last) if unit => *last = value,
                    _ => {
                        run.digits.extend((value > 9).then_some(value / 10));
                        run.digits.push(value % 10);
                    }
                }
                is_ten = value > 19 && value % 10 == 0;
                run.words += 1;
            } else if is_digits(view, index) {
                let text = view.pass.word(index);
                is_ten = false;
                run.digits
                    .extend(text.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0'));
            } else {
                break;
            }
            run.last = index;
            if run.digits.len() > 2 * LONGEST {
                break;
            }
        }
        run
    }
}

/// The one or two digits that a word is.
fn spelt(view: &View<'_>, index: usize) -> Option<u8> {
    let hits = view.hits();
    let at = hits.partition_point(|hit| hit.words.0 < index);
    let hit = hits
        .get(at)
        .filter(|hit| hit.words == (index, index) && !hit.disguised)?;
    view.entry(hit)?.kind.parse().ok()
}

/// On one line right behind the word before.
fn is_close(view: &View<'_>, index: usize) -> bool {
    let gap = view.pass.words.get(index).map_or(Gap::Break, |word| word.gap);
    matches!(gap, Gap::Space | Gap::Hyphen)
}

fn is_digits(view: &View<'_>, index: usize) -> bool {
    view.pass.words.get(index).is_some_and(|word| word.is_number())
}

fn is_joined(view: &View<'_>, index: usize) -> bool {
    let gap = view.pass.words.get(index).map_or(Gap::Break, |word| word.gap);
    matches!(gap, Gap::Space | Gap::Line | Gap::Hyphen | Gap::Comma | Gap::Dot)
}

fn judge(digits: &[u8]) -> Option<(&'static str, Severity, Confidence)> {
    let counting = digits
        .windows(2)
        .all(|pair| matches!(pair, [one, two] if *two == one + 1));
    if !(SHORTEST..=LONGEST).contains(&digits.len()) || counting {
        return None;
    }
    if is_norwegian(digits) || is_swedish(digits) {
        return Some(("identity-number", Severity::Severe, Confidence::High));
    }
    match digits {
        [2..=9, ..] if digits.len() == 8 => Some(("phone-number", Severity::Warning, Confidence::Medium)),
        [0, 7, 0 | 2 | 3 | 6 | 9, ..] if digits.len() == 10 => {
            Some(("phone-number", Severity::Warning, Confidence::Medium))
        }
        _ if digits.len() == 11 => Some(("identity-number", Severity::Severe, Confidence::Low)),
        _ => None,
    }
}
