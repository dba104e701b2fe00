//! Which lists' patterns know a word: most words are in no class of theirs, and need not be looked for there.

use super::entry::{Ending, Piece};
use super::index::Index;
use super::pattern::Patterns;
use super::word::{Head, Spelling, Word};
use std::collections::BTreeMap;

/// First words of the members of all lists' classes, each with a bit for every list that may have it.
#[derive(Debug)]
pub struct Members {
    words: Index,
    four: Index,
    three: Index,
}

impl Members {
    /// Gives each list's patterns their bit; from the 32nd on they share one.
    pub fn new<'p>(lists: impl Iterator<Item = &'p mut Patterns>) -> Self {
        let (mut words, mut four, mut three) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (number, patterns) in lists.enumerate() {
            patterns.bit = 1 << number.min(31);
            let bit = patterns.bit;
            let file = |under: &mut BTreeMap<u64, u32>, key| *under.entry(key).or_default() |= bit;
            for Piece {
                hash, stem, ending, ..
            } in patterns.heads()
            {
                if *ending == Ending::Exact {
                    file(&mut words, *hash);
                } else if let Some(head) = Head::of(Spelling::of(stem.as_bytes()).first) {
                    if head.long {
                        file(&mut four, head.four());
                    } else {
                        file(&mut three, head.three());
                    }
                }
            }
        }
        Self {
            words: Index::new(words.into_iter()),
            four: Index::new(four.into_iter()),
            three: Index::new(three.into_iter()),
        }
    }

    /// The lists that may have a member that begins with a word.
    pub fn of(&self, word: &Word) -> u32 {
        let head = word.head();
        let filed = [
            self.words.get(word.hash),
            head.map_or(&[], |head| self.four.get(head.four())),
            head.map_or(&[], |head| self.three.get(head.three())),
        ];
        filed.into_iter().flatten().fold(0, |all, bits| all | bits)
    }
}
