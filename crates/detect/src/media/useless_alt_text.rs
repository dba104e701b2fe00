//! An alt text that says nothing.

use super::{MediaDetector, Seen};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity, Span};

/// See `useless_alt_text.md`.
pub struct UselessAltText;

static RULE: Rule = Rule {
    code: "MED002",
    name: "useless-alt-text",
    severity: Severity::Warning,
    page: include_str!("useless_alt_text.md"),
    languages: &[],
    parameters: &[],
};

/// Words that say no more than that it is a picture or a video.
const EMPTY: &[&str] = &[
    "alt",
    "alternativ",
    "bild",
    "bilda",
    "bilde",
    "bilder",
    "bildet",
    "bilden",
    "biletet",
    "bilete",
    "den",
    "det",
    "dette",
    "eit",
    "en",
    "et",
    "ett",
    "film",
    "filmen",
    "filmklipp",
    "foto",
    "fotografi",
    "fotot",
    "her",
    "här",
    "illustrasjon",
    "illustrasjonsbilde",
    "illustrasjonsfoto",
    "illustration",
    "image",
    "img",
    "ikon",
    "kommune",
    "kommunen",
    "klipp",
    "klippet",
    "logo",
    "photo",
    "picture",
    "skjermbilde",
    "skjermdump",
    "skärmbild",
    "tekst",
    "test",
    "text",
    "untitled",
    "video",
    "videoen",
    "videoklipp",
    "videon",
    "visar",
    "viser",
    "är",
    "er",
];

const FILE_ENDINGS: &[&str] = &[
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".tif", ".tiff", ".bmp", ".svg", ".pdf", ".mp4",
    ".mov", ".m4v",
];

/// What cameras and programs call their files.
const FILE_BEGINNINGS: &[&str] = &[
    "img_",
    "img-",
    "vid_",
    "vid-",
    "mov_",
    "dsc_",
    "dsc0",
    "dscn",
    "pxl_",
    "dji_",
    "screenshot",
    "skjermbilde",
    "whatsapp image",
    "unnamed",
];

/// Shorter than this (letters and digits) it cannot describe a picture.
const LEAST: usize = 8;

impl MediaDetector for UselessAltText {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let alt = seen.note.alt.as_str();
        let folded = alt.trim().to_lowercase();
        let letters = folded.chars().filter(|c| c.is_alphanumeric()).count();
        if letters == 0 {
            return Vec::new();
        }
        let confidence = if is_file_name(&folded) || is_empty(&folded) {
            Confidence::High
        } else if letters < LEAST {
            Confidence::Medium
        } else {
            return Vec::new();
        };
        let bytes = Span {
            start: 0,
            end: alt.len(),
        };
        let chars = Span {
            start: 0,
            end: alt.chars().count(),
        };
        vec![RULE.finding(confidence, bytes, chars)]
    }
}

fn is_file_name(folded: &str) -> bool {
    let one_word = !folded.contains(char::is_whitespace);
    let named = FILE_BEGINNINGS
        .iter()
        .any(|beginning| folded.starts_with(beginning));
    let numbered = folded.chars().filter(char::is_ascii_digit).count() >= 3;
    FILE_ENDINGS.iter().any(|ending| folded.ends_with(ending)) || (named && (one_word || numbered))
}

/// Whether every word is empty or a number.
fn is_empty(folded: &str) -> bool {
    folded.split(|c: char| !c.is_alphanumeric()).all(|word| {
        word.is_empty()
            || EMPTY.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit()))
            || word.chars().all(|c| c.is_ascii_digit())
    })
}
