//! Words in the picture that are not in its alternative text.

use super::{MediaDetector, Seen, legible, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `text_in_picture.md`.
pub struct TextInPicture;

static RULE: Rule = Rule {
    code: "MED016",
    name: "text-in-picture",
    severity: Severity::Warning,
    page: include_str!("text_in_picture.md"),
    languages: &[],
    parameters: &[],
};

/// Letters and digits of a word that counts: shorter ones are often misread.
const LEAST: usize = 3;
/// Letters and digits in all, from which on something is missing.
const LETTERS: usize = 8;
/// Characters of the picture's text that are proposed.
const QUOTED: usize = 300;

impl MediaDetector for TextInPicture {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn looked(&self, seen: &Seen<'_>) -> bool {
        seen.note.seen.words.is_some()
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let alt = folded(&seen.note.alt);
        let words = legible(seen).map(|word| (word, folded(&word.text)));
        let words: Vec<_> = words
            .filter(|(_, plain)| plain.chars().count() >= LEAST)
            .collect();
        let missing: Vec<_> = words
            .iter()
            .filter(|(_, plain)| !alt.contains(plain.as_str()))
            .collect();
        let letters: usize = missing.iter().map(|(_, plain)| plain.chars().count()).sum();
        // A misread word or two of a text that is told are no gap.
        if letters < LETTERS || missing.len() * 3 < words.len() {
            return Vec::new();
        }
        let text = legible(seen)
            .map(|word| word.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let mut finding = whole(&RULE, Confidence::Medium);
        finding.instead = Some(text.chars().take(QUOTED).collect::<String>().into());
        vec![finding]
    }
}

fn folded(text: &str) -> String {
    let plain = text.chars().flat_map(char::to_lowercase);
    plain.filter(|c| c.is_alphanumeric()).collect()
}
