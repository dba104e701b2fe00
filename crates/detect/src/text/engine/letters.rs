//! What every byte of a text is, told for all of them at once, and words of the letters that nearly all words are made of, read
//! eight bytes at a time.

use super::word::{Spelling, wide};

/// The first of the two bytes of À–ÿ.
const WIDE: u8 = 0xc3;

/// × and ÷ lie among these letters and are none.
fn is_sign(second: u8) -> bool {
    second | 0x20 == 0xb7
}

/// What a byte is, in bits: of a letter a–z, A–Z or à–ÿ; of a capital, in the last of its bytes; the first of two bytes of a
/// letter; the third of the same in a row; a digit, or of another sign beyond ASCII, either of which a word may go on with.
const LETTER: u8 = 0x80;
const CAPITAL: u8 = 1;
const LEAD: u8 = 2;
const THIRD: u8 = 4;
const ON: u8 = 8;

/// A byte, eight times.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Bytes of nothing before a text and after it, so that neither its beginning nor its end has to be looked for.
const BEFORE: usize = 4;
const AFTER: usize = 8;

/// A text's bytes.
pub struct Letters {
    /// In lower case, with [`BEFORE`] and [`AFTER`].
    lower: Vec<u8>,
    /// What each is, with [`AFTER`].
    kinds: Vec<u8>,
}

/// A word of the letters a–z, A–Z and à–ÿ.
pub struct Plain {
    /// In bytes.
    pub length: usize,
    /// Of its lower-case bytes.
    pub spelling: Spelling,
    /// How many letters, and how many capitals among them.
    pub letters: u32,
    pub capitals: u32,
    /// It begins with a capital.
    pub capital: bool,
    /// Some letter stands three times in a row.
    pub repeats: bool,
}

impl Letters {
    /// Reads a text. Each loop is of a kind that the compiler turns into steps of many bytes.
    pub fn of(text: &[u8]) -> Self {
        let mut lower = Vec::with_capacity(text.len() + BEFORE + AFTER);
        lower.extend([0; BEFORE]);
        lower.extend(text.first().map(u8::to_ascii_lowercase));
        let following = text.get(1..).unwrap_or_default();
        lower.extend(following.iter().zip(text).map(|(byte, before)| {
            let wide = (*before == WIDE) & (*byte < 0x9f) & !is_sign(*byte);
            byte | u8::from(byte.is_ascii_uppercase() | wide) << 5
        }));
        lower.extend([0; AFTER]);
        let from = |at: usize| lower.get(at..).unwrap_or_default().iter();
        let before = from(BEFORE - 4).zip(from(BEFORE - 2)).zip(from(BEFORE - 1));
        let around = before.zip(from(BEFORE)).zip(from(BEFORE + 1)).zip(text);
        let mut kinds = Vec::with_capacity(text.len() + AFTER);
        kinds.extend(
            around.map(|(((((fourth, second), first), byte), next), written)| {
                let usual = byte.is_ascii_lowercase();
                let trail = (*first == WIDE) & !is_sign(*byte);
                let lead = (*byte == WIDE) & !is_sign(*next);
                let letter = usual | trail | lead;
                let third = (byte == second) & ((byte == first) | (trail & (byte == fourth)));
                let on = (!byte.is_ascii() & !letter) | byte.is_ascii_digit();
                u8::from(letter) << 7
                    | u8::from(byte != written)
                    | u8::from(lead) << 1
                    | u8::from(third) << 2
                    | u8::from(on) << 3
            }),
        );
        kinds.extend([0; AFTER]);
        Self { lower, kinds }
    }

    /// Whether a byte is of a letter.
    #[inline]
    pub fn is_letter(&self, at: usize) -> bool {
        self.kinds.get(at).is_some_and(|kind| kind & LETTER != 0)
    }

    /// Where letters of two bytes were made lower case, if any were.
    pub fn lowered(&self) -> impl Iterator<Item = (usize, char)> {
        let is = |(lead, trail): (&u8, &u8)| (lead & LEAD) & (trail & CAPITAL) << 1;
        let pairs = || self.kinds.iter().zip(self.kinds.get(1..).unwrap_or_default());
        let any = pairs().fold(0, |any, pair| any | is(pair)) != 0;
        let places = any.then(|| pairs().enumerate()).into_iter().flatten();
        let capitals = places.filter(move |(_, pair)| is(*pair) != 0);
        capitals.filter_map(|(at, _)| {
            let second = self.lower.get(BEFORE + at + 1)?;
            Some((at, char::from(second + 0x40)))
        })
    }

