//! A text that speaks of its pictures and names nobody who took them.

use super::{Report, TextDetector, View};
use crate::{Confidence, Rule, Severity, Span};

/// See `missing_source.md`.
pub struct MissingSource;

static RULE: Rule = Rule {
    code: "TXT060",
    name: "missing-source",
    severity: Severity::Hint,
    page: include_str!("missing_source.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};

impl TextDetector for MissingSource {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn own_texts_only(&self) -> bool {
        true
    }

    fn words(&self) -> &'static [&'static str] {
        &[include_str!("missing_source.words")]
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let is = |hit, kind| view.entry(hit).is_some_and(|entry| &*entry.kind == kind);
        if view.hits().iter().any(|hit| is(hit, "source")) {
            return;
        }
        let first = view.hits().iter().find(|hit| is(hit, "picture"));
        if let Some(hit) = first {
            report.add(&RULE, hit.span, Confidence::Low);
            if let Some(line) = view.entry(hit).and_then(|entry| entry.instead.as_deref()) {
                let end = view.text.len();
                report.mend(Span { start: end, end }, &format!("\n{line} "));
            }
        }
    }
}
