//! A video with sound and without captions.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `missing_captions.md`.
pub struct MissingCaptions;

static RULE: Rule = Rule {
    code: "MED020",
    name: "missing-captions",
    severity: Severity::Severe,
    page: include_str!("missing_captions.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for MissingCaptions {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let missing = seen.note.is_uncaptioned();
        Vec::from_iter(missing.then(|| whole(&RULE, Confidence::Medium)))
    }
}
