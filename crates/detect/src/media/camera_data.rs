//! A file with the camera's data.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `camera_data.md`.
pub struct CameraData;

static RULE: Rule = Rule {
    code: "MED008",
    name: "camera-data",
    severity: Severity::Hint,
    page: include_str!("camera_data.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for CameraData {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let had = seen
            .removed
            .iter()
            .any(|word| matches!(word.as_str(), "camera" | "taken-at" | "exif"));
        Vec::from_iter(had.then(|| whole(&RULE, Confidence::High)))
    }
}
