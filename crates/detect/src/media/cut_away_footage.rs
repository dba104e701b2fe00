//! A video whose file still holds some of what was cut away.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity};

/// See `cut_away_footage.md`.
pub struct CutAwayFootage;

static RULE: Rule = Rule {
    code: "MED025",
    name: "cut-away-footage",
    severity: Severity::Warning,
    page: include_str!("cut_away_footage.md"),
    languages: &[],
    parameters: &[],
};

impl MediaDetector for CutAwayFootage {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let clip = seen.note.seen.clip.filter(|clip| clip.hidden > 0);
        let found = clip.map(|clip| {
            let seconds = clip.hidden / 1_000 + i64::from(clip.hidden % 1_000 > 0);
            let mut finding = whole(&RULE, Confidence::High);
            finding.kind = Some(seconds.to_string().into());
            finding
        });
        Vec::from_iter(found)
    }
}
