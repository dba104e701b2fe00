//! The weights of the model, and sums of them.

use super::{OUTPUTS, Scores, Taker, of_word};
use std::cell::RefCell;
use std::sync::LazyLock;

/// The weights: scales and biases as little-endian `f32`, then lines of four rows; a row is a check of two bytes, one `i8` for
/// each output, and two bytes of nothing.
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
pub const LINES: u32 = 14;

/// The line that a feature's row lies in, and what the row begins with.
#[must_use]
pub fn place(feature: u64) -> (usize, [u8; 2]) {
    let mixed = (feature ^ (feature >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let line = usize::try_from(mixed >> (64 - LINES)).unwrap_or_default();
    let [low, high, ..] = mixed.to_le_bytes();
    // Nothing is what an empty row begins with.
    (
        line,
        if [low, high] == [0, 0] {
            [1, 0]
        } else {
            [low, high]
        },
    )
}

/// The line of a number, or nothing beyond the last.
fn line(number: usize) -> Option<&'static [u8; LINE]> {
    WEIGHTS.0.get(HEADER + number * LINE..)?.first_chunk()
}

/// Of every row a bit, in so little memory that it stays near: most features of a text are in no row, and end here.
static FILTER: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let of_line = |number| {
        let (rows, _) = line(number).map_or(&[][..], |line| &line[..]).as_chunks::<ROW>();
        rows.iter().fold(0, |bits, row| bits | bit([row[0], row[1]]))
    };
    (0..1 << LINES).map(of_line).collect()
});

/// The bit of a check among those of its line.
fn bit([low, _]: [u8; 2]) -> u32 {
    1 << (low & 31)
}

/// Features whose rows are looked for together: the processor fetches many lines of memory at once when none waits for what
/// another says.
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

impl Weights {
    /// What gathered features weigh.
    fn of(filter: &[u32], gathered: &Gathered) -> Self {
        let mut weights = Self::default();
        let mut places = [(0, [0; 2]); TOGETHER];
        let mut count = 0;
        for feature in gathered.features.iter().take(gathered.count) {
            let (number, check) = place(*feature);
            if let Some(place) = places.get_mut(count) {
                *place = (number, check);
            }
            let bits = filter.get(number).copied().unwrap_or_default();
            count += usize::from(bits & bit(check) != 0);
        }
        for (number, check) in places.get(..count).unwrap_or_default() {
            let rows = line(*number).map_or(&[][..], |line| line.as_chunks::<ROW>().0);
            let row = rows
                .iter()
                .find(|row| [row[0], row[1]] == *check)
                .unwrap_or(&NOTHING);
            for (sum, weight) in weights.sums.iter_mut().zip(row) {
                *sum += i16::from(i8::from_ne_bytes([*weight]));
            }
        }
        weights.count = u16::try_from(gathered.count).unwrap_or_default();
        weights
    }
}

/// Features that are gathered until there are enough to look for.
struct Gathered {
    features: [u64; TOGETHER],
    count: usize,
}

impl Gathered {
    const NONE: Self = Self {
        features: [0; TOGETHER],
        count: 0,
    };

    /// One more, when there is room for it.
    #[inline]
    fn push(&mut self, feature: u64) {
        if let Some(place) = self.features.get_mut(self.count) {
            *place = feature;
            self.count += 1;
        }
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
            known,
            sums: [0; ROW],
            count: 0,
            gathered: Gathered::NONE,
        }
    }

    fn settle(&mut self) {
        let weights = Weights::of(self.known.filter, &self.gathered);
        self.gathered.count = 0;
        add(&mut self.sums, &mut self.count, &weights);
    }

    /// What they say of each output.
    pub fn scores(mut self) -> Scores {
        self.settle();
        let root = f32::from(self.count.max(1)).sqrt();
        let mut scores = [0.0; OUTPUTS.len()];
        for (n, (score, sum)) in scores.iter_mut().zip(self.sums.into_iter().skip(2)).enumerate() {
            let limit = i32::from(i16::MAX);
            let sum = i16::try_from(sum.clamp(-limit, limit)).unwrap_or_default();
            *score = f32::from(sum) * number(n * 4) / root + number(LINE + n * 4);
        }
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
    fn word(&mut self, letters: &str, hash: u64) {
        if let Some(weights) = self.known.weights(letters, hash) {
            add(&mut self.sums, &mut self.count, weights);
        } else {
            of_word(letters, hash, &mut |feature| self.take(feature));
        }
    }

    #[inline]
    fn take(&mut self, feature: u64) {
        if self.gathered.count == TOGETHER {
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
    fn weights(&mut self, letters: &str, hash: u64) -> Option<&Weights> {
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

fn weights_of(filter: &[u32], letters: &str, hash: u64) -> Weights {
    let mut gathered = Gathered::NONE;
    of_word(letters, hash, &mut |feature| gathered.push(feature));
    Weights::of(filter, &gathered)
}

/// A word of up to sixteen bytes: how many, and the first and the last eight of them.
#[inline]
fn packed(letters: &str) -> Option<(u8, [u64; 2])> {
    let bytes = letters.as_bytes();
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
