//! Calls to violence or damage.

use super::WordDetector;
use super::learned::{Judge, output};
use crate::{Confidence, Rule, Severity};

/// See `incitement.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[
        include_str!("../../lexicons/people.words"),
        include_str!("incitement.words"),
    ],
    confidence: Confidence::Medium,
    sure: Confidence::Medium,
    own: false,
    judge: Some(Judge {
        output: output("incitement"),
        low: 0.0,
        medium: 0.45,
    }),
};

static RULE: Rule = Rule {
    code: "TXT044",
    name: "incitement",
    severity: Severity::Hint,
    page: include_str!("incitement.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[super::word_detector::SENTENCES],
};
