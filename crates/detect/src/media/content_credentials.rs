//! A file with a manifest of its history (C2PA).

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `content_credentials.md`.
pub struct ContentCredentials;

static RULE: Rule = Rule {
    code: "MED013",
    name: "content-credentials",
    severity: Severity::Hint,
    page: include_str!("content_credentials.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for ContentCredentials {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let generator = seen.note.seen.manifest.as_str();
        if generator.is_empty() {
            return Vec::new();
        }
        let mut finding = whole(&RULE, Confidence::High);
        finding.kind = Some(generator.into());
        vec![finding]
    }
}
