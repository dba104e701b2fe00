//! Detectors that read what is said of a picture.

mod missing_alt_text;
mod missing_credit;
mod picture_too_small;
mod useless_alt_text;

use crate::{Finding, Rule};
use model::post::MediaNote;

/// A picture as its detectors see it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// What the author said.
    pub note: &'a MediaNote,
    /// Width in pixels.
    pub width: i64,
    /// Height in pixels.
    pub height: i64,
}

/// A detector that reads what is said of one picture.
pub trait MediaDetector: Sync {
    /// Its code, name, severity and page.
    fn rule(&self) -> &'static Rule;

    /// What is wrong, if anything is.
    fn find(&self, seen: &Seen<'_>) -> Option<Finding>;
}

/// Every media detector.
pub static DETECTORS: &[&dyn MediaDetector] = &[
    &missing_alt_text::MissingAltText,
    &useless_alt_text::UselessAltText,
    &missing_credit::MissingCredit,
    &picture_too_small::PictureTooSmall,
];

/// Everything the detectors find about one picture; `off` holds codes that are switched off.
#[must_use]
pub fn scan(seen: &Seen<'_>, off: &[String]) -> Vec<Finding> {
    DETECTORS
        .iter()
        .filter(|detector| !off.iter().any(|code| code == detector.rule().code))
        .filter_map(|detector| detector.find(seen))
        .collect()
}
