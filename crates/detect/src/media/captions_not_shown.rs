//! Captions that a network does not take.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `captions_not_shown.md`.
pub struct CaptionsNotShown;

static RULE: Rule = Rule {
    code: "MED021",
    name: "captions-not-shown",
    severity: Severity::Warning,
    page: include_str!("captions_not_shown.md"),
    languages: &[],
    parameters: &[],
};

/// Networks that take videos and no captions beside them.
const WITHOUT: &[&str] = &["mastodon"];

impl MediaDetector for CaptionsNotShown {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        if seen.note.seen.clip.is_none() || seen.note.captions.is_empty() {
            return Vec::new();
        }
        let networks = seen.networks.iter().filter(|network| WITHOUT.contains(network));
        let found = networks.map(|&network| {
            let mut finding = whole(&RULE, Confidence::High);
            finding.kind = Some(network.into());
            finding
        });
        found.collect()
    }
}
