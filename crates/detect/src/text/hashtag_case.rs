//! Hashtags of several words in small letters, which a screen reader reads as one word.

use super::{Report, TextDetector, View};
use crate::{Confidence, Parameter, Rule, Severity, Span};

/// See `hashtag_case.md`.
pub struct HashtagCase;

static RULE: Rule = Rule {
    code: "TXT058",
    name: "hashtag-case",
    severity: Severity::Hint,
    page: include_str!("hashtag_case.md"),
    languages: &[],
    parameters: &[Parameter {
        name: "least-letters",
        default: 13,
        least: 4,
        most: 40,
    }],
};

impl TextDetector for HashtagCase {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let least = usize::try_from(view.parameter(&RULE, "least-letters")).unwrap_or(usize::MAX);
        for (start, _) in view.text.match_indices('#') {
            if report.is_full(&RULE) {
                return;
            }
            let rest = view.text.get(start + 1..).unwrap_or_default();
            let length = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            let tag = rest.get(..length).unwrap_or_default();
            // A capital after the first letter, or a "_", shows where a word begins.
            let parted = tag.chars().skip(1).any(|c| c.is_uppercase() || c == '_');
            if !parted && tag.chars().count() >= least {
                let end = start + 1 + length;
                report.add(&RULE, Span { start, end }, Confidence::Low);
            }
        }
    }
}
