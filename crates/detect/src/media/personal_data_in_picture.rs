//! Personal data that can be read in the picture.

use super::{MediaDetector, Seen, legible, personal};
use crate::text::Settings;
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
        // What was read by a machine is never proven.
        personal::data(&text, settings, &RULE, Confidence::Medium)
    }
}
