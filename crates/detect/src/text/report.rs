//! Where detectors put what they find.

use super::{Entry, Group, Options};
use crate::{Confidence, Finding, Fix, Rule, Severity, Span};
use std::sync::Arc;

/// Findings reported per detector and text; a text with more is already as suspicious as it can be.
pub const MAX_FINDINGS: usize = 1_000;

struct Found {
    rule: &'static Rule,
    severity: Severity,
    confidence: Confidence,
    span: Span,
    kind: Option<Arc<str>>,
    instead: Option<Arc<str>>,
    fix: Option<(Span, Arc<str>)>,
}

/// Where detectors put what they find.
pub struct Report<'o> {
    options: &'o Options,
    found: Vec<Found>,
    counts: Vec<(&'static str, usize)>,
    /// The last finding handed in was taken.
    taken: bool,
}

impl<'o> Report<'o> {
    pub(super) fn new(options: &'o Options) -> Self {
        Self {
            options,
            found: Vec::new(),
            counts: Vec::new(),
            taken: false,
        }
    }

    /// A finding with the severity of its rule.
    pub fn add(&mut self, rule: &'static Rule, span: Span, confidence: Confidence) {
        self.push(Found {
            rule,
            severity: rule.severity,
            confidence,
            span,
            kind: None,
            instead: None,
            fix: None,
        });
    }

    /// A finding that says which word of the list it is: its kind, and what to write in its place. The severity may be
    /// milder than the rule's.
    pub fn add_entry(
        &mut self,
        rule: &'static Rule,
        severity: Severity,
        span: Span,
        confidence: Confidence,
        entry: &Entry,
    ) {
        self.push(Found {
            rule,
            severity,
            confidence,
            span,
            kind: Some(&entry.kind).filter(|kind| !kind.is_empty()).cloned(),
            instead: entry.instead.clone(),
            fix: None,
        });
    }

    /// A finding of a kind that no list names.
    pub fn add_kind(
        &mut self,
        rule: &'static Rule,
        severity: Severity,
        span: Span,
        confidence: Confidence,
        kind: &str,
    ) {
        self.push(Found {
            rule,
            severity,
            confidence,
            span,
            kind: Some(Arc::from(kind)),
            instead: None,
            fix: None,
        });
    }

    /// What mends the finding that was handed in last: in the place of a span, which is that of the finding, or empty at the
    /// text's beginning or end, is written `text`.
    pub fn mend(&mut self, span: Span, text: &str) {
        if self.taken
            && let Some(last) = self.found.last_mut()
        {
            last.fix = Some((span, Arc::from(text)));
        }
    }

    fn push(&mut self, found: Found) {
        self.taken = false;
        if found.span.start >= found.span.end || self.options.is_off(found.rule) {
            return;
        }
        let code = found.rule.code;
        match self.counts.iter_mut().find(|(counted, _)| *counted == code) {
            Some((_, count)) if *count >= MAX_FINDINGS => return,
            Some((_, count)) => *count += 1,
            None => self.counts.push((code, 1)),
        }
        self.found.push(found);
        self.taken = true;
    }

    /// Whether a rule has reported all it may.
    #[must_use]
    pub fn is_full(&self, rule: &Rule) -> bool {
        let count = self.counts.iter().find(|(code, _)| *code == rule.code);
        count.is_some_and(|(_, count)| *count >= MAX_FINDINGS)
    }

    /// Whether another finding overlaps. Reads all findings: ask rarely.
    #[must_use]
    pub fn overlaps(&self, span: Span) -> bool {
        self.found
            .iter()
            .any(|found| found.span.start < span.end && span.start < found.span.end)
    }

    /// For each of some groups of digits, by place, whether a finding so far covers it.
    pub(super) fn covers(&mut self, groups: &[Group]) -> Vec<bool> {
        self.found.sort_by_key(|found| found.span);
        let mut found = self.found.iter().peekable();
        let mut reach = 0;
        groups
            .iter()
            .map(|group| {
                let span = group.span();
                while let Some(next) = found.next_if(|next| next.span.start < span.end) {
                    reach = reach.max(next.span.end);
                }
                reach > span.start
            })
            .collect()
    }

    /// Sorts by place and adds the character spans in one walk.
    pub(super) fn located(mut self, text: &str) -> Vec<Finding> {
        self.found.sort_by_key(|found| (found.span, found.rule.code));
        let (mut byte, mut char) = (0, 0);
        let count = |from, to| text.get(from..to).map_or(0, |part| part.chars().count());
        let mut length = None;
        self.found
            .into_iter()
            .map(|found| {
                char += count(byte, found.span.start);
                byte = found.span.start;
                let end = char + count(found.span.start, found.span.end);
                let chars = Span { start: char, end };
                let mut place = |at: usize| match at {
                    0 => Some(0),
                    at if at == found.span.start => Some(chars.start),
                    at if at == found.span.end => Some(chars.end),
                    at if at == text.len() => Some(*length.get_or_insert_with(|| text.chars().count())),
                    _ => None,
                };
                let fix = found.fix.and_then(|(bytes, text)| {
                    let (start, end) = (place(bytes.start)?, place(bytes.end)?);
                    let chars = Span { start, end };
                    Some(Fix { bytes, chars, text })
                });
                Finding {
                    severity: found.severity,
                    kind: found.kind,
                    instead: found.instead,
                    fix,
                    ..found.rule.finding(found.confidence, found.span, chars)
                }
            })
            .collect()
    }
}
