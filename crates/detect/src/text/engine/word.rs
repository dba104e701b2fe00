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

    /// Its plain form differs from its folded bytes.
    pub(super) fn is_odd(&self) -> bool {
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

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of a word grown by a byte.
#[inline]
pub(super) fn grown(hash: u64, byte: u8) -> u64 {
    hash.wrapping_mul(FACTOR)
        .wrapping_add(u64::from(byte))
        .wrapping_add(1)
}

/// The hash of a lower-case word. Polynomial, so that it grows byte by byte as the text is read.
#[must_use]
pub fn hash_of(word: &str) -> u64 {
    word.bytes().fold(0, grown)
}
