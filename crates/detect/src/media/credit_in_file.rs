//! A file that names the photographer where the author does not.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `credit_in_file.md`.
pub struct CreditInFile;

static RULE: Rule = Rule {
    code: "MED011",
    name: "credit-in-file",
    severity: Severity::Hint,
    page: include_str!("credit_in_file.md"),
    languages: &[],
    parameters: &[],
};

/// Letters of a word that tells a name: shorter ones are particles and initials.
const LEAST: usize = 3;

impl MediaDetector for CreditInFile {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let named = seen.note.seen.credit.as_str();
        let said = seen.note.credit.to_lowercase();
        let folded = named.to_lowercase();
        let words = folded.split(|c: char| !c.is_alphanumeric());
        let mut words = words.filter(|word| word.chars().count() >= LEAST);
        if named.is_empty() || words.any(|word| said.contains(word)) {
            return Vec::new();
        }
        let sure = if said.trim().is_empty() {
            Confidence::High
        } else {
            Confidence::Medium
        };
        let mut finding = whole(&RULE, sure);
        finding.instead = Some(named.into());
        vec![finding]
    }
}
