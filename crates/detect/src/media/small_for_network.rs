//! A picture too small for a network that it shall go to.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Parameter, Rule, Severity};

/// See `small_for_network.md`.
pub struct SmallForNetwork;

static RULE: Rule = Rule {
    code: "MED014",
    name: "small-for-network",
    severity: Severity::Warning,
    page: include_str!("small_for_network.md"),
    languages: &[],
    parameters: &[
        Parameter {
            name: "bluesky",
            default: 400,
            least: 0,
            most: 4000,
        },
        Parameter {
            name: "instagram",
            default: 320,
            least: 0,
            most: 4000,
        },
        Parameter {
            name: "mastodon",
            default: 400,
            least: 0,
            most: 4000,
        },
        Parameter {
            name: "threads",
            default: 320,
            least: 0,
            most: 4000,
        },
    ],
};

impl MediaDetector for SmallForNetwork {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, settings: &Settings) -> Vec<Finding> {
        // The numbers are those for pictures.
        let is_picture = seen.note.seen.clip.is_none();
        let too_small = |network: &&&str| {
            let least = settings.options().parameter(&RULE, network);
            is_picture && seen.width < least
        };
        let networks = seen.networks.iter().filter(too_small);
        let found = networks.map(|&network| {
            let mut finding = whole(&RULE, Confidence::High);
            finding.kind = Some(network.into());
            finding
        });
        found.collect()
    }
}
