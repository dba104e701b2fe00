//! Officialese, with the plain word.

use super::WordDetector;
use crate::{Confidence, Rule, Severity};

/// See `officialese.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("officialese.words")],
    confidence: Confidence::Medium,
    sure: Confidence::Medium,
    own: true,
    judge: None,
};

static RULE: Rule = Rule {
    code: "TXT054",
    name: "officialese",
    severity: Severity::Hint,
    page: include_str!("officialese.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};
