//! Personal data in words that go with a picture.

use super::whole;
use crate::text::{Settings, scan};
use crate::{Confidence, Finding, Rule};

/// Text detectors whose findings are about a person: numbers, cards, phone, e-mail, address, name, health and the like.
const PERSONAL: &[&str] = &[
    "TXT001", "TXT002", "TXT003", "TXT004", "TXT011", "TXT015", "TXT018", "TXT021", "TXT040", "TXT042",
];

/// Whether a text detector's findings are about a person.
#[must_use]
pub fn is_about_a_person(code: &str) -> bool {
    PERSONAL.contains(&code)
}

/// What text detectors are at least *medium* sure of, one finding of a kind; at most as sure as `most`.
pub(super) fn data(text: &str, settings: &Settings, rule: &Rule, most: Confidence) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for told in scan(text, settings) {
        let known = found
            .iter()
            .any(|finding| finding.kind.as_deref() == Some(told.name));
        if known || !is_about_a_person(told.code) || told.confidence == Confidence::Low {
            continue;
        }
        let mut finding = whole(rule, told.confidence.min(most));
        finding.kind = Some(told.name.into());
        found.push(finding);
    }
    found
}
