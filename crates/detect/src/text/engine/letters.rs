//! What every byte of a text is, told for all of them at once, and words of the letters that nearly all words are made of, read
//! eight bytes at a time.

use super::word::{CAPITAL as CAPITALIZED, LONG, LONG_BEYOND, Spelling, UPPER, wide};

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
#[derive(Debug, Default)]
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

/// A word has eight bytes or more.
pub struct Long;

impl Plain {
    /// As [`Word`](super::word::Word) keeps it.
    #[inline]
    pub fn form(&self) -> u8 {
        let flag = |is: bool, flag: u8| if is { flag } else { 0 };
        flag(self.capital, CAPITALIZED)
            | flag(self.letters > LONG_BEYOND, LONG)
            | flag(self.capitals == self.letters && self.letters > 1, UPPER)
    }
}

impl Letters {
    /// Reads a text in the place of another. Each loop is of a kind that the compiler turns into steps of many bytes.
    pub fn read(&mut self, text: &[u8]) {
        let Self { lower, kinds } = self;
        lower.clear();
        kinds.clear();
        lower.reserve(text.len() + BEFORE + AFTER);
        kinds.reserve(text.len() + AFTER);
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

    /// The word of plain letters that begins at a byte. `None` when it has none, or goes on with anything else, or for very long:
    /// somebody else reads it sign by sign.
    pub fn word(&self, start: usize) -> Option<Plain> {
        self.short(start).unwrap_or_else(|Long| self.long(start))
    }

    /// The same of one of fewer than eight bytes.
    #[inline]
    pub fn short(&self, start: usize) -> Result<Option<Plain>, Long> {
        let begins = eight(&self.kinds, start);
        let (ends, within) = end(begins);
        if ends == 0 {
            return Err(Long);
        }
        if begins & (ends / u64::from(LETTER / ON)) != 0 || within == 0 {
            return Ok(None);
        }
        let mut spelling = Spelling::default();
        spelling.grow(eight(&self.lower, BEFORE + start) & within);
        let mut sums = Sums::default();
        sums.add(begins & within);
        let length = wide(ends.trailing_zeros() / 8);
        Ok(Some(sums.word(length, spelling, begins)))
    }

    /// The same of one of eight bytes or more.
    pub fn long(&self, start: usize) -> Option<Plain> {
        let begins = eight(&self.kinds, start);
        let (mut length, mut spelling, mut sums) = (0, Spelling::default(), Sums::default());
        while length < LONGEST {
            let kinds = eight(&self.kinds, start + length);
            let (ends, within) = end(kinds);
            if kinds & (ends / u64::from(LETTER / ON)) != 0 {
                return None;
            }
            if within != 0 {
                spelling.grow(eight(&self.lower, BEFORE + start + length) & within);
            }
            sums.add(kinds & within);
            if ends != 0 {
                let length = length + wide(ends.trailing_zeros() / 8);
                return Some(sums.word(length, spelling, begins));
            }
            length += 8;
        }
        None
    }
}

/// Longer words have more capitals than [`count`] counts.
const LONGEST: usize = 240;

/// Of the kinds of eight bytes: the highest bit of the first that is of no letter, or nothing when all are, and all bits of those
/// before it.
#[inline]
fn end(kinds: u64) -> (u64, u64) {
    let beyond = !kinds & each(LETTER);
    let ends = beyond & beyond.wrapping_neg();
    (ends, (ends / u64::from(LETTER)).wrapping_sub(1))
}

/// What a word's bytes are, counted in each of the eight bytes of a number.
#[derive(Default)]
struct Sums {
    capitals: u64,
    leads: u64,
    third: u64,
}

impl Sums {
    #[inline]
    fn add(&mut self, kinds: u64) {
        self.capitals += kinds & each(CAPITAL);
        self.leads += (kinds / u64::from(LEAD)) & each(CAPITAL);
        self.third |= kinds & each(THIRD);
    }

    /// The word of so many bytes whose first eight are of these kinds.
    #[inline]
    fn word(&self, length: usize, spelling: Spelling, begins: u64) -> Plain {
        let [first, second, ..] = begins.to_le_bytes();
        Plain {
            length,
            spelling,
            letters: super::word::narrow(length) - count(self.leads),
            capitals: count(self.capitals),
            capital: (first | ((first / LEAD) & second)) & CAPITAL != 0,
            repeats: self.third != 0,
        }
    }
}

/// The sum of the bytes, which is less than 256.
#[inline]
fn count(bytes: u64) -> u32 {
    let [count, ..] = bytes.wrapping_mul(each(1)).to_be_bytes();
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
            let mut letters = Letters::default();
            letters.read(text.as_bytes());
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
