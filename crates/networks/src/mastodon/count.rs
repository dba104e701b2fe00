//! Counting a text as Mastodon does: what a reader sees as one letter counts one, every web address counts
//! the same, and of `@user@domain` the domain is free.

use crate::text::{link_in, words};
use unicode_segmentation::UnicodeSegmentation;

/// Length of `text` with `per_url` for each web address.
#[must_use]
pub fn count(text: &str, per_url: usize) -> usize {
    words(text).fold(length(text), |sum, (_, word)| {
        let opened = word.trim_start_matches(['(', '[', '"', '«', '“', '\'']);
        let (shown, price) = match (link_in(opened), domain_of_mention(opened)) {
            (Some(link), _) => (length(link), per_url),
            (None, Some(domain)) => (length(domain), 0),
            (None, None) => (0, 0),
        };
        sum.saturating_sub(shown).saturating_add(price)
    })
}

/// `text` with the domain of every mention left out: how the server shows it.
#[must_use]
pub fn without_domains(text: &str) -> String {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| match domain_of_mention(word) {
            Some(domain) => word.strip_suffix(domain).unwrap_or(word),
            None => word,
        })
        .collect();
    words.join(" ")
}

fn length(text: &str) -> usize {
    text.graphemes(true).count()
}

/// `@domain` of `@user@domain`, without closing punctuation.
fn domain_of_mention(word: &str) -> Option<&str> {
    let rest = word.strip_prefix('@')?;
    let at = rest.find('@')?;
    let (user, domain) = (rest.get(..at)?, rest.get(at..)?);
    let named = !user.is_empty()
        && user
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c));
    let domain = domain.trim_end_matches(|c: char| !c.is_alphanumeric());
    (named && domain.len() > 1).then_some(domain)
}
