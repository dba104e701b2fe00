//! A text that speaks of its pictures and names nobody who took them.

use super::{Hit, Report, TextDetector, View, Wakes};
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

    fn wakes(&self) -> Wakes {
        Wakes::Words
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let matches = view.matches();
        let named = view.hits().iter().any(|hit| names_somebody(view, hit))
            || matches.iter().any(|found| &*found.entry.kind == "source")
            || view.text.contains('©');
        if named {
            return;
        }
        let patterns = matches.iter().map(|found| (found.span, found.entry));
        let words = view.hits().iter().filter(|hit| is_picture(view, hit));
        let words = words.filter_map(|hit| Some((hit.span, view.entry(hit)?)));
        let pictures = patterns.chain(words);
        let first = pictures.min_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        if let Some((span, entry)) = first {
            report.add(&RULE, span, Confidence::Low);
            if let Some(line) = entry.instead.as_deref() {
                let end = view.text.len();
                report.mend(Span { start: end, end }, &format!("\n{line} "));
            }
        }
    }
}

fn is_picture(view: &View<'_>, hit: &Hit) -> bool {
    match view.entry(hit).map(|entry| &*entry.kind) {
        Some("picture") => true,
        Some("caption") => is_caption(view, hit),
        Some("place") => is_place(view, hit),
        _ => false,
    }
}

/// Whether a hit says who took or made a picture.
fn names_somebody(view: &View<'_>, hit: &Hit) -> bool {
    match view.entry(hit).map(|entry| &*entry.kind) {
        Some("source") => true,
        Some("credit") => is_followed_by_name(view, hit) || has_sign_after(view, hit, &['/', '–', '|']),
        Some("lead") => opens(view, hit) && has_sign_after(view, hit, &[]) && is_before_capital(view, hit),
        _ => false,
    }
}

/// "Fra venstre: Kari", "Fra venstre Kari", "(fra venstre)", unless a party is named or somebody comes from the left.
fn is_caption(view: &View<'_>, hit: &Hit) -> bool {
    let party = hit.words.1 > hit.words.0
        && view
            .pass
            .words
            .get(hit.words.1)
            .is_some_and(super::Word::is_capital);
    let named = opens(view, hit) && is_followed_by_name(view, hit);
    !party && (named || in_bracket(view, hit) || has_sign_after(view, hit, &[]))
}

/// "Til venstre: Kari", "Kari (t.v.)", but not "Til venstre Storgata".
fn is_place(view: &View<'_>, hit: &Hit) -> bool {
    in_bracket(view, hit) || opens(view, hit) && has_sign_after(view, hit, &[])
}

/// A colon, or a word with a capital letter in the same sentence.
fn is_followed_by_name(view: &View<'_>, hit: &Hit) -> bool {
    is_before_capital(view, hit) || has_sign_after(view, hit, &[])
}

fn is_before_capital(view: &View<'_>, hit: &Hit) -> bool {
    let next = view.pass.words.get(hit.words.1 + 1);
    next.is_some_and(|word| word.is_capital() && !word.opens())
}

/// A colon or one of some other signs, with or without a blank before it.
fn has_sign_after(view: &View<'_>, hit: &Hit, others: &[char]) -> bool {
    let rest = view.text.get(hit.span.end..).unwrap_or_default();
    let sign = rest.trim_start_matches([' ', '.', ')']).chars().next();
    sign.is_some_and(|sign| sign == ':' || others.contains(&sign))
}

/// First of a sentence or line, or after a bracket.
fn opens(view: &View<'_>, hit: &Hit) -> bool {
    let first = view.pass.words.get(hit.words.0);
    first.is_some_and(super::Word::opens) || before(view, hit).ends_with(['(', '|', '/'])
}

fn in_bracket(view: &View<'_>, hit: &Hit) -> bool {
    before(view, hit).ends_with('(')
}

fn before<'v>(view: &'v View<'_>, hit: &Hit) -> &'v str {
    let before = view.text.get(..hit.span.start).unwrap_or_default();
    before.trim_end_matches(' ')
}
