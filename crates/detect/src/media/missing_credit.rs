//! A picture without photographer or source.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `missing_credit.md`.
pub struct MissingCredit;

static RULE: Rule = Rule {
    code: "MED003",
    name: "missing-credit",
    severity: Severity::Warning,
    page: include_str!("missing_credit.md"),
    languages: &[],
    parameters: &[],
};

/// What people write when they do not know, and what stands before a name that is not there.
const EMPTY: &[&str] = &[
    "",
    "foto",
    "photo",
    "bilde",
    "bild",
    "fotograf",
    "ukjent",
    "ukjend",
    "okänd",
    "unknown",
    "google",
    "internett",
    "internet",
    "nettet",
    "facebook",
    "?",
];

impl MediaDetector for MissingCredit {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let credit = seen.note.credit.to_lowercase();
        let credit = credit.trim_matches(|c: char| !c.is_alphanumeric());
        let said = credit.split_once(':').map_or(credit, |(_, name)| name.trim());
        let empty = EMPTY.contains(&credit) || EMPTY.contains(&said);
        Vec::from_iter(empty.then(|| whole(&RULE, Confidence::High)))
    }
}
