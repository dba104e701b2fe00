//! Gendered or outdated terms, with another word.

use super::WordDetector;
use crate::{Confidence, Rule, Severity};

/// See `dated_term.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("dated_term.words")],
    confidence: Confidence::Low,
    sure: Confidence::Medium,
    own: true,
    judge: None,
};

static RULE: Rule = Rule {
    code: "TXT055",
    name: "dated-term",
    severity: Severity::Hint,
    page: include_str!("dated_term.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};
