//! E-mail addresses, but for the municipality's own.

use super::{Report, TextDetector, View};
use crate::{Confidence, Rule, Severity, Span};

/// See `email_address.md`.
pub struct EmailAddress;

static RULE: Rule = Rule {
    code: "TXT004",
    name: "email-address",
    severity: Severity::Warning,
    page: include_str!("email_address.md"),
    languages: &[],
    parameters: &[],
};

/// Longest local part and domain (RFC 5321 §4.5.3.1).
const MAX_LOCAL: usize = 64;
const MAX_DOMAIN: usize = 255;

impl TextDetector for EmailAddress {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn words(&self) -> &'static [&'static str] {
        &[include_str!("email_address.words")]
    }

    fn find(&self, view: &View<'_>, report: &mut Report) {
        for span in spelt(view) {
            if report.is_full(&RULE) {
                return;
            }
            report.add(&RULE, span, Confidence::Medium);
        }
        let text = view.pass.folded.as_str();
        for at in &view.pass.ats {
            if report.is_full(&RULE) {
                return;
            }
            let (head, tail) = (
                text.get(..*at).unwrap_or_default(),
                text.get(at + 1..).unwrap_or_default(),
            );
            if let (Some(local), Some(domain)) = (local(head), domain(tail))
                && !is_own(domain, &view.options.own_domains)
            {
                let span = Span {
                    start: at - local.len(),
                    end: at + 1 + domain.len(),
                };
                report.add(&RULE, span, Confidence::High);
            }
        }
    }
}

/// Addresses with "(at)" or "at … dot no" in them: from the sign that stands for "@", as far as it goes on both sides.
fn spelt<'v>(view: &'v View<'_>) -> impl Iterator<Item = Span> + 'v {
    let text = view.pass.folded.as_str();
    let own = &view.options.own_domains;
    view.hits().iter().filter_map(move |hit| {
        let entry = view.entry(hit).filter(|_| !hit.disguised)?;
        let (before, after) = (text.get(..hit.span.start)?, text.get(hit.span.end..)?);
        let (head, tail) = match &*entry.kind {
            "at" => (before.trim_end_matches(' '), after),
            "bracketed" => {
                let closed = after.strip_prefix([')', ']', '}', '>'])?;
                let opened = before.strip_suffix(['(', '[', '{', '<'])?;
                (opened.trim_end_matches(' '), closed)
            }
            _ => return None,
        };
        let local = local(head)?;
        let rest = tail.trim_start_matches(' ');
        let (name, length, spelt) = spelt_domain(rest)?;
        // "at" is a common word: the domain must be spelt too.
        let sure = &*entry.kind == "bracketed" || spelt;
        let skipped = tail.len() - rest.len();
        let end = text.len() - tail.len() + skipped + length;
        (sure && !is_own(&name, own)).then_some(Span {
            start: head.len() - local.len(),
            end,
        })
    })
}

/// What may stand for the full stop of a domain.
const STOPS: &[&str] = &[
    " (dot) ",
    "(dot)",
    " [dot] ",
    "[dot]",
    " dot ",
    " (punktum) ",
    "(punktum)",
    " punktum ",
    " (punkt) ",
    "(punkt)",
    " punkt ",
    " prikk ",
    " . ",
    ".",
];

/// The domain that a stretch of text begins with, its length as it is written, and whether a full stop is spelt.
fn spelt_domain(text: &str) -> Option<(String, usize, bool)> {
    let text = text
        .get(..text.floor_char_boundary(MAX_DOMAIN))
        .unwrap_or_default();
    let (mut name, mut read, mut spelt, mut end) = (String::new(), 0, false, None);
    loop {
        let rest = text.get(read..)?;
        let length = rest
            .find(|c: char| !c.is_alphanumeric() && c != '-')
            .unwrap_or(rest.len());
        let label = rest.get(..length).filter(|label| !label.is_empty());
        let Some(label) = label else { break };
        let top = !name.is_empty() && label.chars().count() >= 2 && label.chars().all(char::is_alphabetic);
        name.push_str(label);
        read += length;
        if top {
            end = Some((name.clone(), read, spelt));
        }
        let rest = text.get(read..)?;
        let Some(stop) = STOPS.iter().find(|stop| rest.starts_with(**stop)) else {
            break;
        };
        // "… no . Hilsen": a full stop with blanks ends a sentence once there is a domain.
        if *stop == " . " && end.is_some() {
            break;
        }
        spelt |= *stop != ".";
        name.push('.');
        read += stop.len();
    }
    end
}

/// The local part at the end of `head`; `None` when there is none, or when it is a handle such as "@name@server".
fn local(head: &str) -> Option<&str> {
    let is_local = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
    let length: usize = head
        .chars()
        .rev()
        .take(MAX_LOCAL + 1)
        .take_while(|c| is_local(*c))
        .map(char::len_utf8)
        .sum();
    let start = head.len() - length;
    let handle = head
        .get(..start)
        .is_some_and(|before| before.ends_with(['@', '/']));
    let local = head
        .get(start..)?
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    (!handle && !local.is_empty() && local.chars().count() <= MAX_LOCAL && !local.ends_with('.'))
        .then_some(local)
}

/// The domain at the beginning of `tail`: labels parted by full stops, the last of two letters or more.
fn domain(tail: &str) -> Option<&str> {
    let is_domain = |c: char| c.is_alphanumeric() || c == '.' || c == '-';
    let length: usize = tail
        .chars()
        .take(MAX_DOMAIN)
        .take_while(|c| is_domain(*c))
        .map(char::len_utf8)
        .sum();
    let domain = tail.get(..length)?.trim_end_matches(['.', '-']);
    let (name, top) = domain.rsplit_once('.')?;
    let labels = name
        .split('.')
        .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    (labels && top.chars().count() >= 2 && top.chars().all(char::is_alphabetic)).then_some(domain)
}

fn is_own(domain: &str, own: &[String]) -> bool {
    own.iter().map(|own| own.to_lowercase()).any(|own| {
        !own.is_empty()
            && domain
                .strip_suffix(own.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}
