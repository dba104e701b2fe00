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

    fn find(&self, view: &View<'_>, report: &mut Report) {
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
