//! Kinds of comment, and the language, by a linear model over words, the first letters of neighbours and runs of letters.
//!
//! Each part of a text (a sentence, or a few short ones) gets a score for each of [`OUTPUTS`]: what its features weigh, by the
//! root of their number, and a bias. 0 is as likely as not among lines that were made to be hard. The weights
//! (`models/comments.bin`) are learnt from `accuracy/` by `tests/it/training.rs`. A feature is one look-up in one line of
//! memory, and no allocation; what a word weighs by itself is remembered for the next time.

mod weights;

use super::Pass;
use super::engine::word::Word;
use super::known::{self, Known};
use crate::Span;
use std::ops::Range;
use weights::Sums;
pub(super) use weights::Weight;
pub use weights::{HEADER, LINE, LINES, ROW, place};

/// What the model tells apart: kinds of comment by the names of their detectors, then languages.
pub const OUTPUTS: [&str; 14] = [
    "threat",
    "hate",
    "incitement",
    "sexism",
    "sensitive-detail",
    "third-person",
    "case-question",
    "case-answer",
    "political-question",
    "advertising",
    "promise",
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
    /// The place of one of [`OUTPUTS`] in [`Scores`]: [`output`].
    pub output: usize,
    /// Scores above are reported with [`crate::Confidence::Low`].
    pub low: f32,
    /// Scores above are reported with [`crate::Confidence::Medium`].
    pub medium: f32,
}

/// The place of one of [`OUTPUTS`]; one beyond the last for any other name.
#[must_use]
pub const fn output(name: &str) -> usize {
    const fn same(one: &[u8], other: &[u8]) -> bool {
        match (one, other) {
            ([], []) => true,
            ([a, one @ ..], [b, other @ ..]) => *a == *b && same(one, other),
            _ => false,
        }
    }
    const fn place(name: &str, outputs: &[&str]) -> usize {
        match outputs {
            [first, rest @ ..] if !same(first.as_bytes(), name.as_bytes()) => 1 + place(name, rest),
            _ => 0,
        }
    }
    place(name, &OUTPUTS)
}

/// Fewer words are not judged as a whole: a greeting is like anything, and what few words can mean stands in the lists.
const FEWEST_WORDS: usize = 4;

/// The parts of a text, judged.
#[derive(Debug, Default)]
pub struct Parts {
    parts: Vec<Part>,
    /// The highest score of any.
    highest: Scores,
}

impl Parts {
    /// Of a text.
    #[must_use]
    pub(super) fn of(pass: &Pass, known: &mut Known) -> Self {
        let parts = judged_with(pass, known);
        let mut highest = [f32::MIN; OUTPUTS.len()];
        for part in parts.iter().filter(|part| part.words >= FEWEST_WORDS) {
            for (highest, score) in highest.iter_mut().zip(part.scores) {
                *highest = highest.max(score);
            }
        }
        Self { parts, highest }
    }

    /// Whether [`Parts::likely`] has any.
    #[must_use]
    pub fn any(&self, judge: Judge) -> bool {
        let highest = self.highest.get(judge.output);
        highest.is_some_and(|highest| *highest > judge.low)
    }

    /// Parts of more than a few words whose score is above [`Judge::low`], by place, with the score.
    pub fn likely(&self, judge: Judge) -> impl Iterator<Item = (&Part, f32)> {
        let judged = self.parts.iter().filter(|part| part.words >= FEWEST_WORDS);
        let scores = judged.filter_map(move |part| Some((part, *part.scores.get(judge.output)?)));
        scores.filter(move |(_, score)| *score > judge.low)
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
        let start = begun;
        let words = pass.words.get(start..).filter(|words| !words.is_empty())?;
        let most = words.len().min(MOST_WORDS);
        // Those that may begin the next part: enough words lie before, and enough from there on.
        let last = most.min((words.len() + 1).saturating_sub(LEAST_LEFT));
        let next = words.get(LEAST_WORDS..last).unwrap_or_default();
        let opening = next.iter().position(Word::opens);
        begun = start + opening.map_or(most, |at| at + LEAST_WORDS);
        Some(start..begun)
    })
}

