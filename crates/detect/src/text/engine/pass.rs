//! What the one pass over a text gathers.

use super::letters::Letters;
use super::number::Group;
use super::word::{Word, wide};
use std::ops::Range;

/// A text, read. Offsets are bytes of the original.
#[derive(Debug, Default)]
pub struct Pass {
    /// Lower case, of the same byte length: a letter whose lower case is longer or shorter stays as it is.
    pub folded: String,
    /// Words by place.
    pub words: Vec<Word>,
    /// Byte offsets of "@".
    pub ats: Vec<usize>,
    /// Byte offsets of "#".
    pub hashes: Vec<usize>,
    /// Byte offsets of "://".
    pub addresses: Vec<usize>,
    /// How many words are all in capitals.
    pub upper: i64,
    /// How many words are long.
    pub long: usize,
    /// Words that begin a sentence or line ([`Word::opens`]): the first of all is one.
    pub(super) opens: Vec<u32>,
    pub(super) digits: Vec<u8>,
    pub(super) groups: Vec<Group>,
    /// Words whose plain form differs from their folded bytes, by index.
    pub(super) odd: Vec<(u32, String)>,
    pub(super) suspects: Vec<Suspect>,
    pub(super) bytes: Letters,
}

/// Words that may be another word in disguise: letters swapped for digits and signs, drawn out, or spelt apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Suspect {
    /// Indices of its words.
    pub first: u32,
    pub last: u32,
    /// First byte; signs in front may belong to it.
    pub start: u32,
    /// Single letters in a row.
    pub apart: bool,
}

impl Pass {
    /// Forgets everything but the memory for it.
    pub(super) fn clear(&mut self) {
        self.folded.clear();
        self.words.clear();
        self.ats.clear();
        self.hashes.clear();
        self.addresses.clear();
        self.opens.clear();
        self.digits.clear();
        self.groups.clear();
        self.odd.clear();
        self.suspects.clear();
        (self.upper, self.long) = (0, 0);
    }

    /// The bytes of the word at an index as [`Pass::word`] has them, told faster.
    #[inline]
    pub(in super::super) fn letters(&self, index: usize, word: &Word) -> &[u8] {
        if word.is_odd() {
            return self.word(index).as_bytes();
        }
        let span = word.span();
        self.folded
            .as_bytes()
            .get(span.start..span.end)
            .unwrap_or_default()
    }

    /// The word at an index, lower case and plain: composed letters, no invisible signs, no look-alikes.
    #[must_use]
    pub fn word(&self, index: usize) -> &str {
        let Some(word) = self.words.get(index) else {
            return "";
        };
        if word.is_odd()
            && let Ok(at) = self.odd.binary_search_by_key(&index, |(of, _)| wide(*of))
        {
            return self.odd.get(at).map_or("", |(_, plain)| plain);
        }
        self.folded_of(word.span())
    }

    /// The words of each sentence or line.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.opens.iter().skip(1).map(|next| wide(*next));
        let ends = ends.chain([self.words.len()]);
        self.opens.iter().zip(ends).map(|(first, end)| wide(*first)..end)
    }

    /// Index of the first word that begins at or after a byte.
    #[must_use]
    pub fn word_at(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.span().start < byte)
    }
}
