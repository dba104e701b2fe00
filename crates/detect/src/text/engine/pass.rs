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
    /// Byte offsets of "://".
    pub addresses: Vec<usize>,
    /// How many words are all in capitals.
    pub upper: i64,
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

/// The first bytes of a word of three or more, by which stems are filed.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    bytes: u32,
    /// It has four bytes or more.
    pub long: bool,
}

impl Head {
    /// Of a word; none of a shorter one.
    #[inline]
    pub fn of(word: &[u8]) -> Option<Self> {
        let bytes = match *word {
            [one, two, three] => [one, two, three, 0],
            [one, two, three, four, ..] => [one, two, three, four],
            _ => return None,
        };
        Some(Self {
            bytes: u32::from_be_bytes(bytes),
            long: word.len() > 3,
        })
    }

    /// The first four bytes.
    pub fn four(self) -> u64 {
        u64::from(self.bytes)
    }

    /// The first three.
    pub fn three(self) -> u64 {
        u64::from(self.bytes >> 8)
    }

    /// Where a filter has what begins with the same three bytes.
    pub fn block(self) -> u64 {
        super::index::mixed(self.three())
    }

    /// The bit of three bytes there.
    pub fn short(self) -> u64 {
        self.three() ^ self.three() >> 7
    }

    /// The bit of the byte after them there.
    pub fn last(self) -> u64 {
        self.four()
    }
}

impl Pass {
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

    /// How the word at an index begins.
    #[inline]
    pub(super) fn head(&self, index: usize, word: &Word) -> Option<Head> {
        Head::of(self.letters(index, word))
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

    /// Index of the first word that begins at or after a byte.
    #[must_use]
    pub fn word_at(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.span().start < byte)
    }
}
