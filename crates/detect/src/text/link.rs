//! Web addresses: shortened, without encryption, or not the municipality's own.

use super::{Report, TextDetector, View};
use crate::{Confidence, Rule, Severity, Span};

/// See `link.md`.
pub struct Link;

static RULE: Rule = Rule {
    code: "TXT059",
    name: "link",
    severity: Severity::Hint,
    page: include_str!("link.md"),
    languages: &[],
    parameters: &[],
};

impl TextDetector for Link {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn words(&self) -> &'static [&'static str] {
        &[include_str!("link.words")]
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        for hit in view.hits() {
            // "t.co" is no part of "at.company.no".
            let around = |at: Option<char>| at.is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '@');
            let before = view
                .text
                .get(..hit.span.start)
                .and_then(|text| text.chars().next_back());
            let rest = view.text.get(hit.span.end..).unwrap_or_default();
            let before = before.filter(|c| *c == '.' || *c == '@');
            // A shortened address leads somewhere: to a path.
            if !around(before) && rest.starts_with('/') && !hit.disguised {
                let end = hit.span.end + address(rest);
                let span = Span { end, ..hit.span };
                report.add_kind(&RULE, Severity::Hint, span, Confidence::High, "shortener");
            }
        }
        let shortened = |span: Span| {
            let found = view
                .hits()
                .binary_search_by_key(&span.start, |hit| hit.span.start);
            found.is_ok()
        };
        for colon in view.pass.addresses.iter().copied() {
            if report.is_full(&RULE) {
                return;
            }
            let before = view.pass.folded.get(..colon).unwrap_or_default();
            let start = colon + "://".len();
            let rest = view.pass.folded.get(start..).unwrap_or_default();
            let end = start + address(rest);
            let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
            let host = host.split(char::is_whitespace).next().unwrap_or_default();
            if shortened(Span { start, end }) || host.is_empty() {
                continue;
            }
            let own = |domain: &String| {
                host.strip_suffix(domain.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            let domains = &view.options.own_domains;
            let kind = if before.ends_with("http") {
                "insecure"
            } else if before.ends_with("https") && !domains.is_empty() && !domains.iter().any(own) {
                "elsewhere"
            } else {
                continue;
            };
            report.add_kind(
                &RULE,
                Severity::Hint,
                Span { start, end },
                Confidence::Medium,
                kind,
            );
        }
    }
}

/// Longest address that is looked at.
const MAX_ADDRESS: usize = 2_000;

/// Bytes up to where an address ends, without a full stop or comma after it.
fn address(rest: &str) -> usize {
    let rest = rest
        .get(..rest.floor_char_boundary(MAX_ADDRESS))
        .unwrap_or_default();
    let length = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | ')' | ']'))
        .unwrap_or(rest.len());
    rest.get(..length)
        .unwrap_or_default()
        .trim_end_matches(['.', ',', '!', '?', ';', ':'])
        .len()
}
