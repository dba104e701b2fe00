//! What the one pass over a text gathers.

use super::number::Group;
use super::word::{Word, wide};

/// A text, read. Offsets are bytes of the original.
#[derive(Debug, Default)]
pub struct Pass {
    /// Lower case, of the same byte length: a letter whose lower case is longer or shorter stays as it is.
    pub folded: String,
    /// Words by place.
    pub words: Vec<Word>,
    /// Byte offsets of "@".
    pub ats: Vec<usize>,
    pub(super) digits: Vec<u8>,
    pub(super) groups: Vec<Group>,
    /// Words whose plain form differs from their folded bytes, by index.
    pub(super) odd: Vec<(u32, String)>,
    pub(super) suspects: Vec<Suspect>,
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

    /// Index of the first word that begins at or after a byte.
    #[must_use]
    pub fn word_at(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.span().start < byte)
    }
}
