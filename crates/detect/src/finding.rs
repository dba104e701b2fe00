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

/// A change of the text that mends a finding without anybody having to think about it: what stands in a span is replaced. An
/// empty span is a place where something is put in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What is replaced, in UTF-8 bytes; on character boundaries.
    pub bytes: Span,
    /// What is replaced, in Unicode scalar values.
    pub chars: Span,
    /// What is written there.
    #[serde(serialize_with = "some_text")]
    pub text: Arc<str>,
}

impl Fix {
    /// Puts a label, such as that of a text made with AI, before everything else.
    #[must_use]
    pub fn first(label: &str) -> Self {
        let nothing = Span { start: 0, end: 0 };
        Self {
            bytes: nothing,
            chars: nothing,
            text: Arc::from(label),
        }
    }

    /// Puts a line, such as that of a picture's credit, after everything else of `text`.
    #[must_use]
    pub fn last(text: &str, line: &str) -> Self {
        let end = |at| Span { start: at, end: at };
        Self {
            bytes: end(text.len()),
            chars: end(text.chars().count()),
            text: Arc::from(line),
        }
    }

    /// The text mended; `None` when the span does not lie in it, as after it was changed.
    #[must_use]
    pub fn applied(&self, text: &str) -> Option<String> {
        let before = text.get(..self.bytes.start)?;
        let after = text.get(self.bytes.end..)?;
        (self.bytes.start <= self.bytes.end).then(|| [before, &self.text, after].concat())
    }
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
    /// What mends it, where that is mechanical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

fn as_text<S: serde::Serializer>(text: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_deref().serialize(serializer)
}

fn some_text<S: serde::Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}
