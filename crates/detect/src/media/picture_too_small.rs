//! A picture too small to be shown well.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `picture_too_small.md`.
pub struct PictureTooSmall;

static RULE: Rule = Rule {
    code: "MED004",
    name: "picture-too-small",
    severity: Severity::Hint,
    page: include_str!("picture_too_small.md"),
    languages: &[],
    parameters: &[],
};

/// Pixels of the longer side below which a picture looks blurred in a feed on a phone.
const LEAST: i64 = 600;

impl MediaDetector for PictureTooSmall {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let small = seen.width.max(seen.height) < LEAST;
        Vec::from_iter(small.then(|| whole(&RULE, Confidence::High)))
    }
}
