//! The detector that is nothing but a list.

use super::{Report, TextDetector, View};
use crate::{Confidence, Rule, Span};

/// A detector that reports each word of its list; hits that overlap are one finding.
pub struct WordDetector {
    /// Its rule.
    pub rule: &'static Rule,
    /// Its lists.
    pub words: &'static [&'static str],
    /// How sure a hit is; a disguised word is reported with [`Confidence::Low`].
    pub confidence: Confidence,
}

impl TextDetector for WordDetector {
    fn rule(&self) -> &'static Rule {
        self.rule
    }

    fn words(&self) -> &'static [&'static str] {
        self.words
    }

    fn find(&self, view: &View<'_>, report: &mut Report) {
        let mut hits = view.hits().iter().peekable();
        while let Some(first) = hits.next() {
            let (mut end, mut disguised) = (first.span.end, first.disguised);
            while let Some(next) = hits.next_if(|next| next.span.start < end) {
                end = end.max(next.span.end);
                disguised &= next.disguised;
            }
            let span = Span {
                start: first.span.start,
                end,
            };
            let confidence = if disguised {
                Confidence::Low
            } else {
                self.confidence
            };
            match view.entry(first) {
                Some(entry) => report.add_entry(self.rule, self.rule.severity, span, confidence, entry),
                None => report.add(self.rule, span, confidence),
            }
        }
    }
}
