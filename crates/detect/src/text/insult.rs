//! Crude words used of people.

use super::WordDetector;
use crate::{Confidence, Rule, Severity};

/// See `insult.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("insult.words")],
    confidence: Confidence::Low,
    sure: Confidence::Medium,
    own: false,
    judge: None,
};

static RULE: Rule = Rule {
    code: "TXT008",
    name: "insult",
    severity: Severity::Hint,
    page: include_str!("insult.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};
