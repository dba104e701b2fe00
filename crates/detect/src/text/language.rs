//! Which language a text is in, by its small words; a text in another than Norwegian or Swedish, or in two.

use super::engine::found::SmallWord;
use super::engine::word::wide;
use super::learned::likeliest;
use super::{Languages, Report, TextDetector, View};
use crate::{Confidence, Parameter, Rule, Severity, Span};

/// See `language.md`.
pub struct Language;

static RULE: Rule = Rule {
    code: "TXT056",
    name: "language",
    severity: Severity::Hint,
    page: include_str!("language.md"),
    languages: &[],
    parameters: &[Parameter {
        name: "least-words",
        default: 6,
        least: 3,
        most: 100,
    }],
};

/// Languages that are told apart.
pub const LANGUAGES: [&str; 6] = Languages::CODES;

/// How often each language was met.
#[derive(Clone, Copy, Default)]
struct Counts([u64; LANGUAGES.len()]);

/// Bits in which one language is counted beside the others, and how many words are counted so at once.
const LANE: usize = 10;
const AT_ONCE: usize = 1_000;

/// The lowest bit of each lane, and what brings each bit of a small number there.
const LANES: u64 = lanes(LANE);
const SPREAD: u64 = lanes(LANE - 1);

const fn lanes(apart: usize) -> u64 {
    1 | 1 << apart | 1 << (2 * apart) | 1 << (3 * apart) | 1 << (4 * apart) | 1 << (5 * apart)
}

impl Counts {
    fn of(words: &[SmallWord]) -> Self {
        let one = |word: &SmallWord| (u64::from(word.languages.bits()) * SPREAD) & LANES;
        let mut counts = Self::default();
        for words in words.chunks(AT_ONCE) {
            let all: u64 = words.iter().map(one).sum();
            for (place, count) in counts.0.iter_mut().enumerate() {
                *count += all >> (place * LANE) & ((1 << LANE) - 1);
            }
        }
        counts
    }

    /// The place of the language with the most small words, the commoner first, and how many more they are than the next one's.
    fn best(self) -> Option<(usize, u64)> {
        let (mut first, mut most, mut next) = (0, 0, 0);
        for (place, count) in self.0.into_iter().enumerate() {
            if count > most {
                (first, most, next) = (place, count, most);
            } else {
                next = next.max(count);
            }
        }
        (most > 0).then_some((first, most - next))
    }
}

impl TextDetector for Language {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn words(&self) -> &'static [&'static str] {
        &[include_str!("function_words.words")]
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let least = usize::try_from(view.parameter(&RULE, "least-words")).unwrap_or(usize::MAX);
        let Some((whole, _)) = Counts::of(&view.found.small).best() else {
            return;
        };
        // A sentence is of another language by at least two words that this one lacks.
        let lacks = |word: &&SmallWord| word.languages.bits() >> whole & 1 == 0;
        let may = |words: &[SmallWord]| is_foreign(whole) || words.iter().filter(lacks).count() >= 2;
        if !may(&view.found.small) {
            return;
        }
        let mut small = view.found.small.as_slice();
        for sentence in view.pass.sentences() {
            let inside = small.iter().take_while(|word| wide(word.word) < sentence.end);
            let (inside, after) = small.split_at_checked(inside.count()).unwrap_or_default();
            small = after;
            if sentence.len() < least || !may(inside) {
                continue;
            }
            let Some((language, margin)) = Counts::of(inside).best() else {
                continue;
            };
            let word = |index: usize| view.pass.words.get(index);
            if margin > 1
                && (is_foreign(language) || language != whole)
                && let Some(language) = LANGUAGES.get(language)
                && let (Some(from), Some(to)) = (word(sentence.start), word(sentence.end - 1))
            {
                let span = Span {
                    start: from.span().start,
                    end: to.span().end,
                };
                report.add_kind(&RULE, Severity::Hint, span, Confidence::Medium, language);
            }
        }
    }
}

/// Whether the language of a place is none that a municipality writes in.
fn is_foreign(place: usize) -> bool {
    matches!(LANGUAGES.get(place), Some(&("en" | "se")))
}

/// How many more small words make it plain.
const PLAIN: u64 = 3;

/// The language of the whole text: by its small words where they are plain, else by its letters.
#[must_use]
pub fn language(view: &View<'_>) -> Option<&'static str> {
    match Counts::of(&view.found.small).best() {
        Some((language, margin)) if margin >= PLAIN || is_foreign(language) => {
            LANGUAGES.get(language).copied()
        }
        _ => likeliest(view.pass),
    }
}
