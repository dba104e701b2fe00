//! Faces in a picture.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};
use model::post::Basis;

/// See `faces.md`.
pub struct Faces;

static RULE: Rule = Rule {
    code: "MED010",
    name: "faces",
    severity: Severity::Hint,
    page: include_str!("faces.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for Faces {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn looked(&self, seen: &Seen<'_>) -> bool {
        seen.note.seen.faces.is_some()
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let Some(faces) = seen.note.seen.faces.as_ref().filter(|faces| !faces.is_empty()) else {
            return Vec::new();
        };
        let mut finding = whole(&RULE, Confidence::Medium);
        finding.kind = Some(faces.len().to_string().into());
        if seen.note.basis == Basis::NoPerson {
            finding.severity = Severity::Warning;
        }
        vec![finding]
    }
}
