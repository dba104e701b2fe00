//! A file in which something stands behind the picture.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `appended_data.md`.
pub struct AppendedData;

static RULE: Rule = Rule {
    code: "MED009",
    name: "appended-data",
    severity: Severity::Hint,
    page: include_str!("appended_data.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for AppendedData {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let had = seen.removed.iter().any(|word| word == "appended");
        Vec::from_iter(had.then(|| whole(&RULE, Confidence::High)))
    }
}