    /// The word of plain letters that begins at a byte. `None` when it has none, or goes on with anything else: somebody else
    /// reads it sign by sign.
    #[inline]
    pub fn word(&self, start: usize) -> Option<Plain> {
        let (mut length, mut capitals, mut leads, mut third) = (0, 0, 0, 0);
        let mut spelling = Spelling::default();
        let begins = eight(&self.kinds, start);
        let mut kinds = begins;
        loop {
            // The bits before those of the first byte that is of no letter.
            let end = (!kinds & each(LETTER)).trailing_zeros() & !7;
            let within = 1u64.checked_shl(end).map_or(u64::MAX, |bit| bit - 1);
            let lower = eight(&self.lower, BEFORE + start + length) & within;
            let next = (kinds & !within).checked_shr(end).unwrap_or_default();
            if next & u64::from(ON) != 0 {
                return None;
            }
            kinds &= within;
            if end > 0 {
                spelling.grow(lower);
            }
            capitals += count(kinds & each(CAPITAL));
            leads += count(kinds >> 1 & each(CAPITAL));
            third |= kinds & each(THIRD);
            length += wide(end / 8);
            if end < 64 {
                break;
            }
            kinds = eight(&self.kinds, start + length);
        }
        let bytes = super::word::narrow(length);
        let [first, second, ..] = begins.to_le_bytes();
        (length > 0).then_some(Plain {
            length,
            spelling,
            letters: bytes - leads,
            capitals,
            capital: first & CAPITAL != 0 || (first & LEAD != 0 && second & CAPITAL != 0),
            repeats: third != 0,
        })
    }
}

/// How many of the lowest bits of the bytes are set, and no others are.
#[inline]
fn count(bits: u64) -> u32 {
    let [count, ..] = bits.wrapping_mul(each(1)).to_be_bytes();
    u32::from(count)
}

#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).and_then(<[u8]>::first_chunk);
    rest.map_or(0, |eight| u64::from_le_bytes(*eight))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same, letter by letter.
    fn slowly(text: &str) -> Option<(usize, String, u32, bool, bool)> {
        let is = |c: &char| matches!(c, 'a'..='z' | 'A'..='Z' | 'À'..='ÿ') && !matches!(c, '×' | '÷');
        let letters: Vec<char> = text.chars().take_while(is).collect();
        let next = text.chars().nth(letters.len());
        let ends = next.is_none_or(|c| c.is_ascii() && !c.is_ascii_digit());
        let capital = |c: &char| c.is_uppercase();
        let lower: Vec<char> = letters.iter().flat_map(|c| c.to_lowercase()).collect();
        (!letters.is_empty() && ends).then(|| {
            (
                letters.iter().map(|c| c.len_utf8()).sum(),
                lower.iter().collect(),
                u32::try_from(letters.iter().filter(|c| capital(c)).count()).unwrap(),
                letters.first().is_some_and(capital),
                lower
                    .windows(3)
                    .any(|three| three[0] == three[1] && three[1] == three[2]),
            )
        })
    }

    proptest! {
        #[test]
        fn eight_bytes_at_a_time_say_what_letters_one_by_one_say(
            text in "[a-cA-CæøåÆØÅßÿ]{0,20}[a-zæøå×÷0-9 .\\-–é😀]{0,3}[ a-zÅ]{0,9}"
        ) {
            let letters = Letters::of(text.as_bytes());
            let read = letters.word(0);
            let slowly = slowly(&text);
            prop_assert_eq!(read.is_some(), slowly.is_some());
            if let (Some(read), Some((length, lower, capitals, capital, repeats))) = (read, slowly) {
                prop_assert_eq!(read.length, length);
                prop_assert_eq!(read.spelling, Spelling::of(lower.as_bytes()));
                prop_assert_eq!(usize::try_from(read.letters).unwrap(), lower.chars().count());
                prop_assert_eq!((read.capitals, read.capital, read.repeats), (capitals, capital, repeats));
            }
        }
    }
}
