//! The one loop over the bytes of a text.

use super::disguise::plain;
use super::gap::{Gap, GapReader};
use super::letters::{Letters, Long, Plain};
use super::number::Group;
use super::pass::{Pass, Suspect};
use super::word::{
    CAPITAL, EMOJI, LONG, LONG_BEYOND, MIXED, NUMBER, ODD, OPENS, Speller, Spelling, UPPER, Word, narrow,
};
use crate::Span;

/// Unusually written words looked at more closely; a text with more has been looked at enough.
const MAX_SUSPECTS: usize = 2_000;

pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    gap: GapReader,
    /// The last word ended in a digit.
    after_digit: bool,
    /// Single letters in a row up to here.
    singles: u32,
    pass: &'t mut Pass,
    /// Lower-case letters outside ASCII in the place of others of as many bytes.
    lowered: Vec<(usize, char)>,
}

/// What is known of the word that is being read.
#[derive(Default)]
struct Reading {
    speller: Speller,
    letters: u32,
    capitals: u32,
    digits: u32,
    /// The last two bytes, and whether any byte came three times in a row.
    last: [u8; 2],
    repeats: bool,
    odd: bool,
    capital: bool,
}

impl Reading {
    #[inline]
    fn letter(&mut self, low: u8, capital: bool) {
        self.speller.push(low);
        self.repeats |= self.last == [low, low];
        self.last = [self.last[1], low];
        self.capital |= capital && self.letters == 0;
        self.letters += 1;
        self.capitals += u32::from(capital);
    }
}

fn form(letters: u32, digits: u32, capitals: u32, capital: bool) -> u8 {
    let flag = |is: bool, flag: u8| if is { flag } else { 0 };
    flag(capital, CAPITAL)
        | flag(letters + digits > LONG_BEYOND, LONG)
        | flag(letters > 1 && capitals == letters, UPPER)
        | flag(letters == 0, NUMBER)
        | flag(letters > 0 && digits > 0, MIXED)
}

impl<'t> Reader<'t> {
    /// Reads into an empty pass.
    pub fn new(text: &'t str, pass: &'t mut Pass) -> Self {
        Self {
            text,
            at: 0,
            gap: GapReader::START,
            after_digit: false,
            singles: 0,
            pass,
            lowered: Vec::new(),
        }
    }

    pub fn read(mut self) {
        let bytes = self.text.as_bytes();
        let mut letters = std::mem::take(&mut self.pass.bytes);
        letters.read(bytes);
        self.pass.words.reserve(bytes.len() / 5 + 4);
        while let Some(&byte) = bytes.get(self.at) {
            if letters.is_letter(self.at)
                && let Some(word) = letters.word(self.at)
            {
                self.plain(&word);
                if bytes.get(self.at) == Some(&b' ') {
                    self.run(&letters);
                }
            } else if byte.is_ascii_alphanumeric() {
                self.word();
            } else if byte == b' ' && self.gap.is_empty() {
                self.gap = GapReader::ONE_BLANK;
                self.at += 1;
            } else if byte.is_ascii() {
                self.sign(char::from(byte));
                self.at += 1;
            } else {
                self.wide();
            }
        }
        self.lowered.extend(letters.lowered());
        self.lowered.sort_unstable();
        self.pass.bytes = letters;
        self.fold_all();
    }

    fn char(&self) -> char {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.chars().next().unwrap_or(' ')
    }

    fn sign(&mut self, c: char) {
        if self.gap.is_empty() && self.after_digit && touches(c) {
            self.glue_last();
        }
        self.gap.push(c);
        match c {
            '@' => self.pass.ats.push(self.at),
            '#' => self.pass.hashes.push(self.at),
            '/' => {
                let read = self.text.as_bytes().get(..=self.at).unwrap_or_default();
                let address = read.strip_suffix(b"://").map(<[u8]>::len);
                self.pass.addresses.extend(address);
            }
            _ => {}
        }
    }

