//! What every detector says of itself.

use crate::{Confidence, Finding, Severity, Span};

/// A detector's identity card.
#[derive(Debug)]
pub struct Rule {
    /// Stable code: `TXT` or `MED` and three digits.
    pub code: &'static str,
    /// Kebab-case name.
    pub name: &'static str,
    /// Severity of its findings.
    pub severity: Severity,
    /// Its spec in Markdown, which is also its documentation page.
    pub page: &'static str,
}

impl Rule {
    /// A finding of this rule.
    #[must_use]
    pub fn finding(&self, confidence: Confidence, bytes: Span, chars: Span) -> Finding {
        Finding {
            code: self.code,
            name: self.name,
            severity: self.severity,
            confidence,
            bytes,
            chars,
        }
    }
}
