//! Swearing and obscene words.

use super::WordDetector;
use crate::{Confidence, Rule, Severity};

/// See `obscenity.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("obscenity.words")],
    confidence: Confidence::Medium,
    sure: Confidence::Medium,
    own: false,
    judge: None,
};

static RULE: Rule = Rule {
    code: "TXT045",
    name: "obscenity",
    severity: Severity::Hint,
    page: include_str!("obscenity.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};
