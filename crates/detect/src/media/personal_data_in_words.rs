//! Personal data in the alternative text, or in what is said in a video.

use super::{MediaDetector, Seen, personal};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `personal_data_in_words.md`.
pub struct PersonalDataInWords;

static RULE: Rule = Rule {
    code: "MED024",
    name: "personal-data-in-words",
    severity: Severity::Warning,
    page: include_str!("personal_data_in_words.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for PersonalDataInWords {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, settings: &Settings) -> Vec<Finding> {
        let words = format!("{}\n\n{}", seen.note.alt, seen.note.spoken());
        personal::data(&words, settings, &RULE, Confidence::High)
    }
}
