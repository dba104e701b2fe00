//! A picture too narrow or too wide for a network that it shall go to.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Parameter, Rule, Severity};

/// See `ratio_for_network.md`.
pub struct RatioForNetwork;

static RULE: Rule = Rule {
    code: "MED015",
    name: "ratio-for-network",
    severity: Severity::Hint,
    page: include_str!("ratio_for_network.md"),
    languages: &[],
    parameters: &[
        Parameter {
            name: "bluesky-narrowest",
            default: 50,
            least: 0,
            most: 10000,
        },
        Parameter {
            name: "bluesky-widest",
            default: 300,
            least: 0,
            most: 10000,
        },
        Parameter {
            name: "instagram-narrowest",
            default: 80,
            least: 0,
            most: 10000,
        },
        Parameter {
            name: "instagram-widest",
            default: 191,
            least: 0,
            most: 10000,
        },
        Parameter {
            name: "mastodon-narrowest",
            default: 50,
            least: 0,
            most: 10000,
        },
        Parameter {
            name: "mastodon-widest",
            default: 300,
            least: 0,
            most: 10000,
        },
        Parameter {
            name: "threads-narrowest",
            default: 10,
            least: 0,
            most: 10000,
        },
        Parameter {
            name: "threads-widest",
            default: 1000,
            least: 0,
            most: 10000,
        },
    ],
};

impl MediaDetector for RatioForNetwork {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, settings: &Settings) -> Vec<Finding> {
        // The numbers are those for pictures.
        if seen.note.seen.clip.is_some() {
            return Vec::new();
        }
        let limit =
            |network: &str, side: &str| settings.options().parameter(&RULE, &format!("{network}-{side}"));
        let ratio = seen.width.saturating_mul(100) / seen.height.max(1);
        let found = seen.networks.iter().filter_map(|&network| {
            let (narrowest, widest) = (limit(network, "narrowest"), limit(network, "widest"));
            let cropped = ratio < narrowest || (widest > 0 && ratio > widest);
            cropped.then(|| {
                let mut finding = whole(&RULE, Confidence::High);
                finding.kind = Some(network.into());
                finding
            })
        });
        found.collect()
    }
}