    fn wide(&mut self) {
        let c = self.char();
        if c.is_alphanumeric() {
            self.word();
        } else if is_emoji(c) {
            let end = self.at + c.len_utf8();
            let sign = self.text.as_bytes().get(self.at..end).unwrap_or_default();
            self.push_word(self.at, end, Spelling::of(sign), EMOJI);
            self.at = end;
            self.after_digit = false;
        } else {
            // Nothing to see: it parts neither letters nor digits.
            if !(self.gap.is_empty() && is_invisible(c)) {
                self.sign(c);
            }
            self.at += c.len_utf8();
        }
    }

    #[inline]
    fn push_word(&mut self, start: usize, end: usize, spelling: Spelling, form: u8) {
        let opens = if self.gap.opens() { OPENS } else { 0 };
        self.pass.upper += i64::from(form & UPPER != 0);
        self.pass.long += usize::from(form & LONG != 0);
        if opens != 0 {
            self.pass.opens.push(narrow(self.pass.words.len()));
        }
        self.pass.words.push(Word {
            start: narrow(start),
            end: narrow(end),
            hash: spelling.hash,
            first: spelling.first,
            gap: self.gap.gap(),
            form: form | opens,
        });
        self.gap = GapReader::AFTER_WORD;
    }

    /// Words of letters alone, each after one blank: most of a text, read with little to keep in mind.
    fn run(&mut self, letters: &Letters) {
        let bytes = self.text.as_bytes();
        self.gap = GapReader::AFTER_WORD;
        while bytes.get(self.at) == Some(&b' ') {
            let start = self.at + 1;
            // The short ones by themselves: what they are stays near.
            let read = match letters.short(start) {
                Ok(word) => word.is_some_and(|word| self.push_plain(start, &word)),
                Err(Long) => letters
                    .long(start)
                    .is_some_and(|word| self.push_plain(start, &word)),
            };
            if !read {
                self.at = start;
                self.gap = GapReader::ONE_BLANK;
                return;
            }
        }
    }

    /// A word after a blank, unless it has something about it.
    #[inline]
    fn push_plain(&mut self, start: usize, word: &Plain) -> bool {
        if word.letters == 1 || word.repeats {
            return false;
        }
        let form = word.form();
        self.pass.upper += i64::from(form & UPPER != 0);
        self.pass.long += usize::from(form & LONG != 0);
        self.at = start + word.length;
        self.pass.words.push(Word {
            start: narrow(start),
            end: narrow(self.at),
            hash: word.spelling.hash,
            first: word.spelling.first,
            gap: Gap::Space,
            form,
        });
        self.singles = 0;
        true
    }

    /// A word of letters alone, which most words are.
    fn plain(&mut self, word: &Plain) {
        let (start, end) = (self.at, self.at + word.length);
        let form = word.form();
        let disguise = self.gap.disguise;
        self.at = end;
        self.push_word(start, end, word.spelling, form);
        self.after_digit = false;
        if word.repeats || disguise > 0 {
            self.suspect(super::word::wide(disguise), start);
        }
        self.single(word.letters == 1);
    }

