//! Which language a text is in, by its small words; a text in another than Norwegian or Swedish, or in two.

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
    fn add(&mut self, languages: Languages) {
        for (count, has) in self.0.iter_mut().zip(languages.each()) {
            *count += has;
        }
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
        let Some((whole, _)) = counted(view).best() else {
            return;
        };
        let mut small = view.found.small.iter().peekable();
        let words = &view.pass.words;
        let (mut counts, mut begun) = (Counts::default(), 0);
        for index in 0..words.len() {
            while let Some(word) = small.next_if(|word| wide(word.word) <= index) {
                counts.add(word.languages);
            }
            if !words.get(index + 1).is_none_or(Word::opens) {
                continue;
            }
            let (sentence, first) = (std::mem::take(&mut counts), begun);
            begun = index + 1;
            let (Some(from), Some(to)) = (words.get(first), words.get(index)) else {
                continue;
            };
            let Some((language, margin)) = sentence.best() else {
                continue;
            };
            let foreign = matches!(language, "en" | "se");
            let other = language != whole && margin > 1;
            if index + 1 - first >= least && (foreign && margin > 1 || other) {
                let span = Span {
                    start: from.span().start,
                    end: to.span().end,
                };
                report.add_kind(&RULE, Severity::Hint, span, Confidence::Medium, language);
            }
        }
    }
}

fn counted(view: &View<'_>) -> Counts {
    let mut counts = Counts::default();
    for word in &view.found.small {
        counts.add(word.languages);
    }
    counts
}

/// How many more small words make it plain.
const PLAIN: u32 = 3;

/// The language of the whole text: by its small words where they are plain, else by its letters.
#[must_use]
pub fn language(view: &View<'_>) -> Option<&'static str> {
    match counted(view).best() {
        Some((language, margin)) if margin >= PLAIN || matches!(language, "en" | "se") => Some(language),
        _ => likeliest(view.pass),
    }
}
