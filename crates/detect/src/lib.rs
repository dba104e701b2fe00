//! Text and media detectors, one per file; bytes in, findings out.
//!
//! A detector says what it found, where, how severe and how sure; a clause decides what follows from it. Each has a file
//! `text/<name>.rs` or `media/<name>.rs` and a spec `<name>.md` beside it, whose cases are its test and whose text is its
//! page `docs/rules/<CODE>.md`. Finding `name` has the locale message `finding-<name>`.

pub mod captions;
pub mod finding;
pub mod media;
pub mod picture;
pub mod rule;
pub mod text;
pub mod video;

pub use finding::{Confidence, Finding, Fix, Severity, Span};
pub use rule::{Parameter, Rule};

/// Every rule, in order of its code.
#[must_use]
pub fn rules() -> Vec<&'static Rule> {
    let text = text::rules();
    let media = media::DETECTORS.iter().map(|detector| detector.rule());
    let mut rules: Vec<_> = text.chain(media).collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// Code and Markdown page of every rule, as committed under `docs/rules/`.
#[must_use]
pub fn pages() -> Vec<(&'static str, &'static str)> {
    rules().into_iter().map(|rule| (rule.code, rule.page)).collect()
}