    /// Any other word, letter by letter.
    fn word(&mut self) {
        let start = self.at;
        let mut reading = Reading::default();
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte.is_ascii_alphabetic() {
                self.letter(&mut reading, byte | 0x20, byte & 0x20 == 0);
                self.at += 1;
            } else if byte.is_ascii_digit() {
                self.digit(&mut reading, byte - b'0', byte, 1);
            } else if byte.is_ascii() || !self.wide_letter(&mut reading, byte) {
                break;
            }
        }
        let end = self.at;
        let mut form = form(reading.letters, reading.digits, reading.capitals, reading.capital);
        let mut spelling = reading.speller.spelling();
        if reading.odd {
            let plain = plain(self.text.get(start..end).unwrap_or_default());
            spelling = Spelling::of(plain.as_bytes());
            form = (form & !LONG) | ODD;
            if plain.chars().count() > super::word::wide(LONG_BEYOND) {
                form |= LONG;
            }
            self.pass.odd.push((narrow(self.pass.words.len()), plain));
        }
        let disguise = self.gap.disguise;
        let alone = reading.letters == 1 && reading.digits == 0;
        self.push_word(start, end, spelling, form);
        self.after_digit = reading.letters == 0 || reading.last == [0, 0];
        let mixed = reading.letters > 0 && reading.digits > 0;
        if mixed || reading.repeats || disguise > 0 {
            self.suspect(super::word::wide(disguise), start);
        }
        self.single(alone);
    }

    #[inline]
    fn letter(&mut self, reading: &mut Reading, low: u8, capital: bool) {
        if reading.digits > 0 && reading.last == [0, 0] {
            self.glue_last();
        }
        reading.letter(low, capital);
    }

    /// A letter or digit outside ASCII; false when the word ends before it.
    fn wide_letter(&mut self, reading: &mut Reading, byte: u8) -> bool {
        if byte == 0xc3
            && let Some(&next) = self.text.as_bytes().get(self.at + 1)
            && !matches!(next, 0x97 | 0xb7)
        {
            // À–ß and à–ÿ: the lower case is 0x20 further on.
            let capital = next < 0x9f;
            let low = if capital { next | 0x20 } else { next };
            if reading.digits > 0 && reading.last == [0, 0] {
                self.glue_last();
            }
            reading.speller.push(byte);
            reading.letter(low, capital);
            self.at += 2;
            return true;
        }
        let c = self.char();
        let len = c.len_utf8();
        if let Some(value) = digit(c) {
            reading.odd |= reading.letters > 0;
            self.digit(reading, value, b'0' + value, len);
        } else if c.is_alphanumeric() {
            reading.odd = true;
            self.fold(c);
            let capital = c.is_uppercase();
            self.letter(reading, 1, capital);
            self.at += len;
        } else if is_mark(c) || is_invisible(c) {
            reading.odd |= reading.letters > 0;
            self.at += len;
        } else {
            return false;
        }
        true
    }

    /// The text in lower case: letters of ASCII, and those put in place.
    fn fold_all(&mut self) {
        let folded = &mut self.pass.folded;
        folded.reserve(self.text.len());
        let mut read = 0;
        for (at, letter) in &self.lowered {
            folded.push_str(self.text.get(read..*at).unwrap_or_default());
            folded.push(*letter);
            read = at + letter.len_utf8();
        }
        folded.push_str(self.text.get(read..).unwrap_or_default());
        folded.make_ascii_lowercase();
    }

    /// Puts the lower case in place where it has as many bytes.
    fn fold(&mut self, c: char) {
        let mut lower = c.to_lowercase();
        if let (Some(low), None) = (lower.next(), lower.next())
            && low.len_utf8() == c.len_utf8()
            && low != c
        {
            self.lowered.push((self.at, low));
        }
    }

    fn digit(&mut self, reading: &mut Reading, value: u8, byte: u8, len: usize) {
        let (start, end) = (self.at, self.at + len);
        self.at = end;
        let continues = reading.digits > 0 && reading.last == [0, 0];
        reading.speller.push(byte);
        reading.last = [0, 0];
        reading.digits += 1;
        let first = narrow(self.pass.digits.len());
        self.pass.digits.push(value);
        if continues && let Some(group) = self.pass.groups.last_mut() {
            group.end = narrow(end);
            group.len += 1;
            return;
        }
        let begins = reading.letters == 0;
        let beside = begins && self.after_digit && !self.pass.groups.is_empty();
        let decimal = beside && self.gap.signs() == 1 && self.gap.last == ',';
        if decimal {
            self.glue_last();
        }
        let gap = if beside { self.gap.gap() } else { Gap::Break };
        self.pass.groups.push(Group {
            start: narrow(start),
            end: narrow(end),
            first,
            len: 1,
            gap: if gap == Gap::None { Gap::Break } else { gap },
            plus: begins && self.gap.last == '+',
            glued_before: decimal || !begins || (self.gap.signs() > 0 && touches(self.gap.last)),
            glued_after: false,
        });
    }

    fn glue_last(&mut self) {
        if let Some(group) = self.pass.groups.last_mut() {
            group.glued_after = true;
        }
    }

    fn suspect(&mut self, disguise: usize, start: usize) {
        if self.pass.suspects.len() >= MAX_SUSPECTS {
            return;
        }
        let index = self.pass.words.len().saturating_sub(1);
        let mut first = index;
        let mut from = start - disguise;
        // Signs between letters: what stands before them belongs to the word.
        if disguise > 0
            && let Some(before) = index.checked_sub(1).and_then(|at| self.pass.words.get(at))
            && before.span().end == from
        {
            (first, from) = (index - 1, before.span().start);
            if let Some(last) = self.pass.suspects.last()
                && last.last == narrow(index - 1)
                && !last.apart
            {
                (first, from) = (super::word::wide(last.first), super::word::wide(last.start));
                self.pass.suspects.pop();
            }
        }
        self.pass.suspects.push(Suspect {
            first: narrow(first),
            last: narrow(index),
            start: narrow(from),
            apart: false,
        });
    }

    /// Counts single letters in a row: s p e l t  a p a r t.
    fn single(&mut self, alone: bool) {
        if !alone {
            self.singles = 0;
            return;
        }
        let index = self.pass.words.len().saturating_sub(1);
        let gap = self.pass.words.last().map_or(Gap::Break, |word| word.gap);
        let joined = self.singles > 0 && matches!(gap, Gap::Space | Gap::Dot | Gap::Hyphen | Gap::Line);
        self.singles = if joined { self.singles + 1 } else { 1 };
        let first = narrow(index).saturating_sub(self.singles - 1);
        if self.singles == 4 && self.pass.suspects.len() < MAX_SUSPECTS {
            let start = self
                .pass
                .words
                .get(super::word::wide(first))
                .map_or(0, |word| word.start);
            self.pass.suspects.push(Suspect {
                first,
                last: narrow(index),
                start,
                apart: true,
            });
        } else if self.singles > 4
            && let Some(last) = self.pass.suspects.last_mut()
            && last.apart
            && last.first == first
        {
            last.last = narrow(index);
        }
    }
}

