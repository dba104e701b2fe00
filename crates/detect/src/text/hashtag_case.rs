//! Hashtags of several words in small letters, which a screen reader reads as one word.

use super::{Report, TextDetector, View};
use crate::{Confidence, Parameter, Rule, Severity, Span};
use std::sync::LazyLock;

/// See `hashtag_case.md`.
pub struct HashtagCase;

static RULE: Rule = Rule {
    code: "TXT058",
    name: "hashtag-case",
    severity: Severity::Hint,
    page: include_str!("hashtag_case.md"),
    languages: &[],
    parameters: &[Parameter {
        name: "least-letters",
        default: 13,
        least: 4,
        most: 40,
    }],
};

impl TextDetector for HashtagCase {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn own_texts_only(&self) -> bool {
        true
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        if view.pass.hashes.is_empty() {
            return;
        }
        let least = usize::try_from(view.parameter(&RULE, "least-letters")).unwrap_or(usize::MAX);
        for start in view.pass.hashes.iter().copied() {
            if report.is_full(&RULE) {
                return;
            }
            let rest = view.text.get(start + 1..).unwrap_or_default();
            let length = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            let tag = rest.get(..length).filter(|tag| tag.len() >= least);
            let Some(tag) = tag else { continue };
            // A capital after the first letter, or a "_", shows where a word begins.
            let parted = tag.chars().skip(1).any(|c| c.is_uppercase() || c == '_');
            if !parted && tag.chars().count() >= least {
                let end = start + 1 + length;
                report.add(&RULE, Span { start, end }, Confidence::Low);
                if let Some(parted) = parted_as_written(view, tag) {
                    report.mend(Span { start, end }, &format!("#{parted}"));
                }
            }
        }
    }
}

/// Longest tag that is taken apart, in bytes, and words of the text that are tried.
const MAX_TAG: usize = 60;
const MAX_WORDS: usize = 400;

/// The tag with a capital for each of its words, when it is made of words that the text itself has, and of small words.
fn parted_as_written(view: &View<'_>, tag: &str) -> Option<String> {
    static SMALL: LazyLock<Vec<String>> = LazyLock::new(|| {
        let lines = include_str!("function_words.words").lines();
        let words = lines.map(super::engine::entry::phrase);
        words
            .filter(|word| word.len() > 1 && !word.contains([' ', '#']))
            .collect()
    });
    let tag = tag.to_lowercase();
    if tag.len() > MAX_TAG {
        return None;
    }
    // Of each two bytes beside each other in the tag a bit: most words have others, and need not be looked for.
    let mut pairs = [0u64; 16];
    let bit = |pair: &[u8]| match *pair {
        [one, other] => (
            usize::from(one & 15),
            1u64 << ((one >> 4 & 3) * 16 + (other & 15)),
        ),
        _ => (0, 0),
    };
    for (at, bit) in tag.as_bytes().windows(2).map(bit) {
        if let Some(bits) = pairs.get_mut(at) {
            *bits |= bit;
        }
    }
    let may_have = |word: &str| {
        let (at, bit) = bit(word.as_bytes().get(..2).unwrap_or_default());
        pairs.get(at).is_some_and(|bits| bits & bit == bit)
    };
    let written = (0..view.pass.words.len().min(MAX_WORDS)).map(|at| view.pass.word(at));
    let known: Vec<&str> = written
        .filter(|word| may_have(word) && word.chars().count() > 2 && tag.contains(word) && *word != tag)
        .chain(
            SMALL
                .iter()
                .map(String::as_str)
                .filter(|word| may_have(word) && tag.contains(word)),
        )
        .chain(["i", "å"])
        .collect();
    // From the end: the words that what begins at a byte is made of, the fewest.
    let mut best: Vec<Option<Vec<&str>>> = vec![None; tag.len() + 1];
    *best.last_mut()? = Some(Vec::new());
    for (at, _) in tag.char_indices().rev() {
        let rest = tag.get(at..)?;
        let ways = known.iter().filter(|word| rest.starts_with(**word));
        let fewest = ways
            .filter_map(|word| Some((*word, best.get(at + word.len())?.as_ref()?)))
            .min_by_key(|(_, parts)| parts.len());
        let parts = fewest.map(|(word, parts)| std::iter::once(word).chain(parts.iter().copied()).collect());
        *best.get_mut(at)? = parts;
    }
    let parts = best.first()?.as_ref().filter(|parts| parts.len() > 1)?;
    let capital = |part: &&str| {
        let mut letters = part.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        first + letters.as_str()
    };
    Some(parts.iter().map(capital).collect())
}
