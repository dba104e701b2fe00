//! Kinds of comment, and the language, by a linear model over words, pairs of words and runs of letters.
//!
//! Each part of a text (a sentence, or a few short ones) gets a score for each of [`OUTPUTS`]: what its features weigh, by the
//! root of their number, and a bias. 0 is as likely as not among lines that were made to be hard. The weights
//! (`models/comments.bin`) are learnt from `accuracy/` by `tests/it/training.rs`. A feature is one look-up in one line of
//! memory, and no allocation.

use super::Pass;
use super::engine::word::Word;
use crate::Span;
use std::ops::Range;
use std::sync::LazyLock;

/// What the model tells apart: kinds of comment by the names of their detectors, then languages.
pub const OUTPUTS: [&str; 12] = [
    "threat",
    "hate",
    "incitement",
    "sexism",
    "sensitive-detail",
    "third-person",
    "case-question",
    "case-answer",
    "political-question",
    "nb",
    "nn",
    "sv",
];

/// One number for each of [`OUTPUTS`].
pub type Scores = [f32; OUTPUTS.len()];

/// A part of a text, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// From its first word to its last.
    pub span: Span,
    /// How many words it has.
    pub words: usize,
    /// How much it is like each of [`OUTPUTS`].
    pub scores: Scores,
}

/// How a detector reads a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judge {
    /// One of [`OUTPUTS`].
    pub output: &'static str,
    /// Scores above are reported with [`crate::Confidence::Low`].
    pub low: f32,
    /// Scores above are reported with [`crate::Confidence::Medium`].
    pub medium: f32,
}

impl Judge {
    /// The place of its output in [`Scores`]; `None` for an output that there is not.
    #[must_use]
    pub fn place(&self) -> Option<usize> {
        OUTPUTS.iter().position(|output| *output == self.output)
    }
}

/// Sentences are taken together until they have so many words.
const LEAST_WORDS: usize = 6;

/// Fewer words than these at the end of a text belong to the sentence before.
const LEAST_LEFT: usize = 3;

/// Longer sentences are cut here.
const MOST_WORDS: usize = 25;

/// The parts of a text, as ranges of its words.
pub fn parts(pass: &Pass) -> impl Iterator<Item = Range<usize>> {
    let mut begun = 0;
    std::iter::from_fn(move || {
        let (start, words) = (begun, &pass.words);
        if start == words.len() {
            return None;
        }
        let ends = |at: usize| {
            let (length, left) = (at - start, words.len() - at);
            let opens = || words.get(at).is_some_and(Word::opens) && left >= LEAST_LEFT;
            length >= MOST_WORDS || (length >= LEAST_WORDS && opens())
        };
        let end = (start + 1..words.len()).find(|at| ends(*at));
        begun = end.unwrap_or(words.len());
        Some(start..begun)
    })
}

/// What keeps features of one sort apart from those of another.
const PAIR: u64 = 0x51 << 56;
const OVER_ONE: u64 = 0xa7 << 56;
const STEMS: u64 = 0x33 << 56;
const RUN: u64 = 0x1d << 56;
const EDGE: u64 = 0x77;
const NUMBER: u64 = 0x0d;
const ASKS: u64 = 0x3f;

