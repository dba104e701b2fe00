//! What a thread remembers of the words it met: what each weighs to the model, and what the lists have of it. Of some fifteen
//! look-ups one is left. A word is known by all its letters, so that nothing another text holds changes what is found in this one.

use super::engine::found::Found;
use super::engine::matcher::Listed;
use super::engine::pass::Pass;
use super::engine::word::Word;
use super::learned::Weight;
use std::cell::RefCell;

/// Of how many bits the number of a pair of places is.
const PAIRS: u32 = 12;

/// Longer words are not remembered.
const MOST_BYTES: usize = 16;

/// A word of up to [`MOST_BYTES`], which its hash and its first eight bytes tell from every other, in one line of the processor's
/// memory.
#[repr(align(64))]
#[derive(Clone, Copy, Default)]
pub(super) struct Slot {
    hash: u64,
    first: u64,
    /// What it weighs; nothing as long as nobody asked.
    pub weight: Weight,
    /// What it is to the lists that were asked last.
    pub listed: Listed,
}

impl Slot {
    #[inline]
    fn is(&self, word: &Word) -> bool {
        self.hash == word.hash && self.first == word.first
    }
}

/// The commonest words, and others until they need the place: two for each.
pub(super) struct Known {
    slots: Vec<[Slot; 2]>,
    /// Memory for the next text.
    spare: Option<Box<Read>>,
}

/// A text as it was read, and what was found in it.
#[derive(Default)]
pub(super) struct Read {
    pub pass: Pass,
    pub found: Found,
}

/// Of a longer text the memory is given back, in bytes.
const LONGEST_KEPT: usize = 64 << 10;

impl Known {
    pub fn new() -> Self {
        Self {
            slots: vec![<[Slot; 2]>::default(); 1 << PAIRS],
            spare: None,
        }
    }

    /// The place of a word; `None` for a number, for a long word, and for one that stands for another.
    #[inline]
    pub fn slot(&mut self, word: &Word) -> Option<&mut Slot> {
        let span = word.span();
        if word.is_odd() || word.is_number() || span.end - span.start > MOST_BYTES {
            return None;
        }
        let spread = word.hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - PAIRS);
        let [one, other] = self.slots.get_mut(usize::try_from(spread).ok()?)?;
        if one.is(word) {
            return Some(one);
        }
        if !other.is(word) {
            // The newer of the two moves over.
            *other = std::mem::replace(
                one,
                Slot {
                    hash: word.hash,
                    first: word.first,
                    ..Slot::default()
                },
            );
            return Some(one);
        }
        Some(other)
    }

    /// Memory to read a text into, which may hold another one.
    pub fn spare(&mut self) -> Box<Read> {
        self.spare.take().unwrap_or_default()
    }

    /// Takes it back.
    pub fn keep(&mut self, read: Box<Read>) {
        if read.pass.folded.len() <= LONGEST_KEPT {
            self.spare = Some(read);
        }
    }
}

/// With the words that this thread knows.
pub(super) fn with<T>(work: impl FnOnce(&mut Known) -> T) -> T {
    thread_local! {
        static KNOWN: RefCell<Known> = RefCell::new(Known::new());
    }
    KNOWN.with_borrow_mut(work)
}
