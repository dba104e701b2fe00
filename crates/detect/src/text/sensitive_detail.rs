//! Health, child welfare, social services or crime, told of a person.

use super::WordDetector;
use super::learned::{Judge, output};
use crate::{Confidence, Rule, Severity};

/// See `sensitive_detail.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[
        include_str!("../../lexicons/kin.words"),
        include_str!("sensitive_detail.words"),
    ],
    confidence: Confidence::Medium,
    sure: Confidence::Medium,
    own: false,
    judge: Some(Judge {
        output: output("sensitive-detail"),
        low: 0.25,
        medium: 0.35,
    }),
};

static RULE: Rule = Rule {
    code: "TXT042",
    name: "sensitive-detail",
    severity: Severity::Hint,
    page: include_str!("sensitive_detail.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[super::word_detector::SENTENCES],
};
