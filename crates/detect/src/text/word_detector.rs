//! The detector that is nothing but a list.

use super::{Hit, Report, TextDetector, View};
use crate::{Confidence, Rule, Severity, Span};

/// A detector that reports words of its list; hits that overlap are one finding.
///
/// A word of strength 2 or 3 counts alone, and 3 is one step surer. A word of strength 1 counts when a word of kind `with`
/// stands near it in the same sentence. A word of kind `not` near it takes any hit away.
pub struct WordDetector {
    /// Its rule.
    pub rule: &'static Rule,
    /// Its lists.
    pub words: &'static [&'static str],
    /// How sure a hit is; a disguised word is reported with [`Confidence::Low`].
    pub confidence: Confidence,
}

/// Words between two that belong together.
const NEAR: usize = 6;

impl TextDetector for WordDetector {
    fn rule(&self) -> &'static Rule {
        self.rule
    }

    fn words(&self) -> &'static [&'static str] {
        self.words
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let mut open: Option<(Hit, Span, bool)> = None;
        for (at, hit) in view.hits().iter().enumerate() {
            if report.is_full(self.rule) {
                return;
            }
            if !counts(view, at, hit) {
                continue;
            }
            if let Some((_, span, disguised)) = &mut open
                && hit.span.start < span.end
            {
                span.end = span.end.max(hit.span.end);
                *disguised &= hit.disguised;
                continue;
            }
            self.report(view, open.take(), report);
            open = Some((*hit, hit.span, hit.disguised));
        }
        self.report(view, open, report);
    }
}

impl WordDetector {
    fn report(&self, view: &View<'_>, found: Option<(Hit, Span, bool)>, report: &mut Report<'_>) {
        let Some((hit, span, disguised)) = found else {
            return;
        };
        let Some(entry) = view.entry(&hit) else { return };
        let confidence = match (disguised, entry.strength, self.confidence) {
            (true, ..) => Confidence::Low,
            (false, 3, Confidence::Low) => Confidence::Medium,
            (false, 3, Confidence::Medium) => Confidence::High,
            (false, _, confidence) => confidence,
        };
        let severity = if confidence == Confidence::Low {
            Severity::Hint
        } else {
            self.rule.severity
        };
        report.add_entry(self.rule, severity, span, confidence, entry);
    }
}

/// Whether a hit stands alone, or has beside it what it needs and nothing that takes it away.
pub fn counts(view: &View<'_>, at: usize, hit: &Hit) -> bool {
    let Some(entry) = view.entry(hit) else {
        return false;
    };
    if matches!(&*entry.kind, "with" | "not") {
        return false;
    }
    let hits = view.hits();
    let before = hits.get(..at).unwrap_or_default().iter().rev();
    let after = hits.get(at + 1..).unwrap_or_default().iter();
    // Hits lie by place: those beyond reach end the walk.
    let before = before.take_while(|other| other.words.1 + 2 * NEAR >= hit.words.0);
    let after = after.take_while(|other| other.words.0 <= hit.words.1 + NEAR);
    let mut needed = entry.strength == 1;
    for other in before.chain(after) {
        let kind = view.entry(other).map_or("", |entry| &entry.kind);
        if !matches!(kind, "with" | "not") || !near(view, hit, other) {
            continue;
        }
        if kind == "not" {
            return false;
        }
        let apart = other.words.1 < hit.words.0 || other.words.0 > hit.words.1;
        needed &= !apart;
    }
    !needed
}

/// Few words apart in one sentence.
fn near(view: &View<'_>, one: &Hit, other: &Hit) -> bool {
    let (first, last) = if one.words.0 <= other.words.0 {
        (one, other)
    } else {
        (other, one)
    };
    let (from, to) = (first.words.1, last.words.0);
    to <= from + NEAR
        && !(from + 1..=to).any(|index| view.pass.words.get(index).is_some_and(super::Word::opens))
}