/// What keeps features of one sort apart from those of another.
const PAIR: u64 = 0x51 << 56;
const OVER_ONE: u64 = 0xa7 << 56;
const RUN: u64 = 0x1d << 56;
const EDGE: u64 = 0x77;
const NUMBER: u64 = 0x0d;
const ASKS: u64 = 0x3f;

fn joined(sort: u64, one: u64, other: u64) -> u64 {
    (one.rotate_left(25) ^ other.wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_add(sort)
}

/// Takes features.
trait Taker {
    /// All those that a word of letters has wherever it stands.
    fn word(&mut self, pass: &Pass, index: usize, word: &Word);
    /// One more.
    fn take(&mut self, feature: u64);
}

/// Hands every feature on.
struct Each<F>(F);

impl<F: FnMut(u64)> Taker for Each<F> {
    fn word(&mut self, pass: &Pass, index: usize, word: &Word) {
        of_word(pass.letters(index, word), word.hash, &mut self.0);
    }

    fn take(&mut self, feature: u64) {
        (self.0)(feature);
    }
}

/// The features of some words of a text, each as a number: every word, the first letters of every two words beside each other and
/// with one between them, every run of letters, and whether it asks.
pub fn features(pass: &Pass, words: Range<usize>, each: impl FnMut(u64)) {
    take(pass, words, &mut Each(each));
}

#[inline]
fn take(pass: &Pass, words: Range<usize>, taker: &mut impl Taker) {
    let (mut last, mut before_last) = (EDGE, EDGE);
    let mut end = 0;
    for (index, word) in words.clone().zip(pass.words.get(words).unwrap_or_default()) {
        end = word.span().end;
        let mut stem = NUMBER;
        if word.is_number() {
            taker.take(NUMBER);
        } else {
            stem = word.first & STEM;
            taker.word(pass, index, word);
        }
        taker.take(joined(PAIR, last, stem));
        taker.take(joined(OVER_ONE, before_last, stem));
        (before_last, last) = (last, stem);
    }
    taker.take(joined(PAIR, last, EDGE));
    if pass.folded.as_bytes().get(end) == Some(&b'?') {
        taker.take(ASKS);
    }
}

/// The word itself and its runs of letters.
#[inline]
fn of_word(letters: &[u8], hash: u64, each: &mut impl FnMut(u64)) {
    runs(letters, each);
    each(hash);
}

/// The first five bytes of a word, which its forms share.
const STEM: u64 = 0xff_ffff_ffff;

/// Bytes of a word that are read for runs; no word that weighs anything is as long.
const MOST_BYTES: usize = 40;

/// Every four bytes of a word and the blanks at its edges.
fn runs(letters: &[u8], each: &mut impl FnMut(u64)) {
    let mut four = u32::from(b' ');
    let inner = letters.iter().copied().take(MOST_BYTES);
    for (at, byte) in inner.chain([b' ']).enumerate() {
        four = four << 8 | u32::from(byte);
        if at >= 2 {
            each(RUN | u64::from(four));
        }
    }
}

/// Every part of a text, judged.
#[must_use]
pub fn judged(pass: &Pass) -> Vec<Part> {
    known::with(|known| judged_with(pass, known))
}

fn judged_with(pass: &Pass, known: &mut Known) -> Vec<Part> {
    let mut judged = Vec::with_capacity(pass.words.len() / LEAST_WORDS + 1);
    judged.extend(parts(pass).filter_map(|words| part(pass, words, Sums::new(known))));
    judged
}

fn part(pass: &Pass, words: Range<usize>, mut sums: Sums<'_>) -> Option<Part> {
    let (first, last) = (pass.words.get(words.start)?, pass.words.get(words.end - 1)?);
    let count = words.len();
    take(pass, words, &mut sums);
    Some(Part {
        span: Span {
            start: first.span().start,
            end: last.span().end,
        },
        words: count,
        scores: sums.scores(),
    })
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
