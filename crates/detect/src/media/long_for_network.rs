//! A video longer than a network that it shall go to takes.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Parameter, Rule, Severity};

/// See `long_for_network.md`.
pub struct LongForNetwork;

static RULE: Rule = Rule {
    code: "MED023",
    name: "long-for-network",
    severity: Severity::Warning,
    page: include_str!("long_for_network.md"),
    languages: &[],
    parameters: &[Parameter {
        name: "bluesky-seconds",
        default: 600,
        least: 0,
        most: 36_000,
    }],
};

impl MediaDetector for LongForNetwork {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, settings: &Settings) -> Vec<Finding> {
        let Some(clip) = seen.note.seen.clip else {
            return Vec::new();
        };
        let too_long = |network: &&&str| {
            let longest = settings.options().parameter(&RULE, &format!("{network}-seconds"));
            longest > 0 && clip.millis > longest.saturating_mul(1_000)
        };
        let networks = seen.networks.iter().filter(too_long);
        let found = networks.map(|&network| {
            let mut finding = whole(&RULE, Confidence::High);
            finding.kind = Some(network.into());
            finding
        });
        found.collect()
    }
}
