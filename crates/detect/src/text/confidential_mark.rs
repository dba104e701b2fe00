//! Marks of what must not be in the open.

use super::WordDetector;
use crate::{Confidence, Rule, Severity};

/// See `confidential_mark.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("confidential_mark.words")],
    confidence: Confidence::Medium,
    sure: Confidence::Medium,
    own: false,
    judge: None,
};

static RULE: Rule = Rule {
    code: "TXT061",
    name: "confidential-mark",
    severity: Severity::Warning,
    page: include_str!("confidential_mark.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};
