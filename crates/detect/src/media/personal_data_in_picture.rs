//! Personal data that can be read in the picture.

use super::{MediaDetector, Seen, legible, whole};
use crate::text::{Settings, scan};
use crate::{Confidence, Finding, Rule, Severity};

/// See `personal_data_in_picture.md`.
pub struct PersonalDataInPicture;

static RULE: Rule = Rule {
    code: "MED018",
    name: "personal-data-in-picture",
    severity: Severity::Warning,
    page: include_str!("personal_data_in_picture.md"),
    languages: &[],
    parameters: &[],
};

/// Text detectors whose findings are about a person: numbers, cards, phone, e-mail, address, name, health and the like.
const PERSONAL: &[&str] = &[
    "TXT001", "TXT002", "TXT003", "TXT004", "TXT011", "TXT015", "TXT018", "TXT021", "TXT040", "TXT042",
];

impl MediaDetector for PersonalDataInPicture {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn looked(&self, seen: &Seen<'_>) -> bool {
        seen.note.seen.words.is_some()
    }

    fn find(&self, seen: &Seen<'_>, settings: &Settings) -> Vec<Finding> {
        let mut text = String::new();
        let mut line = None;
        for word in legible(seen) {
            if line.is_some() {
                text.push(if line == Some(word.line) { ' ' } else { '\n' });
            }
            line = Some(word.line);
            text.push_str(&word.text);
        }
        let mut found: Vec<Finding> = Vec::new();
        for told in scan(&text, settings) {
            let known = found
                .iter()
                .any(|finding| finding.kind.as_deref() == Some(told.name));
            if known || !PERSONAL.contains(&told.code) || told.confidence == Confidence::Low {
                continue;
            }
            // What was read by a machine is never proven.
            let mut finding = whole(&RULE, Confidence::Medium);
            finding.kind = Some(told.name.into());
            found.push(finding);
        }
        found
    }
}
