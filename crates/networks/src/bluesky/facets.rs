//! Links, hashtags and mentions in a text. Bluesky marks them by UTF-8 byte offsets.

use crate::text::{link_in, words};
use unicode_segmentation::UnicodeSegmentation;

/// Longest hashtag, in graphemes (lexicon `app.bsky.richtext.facet`).
const TAG_LIMIT: usize = 64;

/// A marked part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
}

/// What a marked part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A web address.
    Link(String),
    /// A hashtag, without `#`.
    Tag(String),
    /// A handle, without `@`.
    Mention(String),
}

/// All marks of `text`, in order.
#[must_use]
pub fn marks(text: &str) -> Vec<Mark> {
    words(text)
        .filter_map(|(start, word)| {
            let opened = word.trim_start_matches(['(', '[', '"', '«', '“', '\'']);
            let start = start + (word.len() - opened.len());
            let mark = |length: usize, kind| Mark {
                start,
                end: start + length,
                kind,
            };
            if let Some(link) = link_in(opened) {
                Some(mark(link.len(), Kind::Link(link.to_owned())))
            } else if let Some(rest) = opened.strip_prefix('#') {
                let tag = tag(rest)?;
                Some(mark(1 + tag.len(), Kind::Tag(tag.to_owned())))
            } else {
                let handle = handle(opened.strip_prefix('@')?)?;
                Some(mark(1 + handle.len(), Kind::Mention(handle.to_ascii_lowercase())))
            }
        })
        .collect()
}

fn tag(rest: &str) -> Option<&str> {
    // Closing punctuation is the sentence's; what is inside (a hyphen, a dot in "2.0") is the tag's.
    let tag = rest.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let wordy = tag.chars().any(|c| !c.is_numeric());
    (wordy && !tag.is_empty() && !tag.contains('#') && tag.graphemes(true).count() <= TAG_LIMIT)
        .then_some(tag)
}

fn handle(rest: &str) -> Option<&str> {
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'))
        .unwrap_or(rest.len());
    let handle = rest.get(..end)?.trim_end_matches(['.', '-']);
    let top = handle.rsplit_once('.')?.1;
    let lettered = top.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    (lettered && handle.split('.').all(|label| !label.is_empty())).then_some(handle)
}
