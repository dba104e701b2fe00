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

/// A web address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The whole of it, as it is written.
    pub url: String,
    /// Where it stands, in Unicode scalar values, without its scheme: as findings about it do.
    pub chars: Span,
}

/// The addresses of a text that begin with http:// or https://, in order: for those who can find out more about them than a
/// reader of the text.
#[must_use]
pub fn addresses(text: &str) -> Vec<Address> {
    let (mut found, mut byte, mut char) = (Vec::new(), 0, 0);
    while let Some(rest) = text.get(byte..)
        && let Some(colon) = rest.find("://")
    {
        let (before, after) = (rest.get(..colon).unwrap_or_default(), rest.get(colon + 3..));
        let after = after.unwrap_or_default();
        let length = address(after);
        let start = char + before.chars().count() + 3;
        let said = after.get(..length).unwrap_or_default();
        let end = start + said.chars().count();
        let scheme = ["https", "http"].into_iter().find(|scheme| {
            let at = before.len().checked_sub(scheme.len());
            at.and_then(|at| before.get(at..))
                .is_some_and(|word| word.eq_ignore_ascii_case(scheme))
        });
        if let Some(scheme) = scheme.filter(|_| length > 0) {
            found.push(Address {
                url: format!("{scheme}://{said}"),
                chars: Span { start, end },
            });
        }
        byte += colon + 3 + length;
        char = end;
    }
    found
}

/// Longest address that is looked at.
const MAX_ADDRESS: usize = 2_000;

/// Bytes up to where an address ends, without a full stop or comma after it.
fn address(rest: &str) -> usize {
    let rest = rest
        .get(..rest.floor_char_boundary(MAX_ADDRESS))
        .unwrap_or_default();
    let length = rest
        .find(|c: char| c.is_whitespace() || "\"<>)]«»“”".contains(c))
        .unwrap_or(rest.len());
    rest.get(..length)
        .unwrap_or_default()
        .trim_end_matches(['.', ',', '!', '?', ';', ':'])
        .len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_with_their_places() {
        let text = "Åpent: (HTTPS://www.nordvik.kommune.no/å?a=1), «http://x.no». ftp://y.no https:// xhttps://z.no/#b";
        let chars: Vec<char> = text.chars().collect();
        let told: Vec<(String, String)> = addresses(text)
            .into_iter()
            .map(|a| (a.url, chars[a.chars.start..a.chars.end].iter().collect()))
            .collect();
        let of = |url: &str, at: &str| (url.to_owned(), at.to_owned());
        assert_eq!(
            told,
            [
                of(
                    "https://www.nordvik.kommune.no/å?a=1",
                    "www.nordvik.kommune.no/å?a=1"
                ),
                of("http://x.no", "x.no"),
                of("https://z.no/#b", "z.no/#b"),
            ]
        );
    }
}