/// Signs that make a digit beside them part of something longer: a file name, a web address, a fraction.
fn touches(c: char) -> bool {
    matches!(c, '_' | '/' | '\\' | '=' | '%' | '&' | '#' | '@')
}

/// Combining marks, the only ones that words of European languages take.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Signs that show nothing: soft hyphen, zero-width signs, variation selectors, the keycap's frame.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{20e3}' | '\u{34f}'
    )
}

fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x1f000..=0x1faff | 0x2600..=0x27bf | 0x2b00..=0x2bff | 0x2300..=0x23ff)
}

/// The value of a decimal digit: ASCII, fullwidth, Arabic-Indic (both), Devanagari, mathematical, sub- and superscript.
pub(super) fn digit(c: char) -> Option<u8> {
    let code = u32::from(c);
    let value = match code {
        0x30..=0x39 => code - 0x30,
        0x660..=0x669 => code - 0x660,
        0x6f0..=0x6f9 => code - 0x6f0,
        0x966..=0x96f => code - 0x966,
        0xff10..=0xff19 => code - 0xff10,
        0x1d7ce..=0x1d7ff => (code - 0x1d7ce) % 10,
        0x1fbf0..=0x1fbf9 => code - 0x1fbf0,
        _ => return None,
    };
    u8::try_from(value).ok()
}

impl Pass {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut pass = Self::default();
        pass.read(text);
        pass
    }

    /// Reads another text in the place of this one.
    pub(in super::super) fn read(&mut self, text: &str) {
        self.clear();
        Reader::new(text, self).read();
    }

    /// The bytes of a span of the folded text.
    #[must_use]
    pub fn folded_of(&self, span: Span) -> &str {
        self.folded.get(span.start..span.end).unwrap_or_default()
    }
}
