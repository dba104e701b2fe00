//! Fire, accident, missing person: what makes it wise to ask before anything is sent.

use super::WordDetector;
use crate::{Confidence, Rule, Severity};

/// See `crisis_topic.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("crisis_topic.words")],
    confidence: Confidence::Medium,
    sure: Confidence::Medium,
    own: false,
    judge: None,
};

static RULE: Rule = Rule {
    code: "TXT010",
    name: "crisis-topic",
    severity: Severity::Hint,
    page: include_str!("crisis_topic.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};
