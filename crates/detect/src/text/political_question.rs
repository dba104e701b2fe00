//! Words of party politics and elections.

use super::WordDetector;
use super::learned::{Judge, output};
use crate::{Confidence, Rule, Severity};

/// See `political_question.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("political_question.words")],
    confidence: Confidence::Low,
    sure: Confidence::Medium,
    own: false,
    judge: Some(Judge {
        output: output("political-question"),
        low: -0.05,
        medium: 0.35,
    }),
};

static RULE: Rule = Rule {
    code: "TXT006",
    name: "political-question",
    severity: Severity::Hint,
    page: include_str!("political_question.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[super::word_detector::SENTENCES],
};
