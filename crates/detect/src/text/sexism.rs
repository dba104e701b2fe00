//! Contempt for women or men as such.

use super::WordDetector;
use super::learned::{Judge, output};
use crate::{Confidence, Rule, Severity};

/// See `sexism.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("sexism.words")],
    confidence: Confidence::Low,
    sure: Confidence::Medium,
    own: false,
    judge: Some(Judge {
        output: output("sexism"),
        low: 0.0,
        medium: 0.45,
    }),
};

static RULE: Rule = Rule {
    code: "TXT046",
    name: "sexism",
    severity: Severity::Hint,
    page: include_str!("sexism.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[super::word_detector::SENTENCES],
};
