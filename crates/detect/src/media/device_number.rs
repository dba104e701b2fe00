//! A file that tells which device took the picture, or whose it is.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `device_number.md`.
pub struct DeviceNumber;

static RULE: Rule = Rule {
    code: "MED007",
    name: "device-number",
    severity: Severity::Hint,
    page: include_str!("device_number.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for DeviceNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let had = seen.removed.iter().any(|word| word == "serial");
        Vec::from_iter(had.then(|| whole(&RULE, Confidence::High)))
    }
}
