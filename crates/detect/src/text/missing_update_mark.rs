//! A correction that does not say that the text was changed.

use super::{Report, TextDetector, View, Word};
use crate::{Confidence, Rule, Severity, Span};

/// See `missing_update_mark.md`.
pub struct MissingUpdateMark;

static RULE: Rule = Rule {
    code: "TXT051",
    name: "missing-update-mark",
    severity: Severity::Hint,
    page: include_str!("missing_update_mark.md"),
    languages: &["nb", "nn", "sv"],
    parameters: &[],
};

impl TextDetector for MissingUpdateMark {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn own_texts_only(&self) -> bool {
        true
    }

    fn words(&self) -> &'static [&'static str] {
        &[include_str!("missing_update_mark.words")]
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let is = |hit, kind| view.entry(hit).is_some_and(|entry| &*entry.kind == kind);
        let opens = |word: usize| view.pass.words.get(word).is_some_and(Word::opens);
        let marked = view
            .hits()
            .iter()
            .any(|hit| is(hit, "mark") && opens(hit.words.0));
        if marked {
            return;
        }
        let first = view.hits().iter().find(|hit| is(hit, "correction"));
        if let Some(hit) = first {
            report.add(&RULE, hit.span, Confidence::Medium);
            if let Some(mark) = view.entry(hit).and_then(|entry| entry.instead.as_deref()) {
                report.mend(Span { start: 0, end: 0 }, &format!("{mark} "));
            }
        }
    }
}
