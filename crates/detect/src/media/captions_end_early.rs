//! Captions that end long before their video does.

use super::{MediaDetector, Seen, whole};
use crate::text::Settings;
use crate::{Confidence, Finding, Rule, Severity, captions};

/// See `captions_end_early.md`.
pub struct CaptionsEndEarly;

static RULE: Rule = Rule {
    code: "MED022",
    name: "captions-end-early",
    severity: Severity::Hint,
    page: include_str!("captions_end_early.md"),
    languages: &[],
    parameters: &[],
};

/// Milliseconds without captions at the end that are no gap: music, and the municipality's arms.
const END: i64 = 30_000;
/// The part of a video's length that such an end may have: one in so many.
const PART: i64 = 4;

impl MediaDetector for CaptionsEndEarly {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn find(&self, seen: &Seen<'_>, _settings: &Settings) -> Vec<Finding> {
        let Some(clip) = seen.note.seen.clip else {
            return Vec::new();
        };
        let cues = captions::cues(&seen.note.captions);
        let Some(begin) = cues.iter().map(|cue| cue.from).min() else {
            return Vec::new();
        };
        let end = cues.iter().map(|cue| cue.to).max().unwrap_or(begin);
        let left = clip.millis.saturating_sub(end);
        let confidence = if begin >= clip.millis {
            Confidence::Medium
        } else if left > END && left > clip.millis / PART {
            Confidence::Low
        } else {
            return Vec::new();
        };
        vec![whole(&RULE, confidence)]
    }
}