fn joined(sort: u64, one: u64, other: u64) -> u64 {
    (one.rotate_left(25) ^ other.wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_add(sort)
}

/// The features of some words of a text, each as a number: every word, every two words beside each other and with one between
/// them, the same of their first letters, every run of letters, and whether it asks.
pub fn features(pass: &Pass, words: Range<usize>, mut each: impl FnMut(u64)) {
    let (mut last, mut before_last, mut last_stem) = (EDGE, EDGE, EDGE);
    let mut end = 0;
    for index in words {
        let Some(word) = pass.words.get(index) else { return };
        end = word.span().end;
        let (mut hash, mut first) = (NUMBER, NUMBER);
        if !word.is_number() {
            let letters = pass.word(index);
            (hash, first) = (word.hash, stem(letters));
            runs(letters, &mut each);
        }
        each(hash);
        each(joined(PAIR, last, hash));
        each(joined(OVER_ONE, before_last, hash));
        each(joined(STEMS, last_stem, first));
        (before_last, last, last_stem) = (last, hash, first);
    }
    each(joined(PAIR, last, EDGE));
    if pass.folded.as_bytes().get(end) == Some(&b'?') {
        each(ASKS);
    }
}

/// The first bytes of a word, which its forms share.
fn stem(letters: &str) -> u64 {
    letters
        .bytes()
        .take(5)
        .fold(0, |stem, byte| stem << 8 | u64::from(byte))
}

/// Bytes of a word that are read for runs; no word that weighs anything is as long.
const MOST_BYTES: usize = 40;

/// Every four bytes of a word and the blanks at its edges.
fn runs(letters: &str, each: &mut impl FnMut(u64)) {
    let mut four = u32::from(b' ');
    let inner = letters.bytes().take(MOST_BYTES);
    for (at, byte) in inner.chain([b' ']).enumerate() {
        four = four << 8 | u32::from(byte);
        if at >= 2 {
            each(RUN | u64::from(four));
        }
    }
}

/// The weights: scales and biases as little-endian `f32`, then lines of four rows; a row is a check of two bytes, one `i8` for
/// each output, and two bytes of nothing.
#[repr(align(64))]
struct Aligned<B: ?Sized>(B);

static WEIGHTS: &Aligned<[u8]> = &Aligned(*include_bytes!("../../models/comments.bin"));

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

/// Adds the row of a feature, with its check, which nobody reads: all at once is faster.
#[inline]
fn add(sums: &mut [i32; ROW], filter: &[u32], feature: u64) {
    let (number, check) = place(feature);
    if filter.get(number).is_none_or(|bits| bits & bit(check) == 0) {
        return;
    }
    let Some(line) = line(number) else { return };
    let (rows, _) = line.as_chunks::<ROW>();
    if let Some(row) = rows.iter().find(|row| [row[0], row[1]] == check) {
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum += i32::from(i8::from_ne_bytes([*weight]));
        }
    }
}

/// One of the numbers before the rows.
fn number(at: usize) -> f32 {
    let four = WEIGHTS.0.get(at..).and_then(<[u8]>::first_chunk);
    four.map_or(0.0, |four| f32::from_le_bytes(*four))
}

fn scores(pass: &Pass, words: Range<usize>) -> Scores {
    let filter = FILTER.as_slice();
    let (mut sums, mut count) = ([0; ROW], 0u16);
    features(pass, words, |feature| {
        count = count.saturating_add(1);
        add(&mut sums, filter, feature);
    });
    let root = f32::from(count.max(1)).sqrt();
    let mut scores = [0.0; OUTPUTS.len()];
    for (n, (score, sum)) in scores.iter_mut().zip(sums.into_iter().skip(2)).enumerate() {
        let limit = i32::from(i16::MAX);
        let sum = i16::try_from(sum.clamp(-limit, limit)).unwrap_or_default();
        *score = f32::from(sum) * number(n * 4) / root + number(LINE + n * 4);
    }
    scores
}

/// Every part of a text, judged.
#[must_use]
pub fn judged(pass: &Pass) -> Vec<Part> {
    let part = |words: Range<usize>| {
        let (first, last) = (pass.words.get(words.start)?, pass.words.get(words.end - 1)?);
        Some(Part {
            span: Span {
                start: first.span().start,
                end: last.span().end,
            },
            words: words.len(),
            scores: scores(pass, words),
        })
    };
    parts(pass).filter_map(part).collect()
}

/// The likeliest of nb, nn and sv by all parts of a text; `None` for a text without words.
#[must_use]
pub fn likeliest(pass: &Pass) -> Option<&'static str> {
    let mut sums = Scores::default();
    for part in judged(pass) {
        for (sum, score) in sums.iter_mut().zip(part.scores) {
            *sum += score;
        }
    }
    let has_letters = pass
        .words
        .iter()
        .any(|word| !word.is_number() && !word.is_emoji());
    let languages = OUTPUTS.into_iter().zip(sums).skip(OUTPUTS.len() - 3);
    let best = languages.max_by(|(_, one), (_, other)| one.total_cmp(other));
    best.filter(|_| has_letters).map(|(language, _)| language)
}
