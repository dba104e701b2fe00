//! An alternative text that is too long.

use super::{MediaDetector, Seen};
use crate::text::Settings;
use crate::{Confidence, Finding, Parameter, Rule, Severity, Span};

/// See `long_alt_text.md`.
pub struct LongAltText;

static RULE: Rule = Rule {
    code: "MED005",
    name: "long-alt-text",
    severity: Severity::Hint,
    page: include_str!("long_alt_text.md"),
    languages: &[],
    parameters: &[Parameter {
        name: "longest",
        default: 300,
        least: 50,
        most: 1500,
    }],
};

impl MediaDetector for LongAltText {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, settings: &Settings) -> Vec<Finding> {
        let longest = settings.options().parameter(&RULE, "longest");
        let longest = usize::try_from(longest).unwrap_or(usize::MAX);
        let alt = seen.note.alt.as_str();
        let Some((start, _)) = alt.char_indices().nth(longest) else {
            return Vec::new();
        };
        let bytes = Span {
            start,
            end: alt.len(),
        };
        let chars = Span {
            start: longest,
            end: alt.chars().count(),
        };
        vec![RULE.finding(Confidence::High, bytes, chars)]
    }
}
