//! Words that say that a text or picture was made with AI.

use super::WordDetector;
use crate::{Confidence, Rule, Severity};

/// See `ai_mark.md`.
pub static DETECTOR: WordDetector = WordDetector {
    rule: &RULE,
    words: &[include_str!("ai_mark.words")],
    confidence: Confidence::High,
    sure: Confidence::Medium,
    own: true,
    judge: None,
};

static RULE: Rule = Rule {
    code: "TXT009",
    name: "ai-mark",
    severity: Severity::Hint,
    page: include_str!("ai_mark.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};
