//! A stretch of a text around what was found in it.

use super::query::{Form, Term};
use super::terms::{folded, stems};
use std::collections::BTreeSet;
use store::Piece;
use unicode_normalization::UnicodeNormalization as _;

/// Characters before the first word found and in the whole snippet.
const BEFORE: usize = 40;
const SNIPPET: usize = 160;

/// What is to be marked.
pub(super) struct Marks {
    words: BTreeSet<String>,
    stems: BTreeSet<String>,
    beginnings: Vec<String>,
}

impl Marks {
    /// The marks for a query's terms; `wide` as in the filter.
    pub(super) fn of(terms: &[Term], wide: bool) -> Self {
        let mut marks = Self {
            words: BTreeSet::new(),
            stems: BTreeSet::new(),
            beginnings: Vec::new(),
        };
        for term in terms.iter().filter(|t| !t.not) {
            match &term.form {
                Form::Word(word) => {
                    marks.stems.extend(stems(word));
                    if wide {
                        marks.beginnings.push(word.clone());
                    }
                }
                Form::Begin(word) => marks.beginnings.push(word.clone()),
                Form::Exact(words) => marks.words.extend(words.iter().cloned()),
            }
        }
        marks
    }

    fn found(&self, word: &str) -> bool {
        let word = folded(word);
        self.words.contains(&word)
            || self.beginnings.iter().any(|b| word.starts_with(b.as_str()))
            || (!self.stems.is_empty() && !self.stems.is_disjoint(&stems(&word)))
    }
}

/// A stretch of the text around the first word found, with what was found marked.
pub(super) fn snippet(text: &str, marks: &Marks) -> Vec<Piece> {
    // Pieces of the whole text: words and what lies between them.
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut word = String::new();
    let mut between = String::new();
    for c in text.nfc().chain(['\n']) {
        if c.is_alphanumeric() {
            if !between.is_empty() {
                pieces.push((std::mem::take(&mut between), false));
            }
            word.push(c);
        } else {
            if !word.is_empty() {
                let hit = marks.found(&word);
                pieces.push((std::mem::take(&mut word), hit));
            }
            between.push(if c.is_whitespace() { ' ' } else { c });
        }
    }
    between.pop();
    if !between.is_empty() {
        pieces.push((between, false));
    }
    let first = pieces.iter().position(|(_, hit)| *hit).unwrap_or(0);
    let mut start = first;
    let mut room = BEFORE;
    while let Some((text, _)) = start.checked_sub(1).and_then(|before| pieces.get(before)) {
        let Some(left) = room.checked_sub(text.chars().count()) else {
            break;
        };
        (room, start) = (left, start - 1);
    }
    let mut out: Vec<Piece> = Vec::new();
    let mut left = SNIPPET;
    for (mut text, hit) in pieces.into_iter().skip(start) {
        let length = text.chars().count();
        if length > left {
            // A word is not cut, unless it is no word of ours: an address, a language without spaces.
            if length <= BEFORE {
                break;
            }
            text = text.chars().take(left).collect();
        }
        left = left.saturating_sub(length);
        match out.last_mut() {
            Some(last) if last.hit == hit => last.text.push_str(&text),
            _ => out.push(Piece { text, hit }),
        }
        if left == 0 {
            break;
        }
    }
    out
}
