//! A picture without alt text.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

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

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let empty = seen.note.alt.chars().all(|c| !c.is_alphanumeric());
        Vec::from_iter(empty.then(|| whole(&RULE, Confidence::High)))
    }
}
