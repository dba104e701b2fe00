//! The one pass over a text: folded case, groups of digits, at-signs. Offsets are bytes of the original text.

use crate::Span;

/// What stands between a group of digits and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Words, other signs or too much space: they belong to different numbers.
    Break,
    /// Blanks of any kind on one line.
    Space,
    /// A line break, with or without blanks.
    Line,
    /// A full stop, with or without a blank.
    Dot,
    /// A hyphen or dash, with or without blanks.
    Hyphen,
    /// A plus sign alone.
    Plus,
}

/// Digits that stand together.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Byte range in the text.
    pub span: Span,
    /// Where its digits begin in [`Pass::digits`], and how many they are.
    first: usize,
    len: usize,
    /// To the group before.
    pub gap: Gap,
    /// A plus sign stands directly before it.
    pub plus: bool,
    /// A letter, slash, underscore, decimal comma … touches it: part of something longer.
    glued_before: bool,
    glued_after: bool,
}

/// Groups read as one number.
#[derive(Clone, Copy, Debug)]
pub struct Number<'p> {
    /// Values 0–9.
    pub digits: &'p [u8],
    /// The groups it is written in, at least one.
    pub groups: &'p [Group],
    /// Byte range in the text.
    pub span: Span,
    /// No other digits stand beside it on its line.
    pub alone: bool,
}

impl Number<'_> {
    /// Whether it is written in groups of these lengths.
    pub fn is_shaped(&self, lengths: &[usize]) -> bool {
        self.groups.len() == lengths.len()
            && self
                .groups
                .iter()
                .zip(lengths)
                .all(|(group, len)| group.len == *len)
    }

    /// The gap before the last group.
    pub fn last_gap(&self) -> Gap {
        match self.groups {
            [_, .., last] => last.gap,
            _ => Gap::Break,
        }
    }

    /// Whether a plus sign stands directly before it.
    pub fn has_plus(&self) -> bool {
        self.groups.first().is_some_and(|group| group.plus)
    }

    /// The digits `from..from + len` as a value; 0 outside.
    pub fn value(&self, from: usize, len: usize) -> u32 {
        let digits = self.digits.get(from..from + len).unwrap_or_default();
        digits
            .iter()
            .fold(0, |value, digit| value * 10 + u32::from(*digit))
    }
}

/// What the pass gathered.
pub struct Pass {
    /// Lower case, of the same byte length: a letter whose lower case is longer or shorter stays as it is.
    pub folded: String,
    /// Byte offsets of "@".
    pub ats: Vec<usize>,
    digits: Vec<u8>,
    groups: Vec<Group>,
}

/// Blanks and signs that may stand between two groups of one number.
const MAX_GAP: usize = 3;

impl Pass {
    /// Reads `text` once.
    pub fn new(text: &str) -> Self {
        let mut pass = Self {
            folded: String::with_capacity(text.len()),
            ats: Vec::new(),
            digits: Vec::new(),
            groups: Vec::new(),
        };
        let mut gap = GapReader::default();
        let (mut before, mut previous) = (' ', ' ');
        for (at, c) in text.char_indices() {
            pass.folded.push(fold(c));
            if let Some(digit) = digit(c) {
                pass.push_digit(digit, at, c.len_utf8(), gap.take(), [before, previous]);
            } else {
                if gap.is_start() && touches(c) {
                    pass.glue_last();
                }
                gap.push(c);
                if c == '@' {
                    pass.ats.push(at);
                }
            }
            (before, previous) = (previous, c);
        }
        pass
    }

    fn push_digit(
        &mut self,
        digit: u8,
        at: usize,
        len: usize,
        gap: Option<Gap>,
        [before, previous]: [char; 2],
    ) {
        let first = self.digits.len();
        self.digits.push(digit);
        let end = at + len;
        if let (Some(group), None) = (self.groups.last_mut(), gap) {
            group.span.end = end;
            group.len += 1;
            return;
        }
        let decimal = previous == ',' && self::digit(before).is_some();
        if decimal {
            self.glue_last();
        }
        self.groups.push(Group {
            span: Span { start: at, end },
            first,
            len: 1,
            gap: gap.unwrap_or(Gap::Break),
            plus: previous == '+',
            glued_before: decimal || touches(previous),
            glued_after: false,
        });
    }

