//! Questions about the writer's own case, which belong in case handling.

use super::WordDetector;
use super::learned::{Judge, output};
use crate::{Confidence, Rule, Severity};

/// See `case_question.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("case_question.words")],
    confidence: Confidence::Medium,
    sure: Confidence::Medium,
    own: false,
    judge: Some(Judge {
        output: output("case-question"),
        low: -0.1,
        medium: 0.2,
    }),
};

static RULE: Rule = Rule {
    code: "TXT005",
    name: "case-question",
    severity: Severity::Hint,
    page: include_str!("case_question.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[super::word_detector::SENTENCES],
};
