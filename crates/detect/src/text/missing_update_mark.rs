//! A correction that does not say that the text was changed.

use super::language::language;
use super::{Hit, Report, TextDetector, View, Wakes, Word};
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

    fn wakes(&self) -> Wakes {
        Wakes::Words
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let kind = |hit: &Hit| view.entry(hit).map_or("", |entry| &*entry.kind);
        let marked = |hit: &Hit| kind(hit) == "mark" && opens(view, hit);
        if view.hits().iter().any(marked) {
            return;
        }
        let matches = view.matches();
        let patterns = matches.iter().map(|found| (found.span, found.entry));
        let words = view.hits().iter().filter(|hit| match kind(hit) {
            "correction" => true,
            "heading" => opens(view, hit) && is_heading(view, hit),
            _ => false,
        });
        let words = words.filter_map(|hit| Some((hit.span, view.entry(hit)?)));
        let corrections = patterns.chain(words);
        let first = corrections.min_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        if let Some((span, entry)) = first {
            report.add(&RULE, span, Confidence::Medium);
            let mark = entry.instead.as_deref().unwrap_or_else(|| mark_in(view));
            report.mend(Span { start: 0, end: 0 }, &format!("{mark} "));
        }
    }
}

/// What the text is to begin with, where the line of the list holds for several languages.
fn mark_in(view: &View<'_>) -> &'static str {
    match language(view) {
        Some("sv") => "Uppdaterad:",
        _ => "Oppdatert:",
    }
}

fn opens(view: &View<'_>, hit: &Hit) -> bool {
    view.pass.words.get(hit.words.0).is_some_and(Word::opens)
}

/// A sign follows that parts it from what it announces: "Rettelse: …", not "Rettelse av protokollen".
fn is_heading(view: &View<'_>, hit: &Hit) -> bool {
    let rest = view.text.get(hit.span.end..).unwrap_or_default();
    let sign = rest.trim_start_matches(' ').chars().next();
    sign.is_none_or(|sign| matches!(sign, ':' | '.' | '!' | '–' | '\n'))
}
