//! A file that tells where the picture was taken.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `position_in_picture.md`.
pub struct PositionInPicture;

static RULE: Rule = Rule {
    code: "MED006",
    name: "position-in-picture",
    severity: Severity::Hint,
    page: include_str!("position_in_picture.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for PositionInPicture {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let had = seen.removed.iter().any(|word| word == "gps");
        Vec::from_iter(had.then(|| whole(&RULE, Confidence::High)))
    }
}
