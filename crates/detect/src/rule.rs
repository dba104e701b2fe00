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
    /// Languages it holds for, e.g. "nb"; none named: any.
    pub languages: &'static [&'static str],
    /// What a municipality may set.
    pub parameters: &'static [Parameter],
}

/// A number that a municipality may set for a detector.
#[derive(Debug)]
pub struct Parameter {
    /// Kebab-case name.
    pub name: &'static str,
    /// What holds when nothing is set.
    pub default: i64,
    /// Least and greatest value; others are moved to the nearer.
    pub least: i64,
    /// Greatest value.
    pub most: i64,
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
            kind: None,
            instead: None,
            fix: None,
        }
    }
}
