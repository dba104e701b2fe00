//! What is wrong with a pack, and where.

use super::MAX_PROBLEMS;
use std::cell::RefCell;
use std::ops::Range;

/// One thing that is wrong. `key` is stable; the message for people is `error-<key>` of the locales.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[error("{file}:{line}:{column}: {key}: {subject} (expected: {expected}{})", nearest.as_ref().map(|n| format!("; nearest: {n}")).unwrap_or_default())]
pub struct PackProblem {
    /// Stable key, e.g. "unknown-fact".
    pub key: &'static str,
    /// File as it was given.
    pub file: String,
    /// From 1; 0 when the problem is of no one place.
    pub line: usize,
    /// In characters, from 1; 0 when the problem is of no one place.
    pub column: usize,
    /// What was found.
    pub subject: String,
    /// What was expected instead, or how it is mended.
    pub expected: String,
    /// The known name most like an unknown one.
    pub nearest: Option<String>,
}

/// Collects problems, so that an author sees all at once.
#[derive(Debug, Default)]
pub(crate) struct Problems(RefCell<Vec<PackProblem>>);

impl Problems {
    pub(crate) fn add(&self, problem: PackProblem) {
        let mut list = self.0.borrow_mut();
        if list.len() < MAX_PROBLEMS {
            list.push(problem);
        }
    }

    /// Whether no more are wanted. Placing a problem reads the whole file, so nobody should go on for nothing.
    pub(crate) fn full(&self) -> bool {
        self.0.borrow().len() >= MAX_PROBLEMS
    }

    pub(crate) fn any(&self) -> bool {
        !self.0.borrow().is_empty()
    }

    pub(crate) fn take(self) -> Vec<PackProblem> {
        self.0.into_inner()
    }
}

/// A problem at byte range `span` of `text`.
pub(crate) fn at(
    key: &'static str,
    file: &str,
    text: &str,
    span: &Range<usize>,
    subject: impl Into<String>,
    expected: impl Into<String>,
) -> PackProblem {
    let before = text.get(..span.start.min(text.len())).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |i| i.saturating_add(1));
    PackProblem {
        key,
        file: file.to_owned(),
        line: before.matches('\n').count().saturating_add(1),
        column: before
            .get(line_start..)
            .map_or(0, |s| s.chars().count())
            .saturating_add(1),
        subject: subject.into(),
        expected: expected.into(),
        nearest: None,
    }
}
