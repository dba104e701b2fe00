//! Which language a text is in, by its small words; a text in another than Norwegian or Swedish, or in two.

use super::engine::matcher::SmallWord;
use super::engine::word::wide;
use super::learned::likeliest;
use super::{Languages, Report, TextDetector, View, Word};
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

/// How often each language was met; two places more than languages are added up as fast as fewer.
#[derive(Clone, Copy, Default)]
struct Counts([u32; 8]);

impl Counts {
    fn of(words: &[SmallWord]) -> Self {
        let mut counts = Self::default();
        for word in words {
            for (count, has) in counts.0.iter_mut().zip(word.languages.each()) {
                *count += has;
            }
        }
        counts
    }

    /// The language with the most small words, the commoner first, and how many more they are than the next one's.
    fn best(self) -> Option<(&'static str, u32)> {
        let (mut first, mut most, mut next) = (0, 0, 0);
        for (place, count) in self.0.into_iter().enumerate() {
            if count > most {
                (first, most, next) = (place, count, most);
            } else {
                next = next.max(count);
            }
        }
        let language = LANGUAGES.get(first)?;
        (most > 0).then_some((language, most - next))
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
        let (mut small, mut begun) = (view.found.small.as_slice(), 0);
        let words = &view.pass.words;
        let ends = |end: &usize| words.get(*end).is_none_or(Word::opens);
        for end in (1..=words.len()).filter(ends) {
            let inside = small.iter().take_while(|word| wide(word.word) < end).count();
            let (inside, after) = small.split_at_checked(inside).unwrap_or_default();
            let (sentence, first) = (Counts::of(inside), begun);
            (small, begun) = (after, end);
            let (Some(from), Some(to)) = (words.get(first), words.get(end - 1)) else {
                continue;
            };
            let Some((language, margin)) = sentence.best() else {
                continue;
            };
            let foreign = matches!(language, "en" | "se");
            let other = language != whole && margin > 1;
            if end - first >= least && (foreign && margin > 1 || other) {
                let span = Span {
                    start: from.span().start,
                    end: to.span().end,
                };
                report.add_kind(&RULE, Severity::Hint, span, Confidence::Medium, language);
            }
        }
    }
}

/// How many more small words make it plain.
const PLAIN: u32 = 3;

/// The language of the whole text: by its small words where they are plain, else by its letters.
#[must_use]
pub fn language(view: &View<'_>) -> Option<&'static str> {
    match Counts::of(&view.found.small).best() {
        Some((language, margin)) if margin >= PLAIN || matches!(language, "en" | "se") => Some(language),
        _ => likeliest(view.pass),
    }
}
