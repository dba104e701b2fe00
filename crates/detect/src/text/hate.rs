//! Hate against groups.

use super::WordDetector;
use super::learned::{Judge, output};
use crate::{Confidence, Rule, Severity};

/// See `hate.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[
        include_str!("../../lexicons/people.words"),
        include_str!("hate.words"),
    ],
    confidence: Confidence::Medium,
    sure: Confidence::Medium,
    own: false,
    judge: Some(Judge {
        output: output("hate"),
        low: 0.0,
        medium: 0.45,
    }),
};

static RULE: Rule = Rule {
    code: "TXT043",
    name: "hate",
    severity: Severity::Hint,
    page: include_str!("hate.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[super::word_detector::SENTENCES],
};
