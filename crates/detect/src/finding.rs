//! What a detector reports.

use serde::Serialize;
use std::sync::Arc;

model::words! {
    /// How bad it would be if the finding is right and nothing is done.
    Severity {
        /// Worth a look.
        Hint = "hint",
        /// Should be mended.
        Warning = "warning",
        /// Must not go out.
        Severe = "severe",
    }
}

model::words! {
    /// How sure the detector is.
    Confidence {
        /// Wrong about as often as right.
        Low = "low",
        /// Mostly right.
        Medium = "medium",
        /// Proven by form and check digits, or by the absence of what should be there.
        High = "high",
    }
}

/// Half-open range: from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// First position.
    pub start: usize,
    /// Position after the last.
    pub end: usize,
}

/// One finding. In a text the spans lie in that text; for a picture they lie in its alt text or are empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable code such as "TXT001", never reused (`codes.lock`).
    pub code: &'static str,
    /// Kebab-case name; the locale message is `finding-<name>`.
    pub name: &'static str,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// Where, in UTF-8 bytes; always on character boundaries.
    pub bytes: Span,
    /// Where, in Unicode scalar values.
    pub chars: Span,
    /// Which kind of what the detector looks for, when it tells kinds apart.
    #[serde(serialize_with = "as_text", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Arc<str>>,
    /// What may be written in its place.
    #[serde(serialize_with = "as_text", skip_serializing_if = "Option::is_none")]
    pub instead: Option<Arc<str>>,
}

fn as_text<S: serde::Serializer>(text: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_deref().serialize(serializer)
}
