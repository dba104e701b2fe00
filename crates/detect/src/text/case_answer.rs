//! An answer that tells in the open how somebody's case stands.

use super::WordDetector;
use super::learned::{Judge, output};
use crate::{Confidence, Rule, Severity};

/// See `case_answer.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("case_answer.words")],
    confidence: Confidence::Medium,
    sure: Confidence::Medium,
    own: true,
    judge: Some(Judge {
        output: output("case-answer"),
        low: 0.05,
        medium: 0.25,
    }),
};

static RULE: Rule = Rule {
    code: "TXT041",
    name: "case-answer",
    severity: Severity::Warning,
    page: include_str!("case_answer.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[super::word_detector::SENTENCES],
};
