//! The weights of the model, and sums of them.

use super::super::Pass;
use super::super::engine::word::Word;
use super::{Scores, Taker, of_word};
use std::cell::RefCell;
use std::sync::LazyLock;

/// The weights: scales and biases as little-endian `f32`, then lines of four rows; a row is a check of two bytes and one `i8` for
/// each output.
#[repr(align(64))]
struct Aligned<B: ?Sized>(B);

static WEIGHTS: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/comments.bin"));

/// Bytes before the first line of rows: 64 of scales, 64 of biases.
pub const HEADER: usize = 128;

/// Bytes of a line, which is one of the processor's memory.
pub const LINE: usize = 64;

/// Bytes of a row.
pub const ROW: usize = 16;

/// Of how many bits the number of a line is.
pub const LINES: u32 = 15;

/// The line that a feature's row lies in, and what the row begins with.
#[must_use]
pub fn place(feature: u64) -> (usize, [u8; 2]) {
    let Place { line, check } = Place::of(feature);
    (usize::from(line), check.to_le_bytes())
}

/// Where the row of a feature lies if it has one.
#[derive(Clone, Copy, Default)]
struct Place {
    line: u16,
    /// What the row begins with.
    check: u16,
}

impl Place {
    #[inline]
    fn of(feature: u64) -> Self {
        let mixed = (feature ^ (feature >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let [.., low, high, line_low, line_high] = mixed.to_le_bytes();
        let check = u16::from_le_bytes([low, high]);
        Self {
            line: u16::from_le_bytes([line_low, line_high]) >> (16 - LINES),
            // Nothing is what an empty row begins with.
            check: if check == 0 { 1 } else { check },
        }
    }

    /// Its bit among those of its line.
    #[inline]
    fn bit(self) -> u32 {
        1 << (self.check & 31)
    }

    /// The row, when there is one. Which of the four it is, is told without a choice that the processor would have to guess.
    #[inline]
    fn row(self) -> Option<&'static [u8; ROW]> {
        let (rows, _) = line(usize::from(self.line))?.as_chunks::<ROW>();
        let [one, two, three, four] = rows else {
            return None;
        };
        let is = |row: &[u8; ROW]| usize::from(u16::from_le_bytes([row[0], row[1]]) == self.check);
        let place = is(two) | (is(three) * 2) | (is(four) * 3);
        rows.get(place).filter(|_| place | is(one) != 0)
    }
}

/// The line of a number, or nothing beyond the last.
#[inline]
fn line(number: usize) -> Option<&'static [u8; LINE]> {
    WEIGHTS.0.get(HEADER + number * LINE..)?.first_chunk()
}

/// Of every row a bit, in so little memory that it stays near: most features of a text are in no row, and end here.
static FILTER: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let of_line = |number| {
        let (rows, _) = line(number).map_or(&[][..], |line| &line[..]).as_chunks::<ROW>();
        let check = |row: &[u8; ROW]| u16::from_le_bytes([row[0], row[1]]);
        rows.iter().fold(0, |bits, row| {
            bits | Place {
                line: 0,
                check: check(row),
            }
            .bit()
        })
    };
    (0..1 << LINES).map(of_line).collect()
});

/// Rows that are looked for together: the processor fetches many lines of memory at once when none waits for what another
/// says.
const TOGETHER: usize = 64;

/// What some features weigh together: for each output, after what their rows begin with, which nobody reads. All at once is
/// faster. What grows out of sixteen bits is as sure as can be, and stays there.
type Weights = [i16; ROW];

#[inline]
fn add(sums: &mut Weights, weights: &Weights) {
    let (mut all, weights) = (*sums, *weights);
    for (sum, weight) in all.iter_mut().zip(weights) {
        *sum = sum.saturating_add(weight);
    }
    *sums = all;
}

/// Features that may weigh something, until there are enough to look for.
struct Gathered {
    filter: &'static [u32],
    places: [Place; TOGETHER],
    waiting: usize,
}

impl Gathered {
    fn new(filter: &'static [u32]) -> Self {
        Self {
            filter,
            places: [Place::default(); TOGETHER],
            waiting: 0,
        }
    }

    /// One more, when there is room for it.
    #[inline]
    fn push(&mut self, feature: u64) {
        let place = Place::of(feature);
        let bits = self
            .filter
            .get(usize::from(place.line))
            .copied()
            .unwrap_or_default();
        if let Some(free) = self.places.get_mut(self.waiting) {
            *free = place;
            self.waiting += usize::from(bits & place.bit() != 0);
        }
    }

    /// Whether there is room for so many more.
    #[inline]
    fn has_room(&self, more: usize) -> bool {
        self.waiting + more <= TOGETHER
    }

    /// What they weigh; none is left.
    fn taken(&mut self) -> Weights {
        let mut weights = Weights::default();
        let waiting = self.places.get(..self.waiting).unwrap_or_default();
        for row in waiting.iter().filter_map(|place| place.row()) {
            for (sum, weight) in weights.iter_mut().zip(row) {
                *sum += i16::from(i8::from_ne_bytes([*weight]));
            }
        }
        self.waiting = 0;
        weights
    }
}

/// The features of a part of a text, added up.
pub struct Sums<'k> {
    known: &'k mut Known,
    sums: Weights,
    /// All features, those that weigh nothing too.
    count: u16,
    gathered: Gathered,
}

