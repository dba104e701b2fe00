//! Promises and statements of law in the municipality's name.

use super::WordDetector;
use super::learned::{Judge, output};
use crate::{Confidence, Rule, Severity};

/// See `promise.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("promise.words")],
    confidence: Confidence::Medium,
    sure: Confidence::Medium,
    own: true,
    judge: Some(Judge {
        output: output("promise"),
        low: 0.15,
        medium: 0.35,
    }),
};

static RULE: Rule = Rule {
    code: "TXT049",
    name: "promise",
    severity: Severity::Hint,
    page: include_str!("promise.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[super::word_detector::SENTENCES],
};
