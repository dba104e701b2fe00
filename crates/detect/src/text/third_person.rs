//! People beside the writer who may be known again.

use super::WordDetector;
use super::learned::{Judge, output};
use crate::{Confidence, Rule, Severity};

/// See `third_person.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[
        include_str!("../../lexicons/kin.words"),
        include_str!("third_person.words"),
    ],
    confidence: Confidence::Low,
    sure: Confidence::Medium,
    own: false,
    judge: Some(Judge {
        output: output("third-person"),
        low: 0.05,
        medium: 0.25,
    }),
};

static RULE: Rule = Rule {
    code: "TXT048",
    name: "third-person",
    severity: Severity::Hint,
    page: include_str!("third_person.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[super::word_detector::SENTENCES],
};
