//! A file that says that AI made the picture or changed it.

use super::{MediaDetector, Seen, whole};
use crate::picture::is_ai;
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `ai_made_picture.md`.
pub struct AiMadePicture;

static RULE: Rule = Rule {
    code: "MED012",
    name: "ai-made-picture",
    severity: Severity::Warning,
    page: include_str!("ai_made_picture.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for AiMadePicture {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let origin = seen.note.seen.origin.as_str();
        if !is_ai(origin) || seen.note.ai == Some(true) {
            return Vec::new();
        }
        let mut finding = whole(&RULE, Confidence::Medium);
        let whole = origin == "trainedAlgorithmicMedia";
        finding.kind = Some(if whole { "made" } else { "edited" }.into());
        vec![finding]
    }
}
