//! Text in a picture that is hard to tell from what it stands on.

use super::{MediaDetector, Seen, legible, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Parameter, Rule, Severity};

/// See `low_contrast_text.md`.
pub struct LowContrastText;

static RULE: Rule = Rule {
    code: "MED019",
    name: "low-contrast-text",
    severity: Severity::Hint,
    page: include_str!("low_contrast_text.md"),
    languages: &[],
    parameters: &[
        Parameter {
            name: "least",
            default: 450,
            least: 100,
            most: 2100,
        },
        Parameter {
            name: "least-large",
            default: 300,
            least: 100,
            most: 2100,
        },
    ],
};

/// Height of large letters, in percent of the picture's height.
const LARGE: i64 = 5;
/// Characters that are hard to see, from which on it counts.
const LETTERS: usize = 5;

impl MediaDetector for LowContrastText {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn looked(&self, seen: &Seen<'_>) -> bool {
        seen.note.seen.words.is_some()
    }

    fn find(&self, seen: &Seen<'_>, settings: &Settings) -> Vec<Finding> {
        let least = settings.options().parameter(&RULE, "least");
        let large = settings.options().parameter(&RULE, "least-large");
        let faint = legible(seen).filter(|word| {
            let tall = i64::from(word.area.height) * 100 >= seen.height * LARGE;
            let least = if tall { large } else { least };
            word.contrast.is_some_and(|contrast| i64::from(contrast) < least)
        });
        let letters: usize = faint.map(|word| word.text.chars().count()).sum();
        Vec::from_iter((letters >= LETTERS).then(|| whole(&RULE, Confidence::Low)))
    }
}
