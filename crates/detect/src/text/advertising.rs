//! Advertising and spam.

use super::WordDetector;
use super::learned::{Judge, output};
use crate::{Confidence, Rule, Severity};

/// See `advertising.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("advertising.words")],
    confidence: Confidence::Low,
    sure: Confidence::Medium,
    own: false,
    judge: Some(Judge {
        output: output("advertising"),
        low: 0.05,
        medium: 0.25,
    }),
};

static RULE: Rule = Rule {
    code: "TXT047",
    name: "advertising",
    severity: Severity::Hint,
    page: include_str!("advertising.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[super::word_detector::SENTENCES],
};
