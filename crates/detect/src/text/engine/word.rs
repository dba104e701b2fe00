//! One word of a text.

use super::gap::Gap;
use crate::Span;

/// A run of letters and digits, or one picture sign.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Of its lower-case bytes, Unicode forms made plain ([`hash_of`]).
    pub hash: u64,
    /// The first eight of the same bytes, the first the lowest.
    pub(in super::super) first: u64,
    /// To the word before.
    pub gap: Gap,
    pub(super) form: u8,
}

pub(super) const CAPITAL: u8 = 1;
pub(super) const UPPER: u8 = 2;
pub(super) const OPENS: u8 = 4;
pub(super) const NUMBER: u8 = 8;
pub(super) const MIXED: u8 = 16;
pub(super) const ODD: u8 = 32;
pub(super) const EMOJI: u8 = 64;
pub(super) const LONG: u8 = 128;

/// Letters beyond which a word is long, as Björnsson counts.
pub(super) const LONG_BEYOND: u32 = 6;

impl Word {
    /// Where, in bytes.
    #[must_use]
    pub fn span(&self) -> Span {
        Span {
            start: wide(self.start),
            end: wide(self.end),
        }
    }

    /// Begins with a capital letter.
    #[must_use]
    pub fn is_capital(&self) -> bool {
        self.form & CAPITAL != 0
    }

    /// Two letters or more, all of them capitals.
    #[must_use]
    pub fn is_upper(&self) -> bool {
        self.form & UPPER != 0
    }

    /// First of a sentence or line, as far as signs tell (also after an abbreviation).
    #[must_use]
    pub fn opens(&self) -> bool {
        self.form & OPENS != 0
    }

    /// Digits alone.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.form & NUMBER != 0
    }

    /// Letters and digits.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.form & MIXED != 0
    }

    /// A picture sign.
    #[must_use]
    pub fn is_emoji(&self) -> bool {
        self.form & EMOJI != 0
    }

    /// More than six letters.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.form & LONG != 0
    }

    /// How it begins.
    #[inline]
    pub(super) fn head(&self) -> Option<Head> {
        Head::of(self.first)
    }

    /// Its plain form differs from its folded bytes.
    pub(in super::super) fn is_odd(&self) -> bool {
        self.form & ODD != 0
    }
}

/// A position as it is kept; texts beyond 4 GB are not read to their end.
pub(super) fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

pub(in super::super) fn wide(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// The first bytes of a word of three or more, by which stems are filed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    bytes: u32,
    /// It has four bytes or more.
    pub long: bool,
}

impl Head {
    /// Of the first eight bytes of a word; none of a word of fewer than three.
    #[inline]
    pub fn of(first: u64) -> Option<Self> {
        let [one, two, three, four, ..] = first.to_le_bytes();
        (three != 0).then_some(Self {
            bytes: u32::from_be_bytes([one, two, three, four]),
            long: four != 0,
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

/// What a word is told by. Of up to sixteen bytes no two words are told alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spelling {
    /// Of all its bytes.
    pub hash: u64,
    /// The first eight, the first the lowest.
    pub first: u64,
}

impl Spelling {
    /// Eight more bytes, or fewer when they are the last.
    #[inline]
    pub fn grow(&mut self, bytes: u64) {
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        if self.hash == 0 {
            self.first = bytes;
        }
        self.hash = (self.hash.rotate_left(29) ^ bytes).wrapping_mul(FACTOR);
    }

    /// Of a word as it is.
    pub fn of(word: &[u8]) -> Self {
        let mut speller = Speller::default();
        word.iter().for_each(|byte| speller.push(*byte));
        speller.spelling()
    }
}

/// Spells a word byte by byte.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Speller {
    spelling: Spelling,
    /// The bytes since the last eight.
    rest: u64,
    length: u32,
}

impl Speller {
    #[inline]
    pub fn push(&mut self, byte: u8) {
        self.rest |= u64::from(byte) << (8 * (self.length & 7));
        self.length += 1;
        if self.length & 7 == 0 {
            self.spelling.grow(std::mem::take(&mut self.rest));
        }
    }

    pub fn spelling(mut self) -> Spelling {
        if self.length & 7 != 0 {
            self.spelling.grow(self.rest);
        }
        self.spelling
    }
}

/// The hash of a lower-case word.
#[must_use]
pub fn hash_of(word: &str) -> u64 {
    Spelling::of(word.as_bytes()).hash
}
