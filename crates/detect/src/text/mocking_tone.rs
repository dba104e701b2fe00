//! Mockery.

use super::WordDetector;
use crate::{Confidence, Rule, Severity};

/// See `mocking_tone.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("mocking_tone.words")],
    confidence: Confidence::Low,
    sure: Confidence::Medium,
    own: true,
    judge: None,
};

static RULE: Rule = Rule {
    code: "TXT052",
    name: "mocking-tone",
    severity: Severity::Hint,
    page: include_str!("mocking_tone.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};
