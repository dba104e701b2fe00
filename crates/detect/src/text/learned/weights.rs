//! The weights of the model, and sums of them.

use super::{OUTPUTS, Scores, Taker, of_word};
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
        let [low, high, .., line_low, line_high] = mixed.to_le_bytes();
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

    /// The row; one of nothing when there is none.
    #[inline]
    fn row(self) -> &'static [u8; ROW] {
        let rows = line(usize::from(self.line)).map_or(&[][..], |line| line.as_chunks::<ROW>().0);
        let check = self.check.to_le_bytes();
        rows.iter()
            .find(|row| [row[0], row[1]] == check)
            .unwrap_or(&NOTHING)
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

/// What some features weigh together.
#[derive(Clone, Copy, Debug, Default)]
struct Weights {
    /// With what their rows begin with, which nobody reads: all at once is faster. Of [`TOGETHER`] rows no sum grows out of it.
    sums: [i16; ROW],
    count: u16,
}

/// The row of a feature that weighs nothing.
static NOTHING: [u8; ROW] = [0; ROW];

/// Features that may weigh something, until there are enough to look for.
struct Gathered {
    filter: &'static [u32],
    places: [Place; TOGETHER],
    waiting: usize,
    /// All features, those that weigh nothing too.
    count: u16,
}

impl Gathered {
    fn new(filter: &'static [u32]) -> Self {
        Self {
            filter,
            places: [Place::default(); TOGETHER],
            waiting: 0,
            count: 0,
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
            self.count = self.count.saturating_add(1);
        }
    }

    #[inline]
    fn is_full(&self) -> bool {
        self.waiting == TOGETHER
    }

    /// What they weigh; none is left.
    fn taken(&mut self) -> Weights {
        let mut weights = Weights {
            count: self.count,
            ..Weights::default()
        };
        for place in self.places.get(..self.waiting).unwrap_or_default() {
            for (sum, weight) in weights.sums.iter_mut().zip(place.row()) {
                *sum += i16::from(i8::from_ne_bytes([*weight]));
            }
        }
        (self.waiting, self.count) = (0, 0);
        weights
    }
}

/// The features of a part of a text, added up.
pub struct Sums<'k> {
    known: &'k mut Known,
    sums: [i32; ROW],
    count: u16,
    gathered: Gathered,
}

impl<'k> Sums<'k> {
    pub fn new(known: &'k mut Known) -> Self {
        Self {
            sums: [0; ROW],
            count: 0,
            gathered: Gathered::new(known.filter),
            known,
        }
    }

    fn settle(&mut self) {
        let weights = self.gathered.taken();
        add(&mut self.sums, &mut self.count, &weights);
    }

    /// What they say of each output; none is left.
    pub fn scores(&mut self) -> Scores {
        self.settle();
        let root = f32::from(self.count.max(1)).sqrt();
        let mut scores = [0.0; OUTPUTS.len()];
        for (n, (score, sum)) in scores.iter_mut().zip(self.sums.into_iter().skip(2)).enumerate() {
            let limit = i32::from(i16::MAX);
            let sum = i16::try_from(sum.clamp(-limit, limit)).unwrap_or_default();
            *score = f32::from(sum) * number(n * 4) / root + number(LINE + n * 4);
        }
        (self.sums, self.count) = ([0; ROW], 0);
        scores
    }
}

#[inline]
fn add(sums: &mut [i32; ROW], count: &mut u16, weights: &Weights) {
    for (sum, weight) in sums.iter_mut().zip(weights.sums) {
        *sum += i32::from(weight);
    }
    *count = count.saturating_add(weights.count);
}

impl Taker for Sums<'_> {
    #[inline]
    fn word(&mut self, letters: &[u8], hash: u64) {
        if let Some(weights) = self.known.weights(letters, hash) {
            add(&mut self.sums, &mut self.count, weights);
        } else {
            of_word(letters, hash, &mut |feature| self.take(feature));
        }
    }

    #[inline]
    fn take(&mut self, feature: u64) {
        if self.gathered.is_full() {
            self.settle();
        }
        self.gathered.push(feature);
    }
}

/// What the commonest words weigh by themselves: of some ten features each one look-up is left. A word is known by all its
/// letters, so that nothing another text holds changes what this one weighs.
pub struct Known {
    filter: &'static [u32],
    slots: Vec<Slot>,
}

/// A word, in one line of the processor's memory.
#[repr(align(64))]
#[derive(Clone, Copy, Default)]
struct Slot {
    letters: [u64; 2],
    hash: u64,
    length: u8,
    weights: Weights,
}

/// Of how many bits the number of a slot is.
const SLOTS: u32 = 11;

impl Known {
    fn new() -> Self {
        Self {
            filter: FILTER.as_slice(),
            slots: vec![Slot::default(); 1 << SLOTS],
        }
    }

    /// All that a word weighs by itself; `None` for a long one.
    #[inline]
    fn weights(&mut self, letters: &[u8], hash: u64) -> Option<&Weights> {
        let (length, packed) = packed(letters)?;
        let spread = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SLOTS);
        let slot = self.slots.get_mut(usize::try_from(spread).ok()?)?;
        let differs = slot.letters[0] ^ packed[0] | slot.letters[1] ^ packed[1] | slot.hash ^ hash;
        if differs != 0 || slot.length != length {
            *slot = Slot {
                letters: packed,
                hash,
                length,
                weights: weights_of(self.filter, letters, hash),
            };
        }
        Some(&slot.weights)
    }
}

#[cold]
fn weights_of(filter: &'static [u32], letters: &[u8], hash: u64) -> Weights {
    let mut gathered = Gathered::new(filter);
    of_word(letters, hash, &mut |feature| gathered.push(feature));
    gathered.taken()
}

/// A word of up to sixteen bytes: how many, and the first and the last eight of them.
#[inline]
fn packed(bytes: &[u8]) -> Option<(u8, [u64; 2])> {
    let length = u8::try_from(bytes.len()).ok()?;
    let eight = |bytes: Option<&[u8; 8]>| bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes));
    let four = |bytes: Option<&[u8; 4]>| bytes.map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)));
    match length {
        8..=16 => Some((length, [eight(bytes.first_chunk()), eight(bytes.last_chunk())])),
        4..=7 => Some((length, [four(bytes.first_chunk()), four(bytes.last_chunk())])),
        1..=3 => {
            let first = bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
            Some((length, [first, 0]))
        }
        _ => None,
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
