//! A picture without alt text.

use super::{MediaDetector, Seen};
use crate::{Confidence, Finding, Rule, Severity, Span};

/// See `missing_alt_text.md`.
pub struct MissingAltText;

static RULE: Rule = Rule {
    code: "MED001",
    name: "missing-alt-text",
    severity: Severity::Severe,
    page: include_str!("missing_alt_text.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for MissingAltText {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>) -> Option<Finding> {
        let empty = seen.note.alt.chars().all(|c| !c.is_alphanumeric());
        empty.then(|| {
            RULE.finding(
                Confidence::High,
                Span { start: 0, end: 0 },
                Span { start: 0, end: 0 },
            )
        })
    }
}
