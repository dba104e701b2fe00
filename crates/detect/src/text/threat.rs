//! Phrases that threaten somebody.

use super::WordDetector;
use super::learned::{Judge, output};
use crate::{Confidence, Rule, Severity};

/// See `threat.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[
        include_str!("../../lexicons/people.words"),
        include_str!("threat.words"),
    ],
    confidence: Confidence::Medium,
    sure: Confidence::High,
    own: false,
    judge: Some(Judge {
        output: output("threat"),
        low: 0.2,
        medium: 0.55,
    }),
};

static RULE: Rule = Rule {
    code: "TXT007",
    name: "threat",
    severity: Severity::Warning,
    page: include_str!("threat.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[super::word_detector::SENTENCES],
};
