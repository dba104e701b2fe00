//! The weights of the model, and sums of them.

use super::super::Pass;
use super::super::engine::word::Word;
use super::{Scores, Taker, of_word};
use crate::text::known::Known;
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
    let place = Place::of(feature);
    (place.line(), place.check().to_le_bytes())
}

/// Where the row of a feature lies if it has one: its line in the highest bits, in the lowest what the row begins with.
#[derive(Clone, Copy, Default)]
struct Place(u32);

impl Place {
    #[inline]
    fn of(feature: u64) -> Self {
        let mixed = (feature ^ (feature >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let [.., low, high, line_low, line_high] = mixed.to_le_bytes();
        // Nothing is what an empty row begins with.
        Self(u32::from_le_bytes([low | 1, high, line_low, line_high]))
    }

    #[inline]
    fn line(self) -> usize {
        super::super::engine::word::wide(self.0 >> (32 - LINES))
    }

    /// What the row begins with.
    #[inline]
    fn check(self) -> u16 {
        let [low, high, ..] = self.0.to_le_bytes();
        u16::from_le_bytes([low, high])
    }

    /// Its bit among those of its line.
    #[inline]
    fn bit(self) -> u32 {
        1 << (self.0 >> 1 & 31)
    }

    /// The row, when there is one. Which of the four it is, is told without a choice that the processor would have to guess.
    #[inline]
    fn row(self) -> Option<&'static [u8; ROW]> {
        let (rows, _) = line(self.line())?.as_chunks::<ROW>();
        let [one, two, three, four] = rows else {
            return None;
        };
        let check = self.check();
        let is = |row: &[u8; ROW]| usize::from(u16::from_le_bytes([row[0], row[1]]) == check);
        let place = is(two) | (is(three) * 2) | (is(four) * 3);
        rows.get(place).filter(|_| place | is(one) != 0)
    }
}

/// The line of a number, or nothing beyond the last.
#[inline]
fn line(number: usize) -> Option<&'static [u8; LINE]> {
    WEIGHTS.0.get(HEADER + number * LINE..)?.first_chunk()
}

/// What stands before the rows, and of every row a bit, in so little memory that it stays near: most features of a text are in no
/// row, and end here.
struct Head {
    scales: Scores,
    biases: Scores,
    filter: Box<Filter>,
}

type Filter = [u32; 1 << LINES];

static HEAD: LazyLock<Head> = LazyLock::new(|| {
    let bit = |row: &[u8; ROW]| Place(u32::from_le_bytes([row[0], row[1], 0, 0])).bit();
    let mut filter = Box::new([0; _]);
    for (number, bits) in filter.iter_mut().enumerate() {
        let (rows, _) = line(number).map_or(&[][..], |line| &line[..]).as_chunks::<ROW>();
        *bits = rows.iter().fold(0, |bits, row| bits | bit(row));
    }
    Head {
        scales: std::array::from_fn(|n| number(n * 4)),
        biases: std::array::from_fn(|n| number(LINE + n * 4)),
        filter,
    }
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

/// Features that may weigh something, until there are enough to look for, and what those weigh that were looked for.
struct Gathered {
    filter: &'static Filter,
    places: [Place; TOGETHER],
    waiting: usize,
    weights: Weights,
}

impl Gathered {
    fn new() -> Self {
        Self {
            filter: &HEAD.filter,
            places: [Place::default(); TOGETHER],
            waiting: 0,
            weights: Weights::default(),
        }
    }

    #[inline]
    fn push(&mut self, feature: u64) {
        let place = Place::of(feature);
        let bits = self.filter.get(place.line()).copied().unwrap_or_default();
        if let Some(free) = self.places.get_mut(self.waiting % TOGETHER) {
            *free = place;
        }
        self.waiting += usize::from(bits & place.bit() != 0);
        if self.waiting == TOGETHER {
            add(&mut self.weights, &weighed(&self.places));
            self.waiting = 0;
        }
    }

    /// What they weigh.
    #[inline]
    fn all(mut self) -> Weights {
        let waiting = self.places.get(..self.waiting).unwrap_or_default();
        add(&mut self.weights, &weighed(waiting));
        self.weights
    }
}

/// What the rows at some places weigh together.
fn weighed(places: &[Place]) -> Weights {
    let mut weights = Weights::default();
    for row in places.iter().filter_map(|place| place.row()) {
        for (sum, weight) in weights.iter_mut().zip(row) {
            *sum += i16::from(i8::from_ne_bytes([*weight]));
        }
    }
    weights
}

/// The features of a part of a text, added up.
pub struct Sums<'k> {
    known: &'k mut Known,
    /// All features, those that weigh nothing too.
    count: usize,
    gathered: Gathered,
}

impl<'k> Sums<'k> {
    #[inline]
    pub fn new(known: &'k mut Known) -> Self {
        Self {
            count: 0,
            gathered: Gathered::new(),
            known,
        }
    }

    /// What they say of each output.
    #[inline]
    pub fn scores(self) -> Scores {
        let root = f32::from(u16::try_from(self.count.max(1)).unwrap_or(u16::MAX)).sqrt();
        let [_, _, sums @ ..] = self.gathered.all();
        let Head { scales, biases, .. } = &*HEAD;
        let mut scores = sums.map(f32::from);
        for ((score, scale), bias) in scores.iter_mut().zip(scales).zip(biases) {
            *score = *score * scale / root + bias;
        }
        scores
    }

    #[inline]
    fn add(&mut self, weight: &Weight) {
        add(&mut self.gathered.weights, &weight.weights);
        self.count += usize::from(weight.count);
    }
}

impl Taker for Sums<'_> {
    #[inline]
    fn word(&mut self, pass: &Pass, index: usize, word: &Word) {
        match self.known.slot(word) {
            Some(slot) => {
                if slot.weight.count == 0 {
                    slot.weight = Weight::of(pass.letters(index, word), word);
                }
                let weight = slot.weight;
                self.add(&weight);
            }
            None => self.add(&Weight::of(pass.letters(index, word), word)),
        }
    }

    #[inline]
    fn take(&mut self, feature: u64) {
        self.gathered.push(feature);
        self.count += 1;
    }
}

/// What a word weighs by itself: all its features together, and how many they are.
#[derive(Clone, Copy, Default)]
pub struct Weight {
    weights: Weights,
    /// 0 as long as nobody asked.
    count: u16,
}

impl Weight {
    #[cold]
    fn of(letters: &[u8], word: &Word) -> Self {
        let (mut gathered, mut count) = (Gathered::new(), 0);
        of_word(letters, word.hash, &mut |feature| {
            gathered.push(feature);
            count += 1;
        });
        let weights = gathered.all();
        Self { weights, count }
    }
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
