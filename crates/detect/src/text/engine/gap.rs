//! What stands between two words or two groups of digits.

/// The signs between two neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Too much, or signs that part sentences and clauses.
    Break,
    /// Nothing: a picture sign touches the word.
    None,
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
    /// A slash, with or without blanks.
    Slash,
    /// A comma, with or without a blank.
    Comma,
    /// A colon, with or without a blank.
    Colon,
}

impl Gap {
    /// Whether groups of digits on both sides may be one number.
    #[must_use]
    pub fn joins_digits(self) -> bool {
        matches!(
            self,
            Self::Space | Self::Line | Self::Dot | Self::Hyphen | Self::Plus
        )
    }

    /// Whether a number may begin or end here.
    #[must_use]
    pub fn ends_number(self) -> bool {
        !matches!(self, Self::Dot | Self::Hyphen | Self::Plus)
    }

    /// Whether the words on both sides may belong to one phrase.
    #[must_use]
    pub fn joins_words(self) -> bool {
        matches!(self, Self::Space | Self::Line | Self::Hyphen | Self::None)
    }
}

/// Blanks and signs that may stand within one number or phrase.
const MAX_GAP: u32 = 3;

/// Reads what stands between two words.
#[derive(Clone, Copy, Debug)]
pub struct GapReader {
    signs: u32,
    gap: Gap,
    /// The last sign.
    pub last: char,
    /// Bytes of signs that stand for letters (`@`, `$` …) right before here.
    pub disguise: u32,
    stop: bool,
}

impl GapReader {
    /// At the beginning of a text.
    pub const START: Self = Self {
        signs: MAX_GAP + 1,
        gap: Gap::Break,
        last: '\n',
        disguise: 0,
        stop: true,
    };

    /// Right after a word.
    pub const AFTER_WORD: Self = Self {
        signs: 0,
        gap: Gap::None,
        last: 'a',
        disguise: 0,
        stop: false,
    };

    /// A blank after a word.
    pub const ONE_BLANK: Self = Self {
        signs: 1,
        gap: Gap::Space,
        last: ' ',
        disguise: 0,
        stop: false,
    };

    /// Nothing since the last word.
    pub fn is_empty(&self) -> bool {
        self.signs == 0
    }

    /// How many signs.
    pub fn signs(&self) -> u32 {
        self.signs
    }

    /// What the signs amount to.
    pub fn gap(&self) -> Gap {
        self.gap
    }

    /// Whether a sentence begins after it.
    pub fn opens(&self) -> bool {
        self.stop && !(self.signs == 1 && self.last == '.')
    }

    /// One more sign.
    pub fn push(&mut self, c: char) {
        self.signs = self.signs.saturating_add(1);
        self.last = c;
        self.disguise = if matches!(c, '@' | '$' | '!' | '*' | '|' | '€') {
            self.disguise + super::word::narrow(c.len_utf8())
        } else {
            0
        };
        self.stop |= matches!(c, '.' | '!' | '?' | '…' | '\n');
        let sign = match c {
            ' ' => Gap::Space,
            '.' | '·' | '•' => Gap::Dot,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => Gap::Hyphen,
            '+' => Gap::Plus,
            '/' => Gap::Slash,
            ',' => Gap::Comma,
            ':' => Gap::Colon,
            '\u{200b}'..='\u{200d}' | '\u{2060}' => Gap::Space,
            '\n' | '\r' => Gap::Line,
            c if c.is_whitespace() => Gap::Space,
            '(' | ')' if self.gap != Gap::None || c == ')' => Gap::Space,
            _ => Gap::Break,
        };
        self.gap = match (self.gap, sign) {
            _ if self.signs > MAX_GAP => Gap::Break,
            (Gap::None, sign) => sign,
            (Gap::Space, Gap::Space) => Gap::Space,
            (Gap::Space | Gap::Line, Gap::Space | Gap::Line) => Gap::Line,
            (Gap::Space, Gap::Hyphen) | (Gap::Hyphen, Gap::Space) => Gap::Hyphen,
            (Gap::Space, Gap::Slash) | (Gap::Slash, Gap::Space) => Gap::Slash,
            (one @ (Gap::Dot | Gap::Comma | Gap::Colon), Gap::Space) => one,
            _ => Gap::Break,
        };
    }
}