impl<'k> Sums<'k> {
    pub fn new(known: &'k mut Known) -> Self {
        Self {
            sums: Weights::default(),
            count: 0,
            gathered: Gathered::new(known.filter),
            known,
        }
    }

    fn settle(&mut self) {
        add(&mut self.sums, &self.gathered.taken());
    }

    /// What they say of each output; none is left.
    pub fn scores(&mut self) -> Scores {
        self.settle();
        let root = f32::from(self.count.max(1)).sqrt();
        let [_, _, sums @ ..] = std::mem::take(&mut self.sums);
        self.count = 0;
        let Known { scales, biases, .. } = &*self.known;
        let mut scores = sums.map(f32::from);
        for ((score, scale), bias) in scores.iter_mut().zip(scales).zip(biases) {
            *score = *score * scale / root + bias;
        }
        scores
    }
}

impl Taker for Sums<'_> {
    #[inline]
    fn word(&mut self, pass: &Pass, index: usize, word: &Word) {
        if let Some(slot) = self.known.slot(pass, index, word) {
            add(&mut self.sums, &slot.weights);
            self.count = self.count.saturating_add(slot.count);
        } else {
            of_word(pass.letters(index, word), word.hash, &mut |feature| {
                self.take(feature)
            });
        }
    }

    #[inline]
    fn beside(&mut self, features: [u64; 3]) {
        if !self.gathered.has_room(features.len()) {
            self.settle();
        }
        for feature in features {
            self.gathered.push(feature);
        }
        self.count = self.count.saturating_add(3);
    }

    fn take(&mut self, feature: u64) {
        if !self.gathered.has_room(1) {
            self.settle();
        }
        self.gathered.push(feature);
        self.count = self.count.saturating_add(1);
    }
}

/// What the commonest words weigh by themselves: of some ten features each one look-up is left. A word is known by all its
/// letters, so that nothing another text holds changes what this one weighs.
pub struct Known {
    scales: Scores,
    biases: Scores,
    filter: &'static [u32],
    slots: Vec<Slot>,
}

/// A word of up to [`MOST_BYTES`], which its hash and its first eight bytes tell from every other, in one line of the processor's
/// memory.
#[repr(align(64))]
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u64,
    first: u64,
    weights: Weights,
    count: u16,
}

/// Of how many bits the number of a slot is.
const SLOTS: u32 = 12;

/// Longer words are not remembered.
const MOST_BYTES: usize = 16;

impl Known {
    fn new() -> Self {
        Self {
            scales: std::array::from_fn(|n| number(n * 4)),
            biases: std::array::from_fn(|n| number(LINE + n * 4)),
            filter: FILTER.as_slice(),
            slots: vec![Slot::default(); 1 << SLOTS],
        }
    }

    /// All that a word weighs by itself; `None` for a long one, and for one that stands for another.
    #[inline]
    fn slot(&mut self, pass: &Pass, index: usize, word: &Word) -> Option<&Slot> {
        let span = word.span();
        if word.is_odd() || span.end - span.start > MOST_BYTES {
            return None;
        }
        let spread = word.hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SLOTS);
        let slot = self.slots.get_mut(usize::try_from(spread).ok()?)?;
        if slot.hash != word.hash || slot.first != word.first {
            *slot = slot_of(self.filter, pass.letters(index, word), word);
        }
        Some(slot)
    }
}

#[cold]
fn slot_of(filter: &'static [u32], letters: &[u8], word: &Word) -> Slot {
    let (mut gathered, mut count) = (Gathered::new(filter), 0);
    of_word(letters, word.hash, &mut |feature| {
        gathered.push(feature);
        count += 1;
    });
    Slot {
        hash: word.hash,
        first: word.first,
        weights: gathered.taken(),
        count,
    }
}

/// With the words that this thread knows.
pub fn with_known<T>(work: impl FnOnce(&mut Known) -> T) -> T {
    thread_local! {
        static KNOWN: RefCell<Known> = RefCell::new(Known::new());
    }
    KNOWN.with_borrow_mut(work)
}

/// One of the numbers before the rows.
fn number(at: usize) -> f32 {
    let four = WEIGHTS.0.get(at..).and_then(<[u8]>::first_chunk);
    four.map_or(0.0, |four| f32::from_le_bytes(*four))
}

#[cfg(test)]
mod tests {
    use super::super::super::Pass;
    use super::super::{features, take};
    use super::*;

    /// The scores without anything remembered.
    fn plain(pass: &Pass) -> Scores {
        let mut known = Known::new();
        let mut sums = Sums::new(&mut known);
        features(pass, 0..pass.words.len(), |feature| sums.take(feature));
        sums.scores()
    }

    #[test]
    fn a_word_weighs_the_same_whatever_was_read_before() {
        let texts = [
            "Du skal få svi, og det skal familien din også",
            "DU SKAL få sv\u{ad}i 😀 i 2024, 3a og 11112222",
            "Barnevernssaksbehandlingsvedtaket mitt, når kommer det?",
            "å i o på så dette er en helt vanlig dag på biblioteket og i svømmehallen for både store og små",
        ];
        let mut known = Known::new();
        for text in texts.iter().chain(&texts) {
            let pass = Pass::new(text);
            let mut sums = Sums::new(&mut known);
            take(&pass, 0..pass.words.len(), &mut sums);
            assert_eq!(sums.scores(), plain(&pass), "{text}");
        }
    }
}