    fn glue_last(&mut self) {
        if let Some(group) = self.groups.last_mut() {
            group.glued_after = true;
        }
    }

    /// Every way to read one or more neighbouring groups as a number of `least` to `most` digits that stands for itself:
    /// nothing touches it, and only blanks part it from other digits.
    pub fn numbers(&self, least: usize, most: usize) -> impl Iterator<Item = Number<'_>> {
        (0..self.groups.len()).flat_map(move |start| self.numbers_from(start, least, most))
    }

    fn numbers_from(&self, start: usize, least: usize, most: usize) -> impl Iterator<Item = Number<'_>> {
        let groups = self.groups.get(start..).unwrap_or_default();
        let first = groups
            .first()
            .copied()
            .filter(|group| !group.glued_before && ends(group.gap));
        let mut total = 0;
        groups
            .iter()
            .enumerate()
            .take_while(move |(i, group)| {
                total += group.len;
                total <= most && (*i == 0 || group.gap != Gap::Break)
            })
            .filter_map(move |(i, last)| {
                let first = first?;
                let digits = self.digits.get(first.first..last.first + last.len)?;
                let after = groups.get(i + 1).map_or(Gap::Break, |next| next.gap);
                (digits.len() >= least && ends(after) && !last.glued_after).then_some(Number {
                    digits,
                    groups: groups.get(..=i)?,
                    span: Span {
                        start: first.span.start,
                        end: last.span.end,
                    },
                    alone: [first.gap, after]
                        .iter()
                        .all(|gap| matches!(gap, Gap::Break | Gap::Line)),
                })
            })
    }
}

fn ends(gap: Gap) -> bool {
    matches!(gap, Gap::Break | Gap::Space | Gap::Line)
}

/// Signs that make a digit beside them part of something longer: a word, a file name, a web address, a fraction.
fn touches(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '/' | '\\' | '=' | '%' | '&' | '#' | '@')
}

/// Lower case when it has as many bytes.
fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(low), None) if low.len_utf8() == c.len_utf8() => low,
        _ => c,
    }
}

/// The value of a decimal digit: ASCII, fullwidth, Arabic-Indic (both), mathematical.
fn digit(c: char) -> Option<u8> {
    let code = u32::from(c);
    let value = match code {
        0x30..=0x39 => code - 0x30,
        0x660..=0x669 => code - 0x660,
        0x6f0..=0x6f9 => code - 0x6f0,
        0xff10..=0xff19 => code - 0xff10,
        0x1d7ce..=0x1d7ff => (code - 0x1d7ce) % 10,
        _ => return None,
    };
    u8::try_from(value).ok()
}

/// Reads what stands between two groups.
struct GapReader {
    signs: usize,
    gap: Option<Gap>,
}

impl Default for GapReader {
    fn default() -> Self {
        Self {
            signs: MAX_GAP + 1,
            gap: Some(Gap::Break),
        }
    }
}

impl GapReader {
    /// Nothing since the last digit.
    fn is_start(&self) -> bool {
        self.signs == 0
    }

    fn push(&mut self, c: char) {
        self.signs = self.signs.saturating_add(1);
        let sign = match c {
            '.' | '·' | '•' => Gap::Dot,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => Gap::Hyphen,
            '+' => Gap::Plus,
            '\u{200b}'..='\u{200d}' | '\u{2060}' => Gap::Space,
            '\n' | '\r' => Gap::Line,
            c if c.is_whitespace() => Gap::Space,
            _ => Gap::Break,
        };
        self.gap = Some(match (self.gap, sign) {
            _ if self.signs > MAX_GAP => Gap::Break,
            (None, sign) => sign,
            (Some(Gap::Space), Gap::Space) => Gap::Space,
            (Some(Gap::Space | Gap::Line), Gap::Space | Gap::Line) => Gap::Line,
            (Some(Gap::Space), Gap::Hyphen) | (Some(Gap::Hyphen), Gap::Space) => Gap::Hyphen,
            (Some(Gap::Dot), Gap::Space) => Gap::Dot,
            _ => Gap::Break,
        });
    }

    /// The gap before the digit at hand (`None`: it continues its group), and starts anew.
    fn take(&mut self) -> Option<Gap> {
        self.signs = 0;
        self.gap.take()
    }
}
