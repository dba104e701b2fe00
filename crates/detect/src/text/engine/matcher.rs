//! All word lists in one index, looked up word by word.

use super::context::{CUES, Cue, CueWord};
use super::disguise::readings;
use super::entry::{BadLine, Ending, Entry, Languages, entries};
use super::gap::Gap;
use super::index::Index;
use super::pass::Pass;
use super::word::{hash_of, narrow, wide};
use crate::Span;

/// Words of one list that are looked for in one text.
const MAX_HITS: u32 = 5_000;

/// A word or phrase of a list, found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where, in bytes.
    pub span: Span,
    /// Index of its first word and of the last.
    pub words: (usize, usize),
    /// Written so as not to be seen: digits for letters, drawn out, spelt apart.
    pub disguised: bool,
    pub(in super::super) list: u16,
    pub(super) entry: u32,
}

impl Hit {
    /// Orders hits by list, then by place, the longer first.
    fn rank(&self) -> (u16, u64) {
        let (start, end) = (narrow(self.span.start), narrow(self.span.end));
        (self.list, u64::from(start) << 32 | u64::from(u32::MAX - end))
    }
}

/// A small word that tells languages apart.
#[derive(Clone, Copy, Debug)]
pub struct SmallWord {
    /// Which word of the text.
    pub word: u32,
    /// Languages that have it.
    pub languages: Languages,
}

/// What is found in a text.
#[derive(Debug, Default)]
pub struct Found {
    /// By list, then by place, the longer first.
    pub hits: Vec<Hit>,
    /// Where each list's hits begin, and where the last one's end.
    pub starts: Vec<u32>,
    /// Cue words by place.
    pub cues: Vec<CueWord>,
    /// Small words by place.
    pub small: Vec<SmallWord>,
}

/// The compiled lists.
#[derive(Debug)]
pub struct Matcher {
    entries: Vec<Entry>,
    /// Phrases by their first two words, since many begin with the same.
    pairs: Index,
    /// Other entries by their first word; by the first four and the first three bytes of one that may go on.
    exact: Index,
    four: Index,
    three: Index,
    /// Number of lists; cue words are the list after them.
    lists: u16,
    /// The list of small words, which every other word of a text may be: they are kept apart.
    small: Option<u16>,
    /// Lines that say nothing.
    pub bad: Vec<BadLine>,
}

impl Matcher {
    /// Compiles the lists `(code, texts)` and the cue words; the list with the code `small` is that of the small words.
    pub fn new(lists: &[(&str, Vec<String>)], small: &str) -> Self {
        let place = lists.iter().position(|(code, _)| *code == small);
        let small = place.and_then(|place| u16::try_from(place).ok());
        let mut all: Vec<Entry> = Vec::new();
        let mut bad = Vec::new();
        let mut count = 0;
        for (code, texts) in lists {
            for text in texts {
                let note = |line: &str| {
                    bad.push(BadLine {
                        code: (*code).to_owned(),
                        line: line.to_owned(),
                    });
                };
                all.extend(entries(text, count, note));
            }
            count += 1;
        }
        all.extend(entries(CUES, count, |_| ()));
        Self {
            small,
            ..Self::of(all, count, bad)
        }
    }

    /// The members of classes alone, without cue words.
    pub fn of_classes(code: &str, text: String) -> Self {
        let mut bad = Vec::new();
        let note = |line: &str| {
            bad.push(BadLine {
                code: code.to_owned(),
                line: line.to_owned(),
            });
        };
        let all = entries(&text, 0, note);
        Self::of(all, 1, bad)
    }

    fn of(all: Vec<Entry>, count: u16, bad: Vec<BadLine>) -> Self {
        let numbered = || (0..).zip(&all);
        let open = |least: usize, most: usize| {
            numbered()
                .filter(|(_, entry)| entry.first.ending != Ending::Exact)
                .filter(move |(_, entry)| (least..=most).contains(&entry.first.stem.len()))
        };
        let exact =
            numbered().filter(|(_, entry)| entry.first.ending == Ending::Exact && second(entry).is_none());
        let exact = Index::new(exact.map(|(id, entry)| (entry.first.hash, id)));
        let pairs = numbered().filter(|(_, entry)| entry.first.ending == Ending::Exact);
        let pairs = pairs.filter_map(|(id, entry)| Some((pair(entry.first.hash, second(entry)?), id)));
        let pairs = Index::new(pairs);
        let four = open(4, usize::MAX).filter_map(|(id, entry)| Some((head::<4>(&entry.first.stem)?, id)));
        let three = open(3, 3).filter_map(|(id, entry)| Some((head::<3>(&entry.first.stem)?, id)));
        let (four, three) = (Index::new(four), Index::new(three));
        Self {
            pairs,
            exact,
            four,
            three,
            lists: count,
            small: None,
            bad,
            entries: all,
        }
    }

    /// Every word and phrase, without what may follow it.
    pub fn patterns(&self) -> impl Iterator<Item = String> {
        self.entries.iter().map(|entry| {
            let pieces = std::iter::once(&entry.first).chain(&entry.rest);
            pieces.map(|piece| &*piece.stem).collect::<Vec<_>>().join(" ")
        })
    }

    /// What a hit is a hit of.
    pub fn entry(&self, hit: &Hit) -> Option<&Entry> {
        self.entries.get(wide(hit.entry))
    }

    /// Looks every word of a text up.
    pub fn find(&self, pass: &Pass) -> Found {
        let mut search = Search {
            matcher: self,
            pass,
            found: Found::default(),
            counts: vec![0; usize::from(self.lists) + 1],
        };
        for index in 0..pass.words.len() {
            self.each_at(pass, index, |id, last| search.word(id, index, last));
        }
        search.disguised();
        let mut found = search.found;
        found.hits.sort_by_key(Hit::rank);
        found.cues.sort_by_key(|word| word.span);
        found.starts = Vec::with_capacity(usize::from(self.lists) + 1);
        let mut at = 0;
        for list in 0..=self.lists {
            let rest = found.hits.get(at..).unwrap_or_default();
            at += rest.iter().take_while(|hit| hit.list < list).count();
            found.starts.push(narrow(at));
        }
        found
    }

    /// The kind of every entry, by number.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.kind)
    }

    /// Entries that begin with a word of a text, and their last word.
    #[inline]
    pub fn each_at(&self, pass: &Pass, index: usize, mut each: impl FnMut(u32, usize)) {
        let Some(word) = pass.words.get(index) else { return };
        let mut entry = |id: u32, check: bool| {
            if let Some(last) = self.last_of(pass, index, id, check) {
                each(id, last);
            }
        };
        for id in self.exact.get(word.hash) {
            entry(*id, false);
        }
        if let Some(next) = pass.words.get(index + 1) {
            for id in self.pairs.get(pair(word.hash, next.hash)) {
                entry(*id, false);
            }
        }
        let text = pass.word(index);
        if let Some(key) = head::<4>(text) {
            for id in self.four.get(key) {
                entry(*id, true);
            }
        }
        if let Some(key) = head::<3>(text) {
            for id in self.three.get(key) {
                entry(*id, true);
            }
        }
    }

    /// The last word of an entry if all its words are here. With `check` its first word is compared too.
    fn last_of(&self, pass: &Pass, index: usize, id: u32, check: bool) -> Option<usize> {
        let entry = self.entries.get(wide(id))?;
        if check && !entry.first.is(pass.word(index)) {
            return None;
        }
        let mut last = index;
        for piece in &entry.rest {
            last += 1;
            let word = pass.words.get(last)?;
            let joined = word.gap.joins_words() || (piece.gap == Gap::Dot && word.gap == Gap::Dot);
            let same = if piece.ending == Ending::Exact {
                word.hash == piece.hash
            } else {
                piece.is(pass.word(last))
            };
            if !joined || !same {
                return None;
            }
        }
        Some(last)
    }

    /// Entries of a single word that a word may be.
    fn single(&self, word: &str, mut each: impl FnMut(u32)) {
        let heads = [
            head::<4>(word).map(|key| self.four.get(key)),
            head::<3>(word).map(|key| self.three.get(key)),
            Some(self.exact.get(hash_of(word))),
        ];
        for id in heads.into_iter().flatten().flatten() {
            let entry = self.entries.get(wide(*id));
            if entry.is_some_and(|entry| entry.rest.is_empty() && entry.first.is(word)) {
                each(*id);
            }
        }
    }
}

/// The hash of a phrase's second word when it stands as it is.
fn second(entry: &Entry) -> Option<u64> {
    let next = entry.rest.first()?;
    (next.ending == Ending::Exact).then_some(next.hash)
}

fn pair(first: u64, second: u64) -> u64 {
    first.rotate_left(23) ^ second
}

/// The first bytes of a word as a number.
#[inline]
fn head<const N: usize>(word: &str) -> Option<u64> {
    let bytes = word.as_bytes().first_chunk::<N>()?;
    Some(bytes.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)))
}

struct Search<'s> {
    matcher: &'s Matcher,
    pass: &'s Pass,
    found: Found,
    counts: Vec<u32>,
}

impl Search<'_> {
    fn word(&mut self, id: u32, index: usize, last: usize) {
        let small = self.matcher.small.and_then(|small| {
            let entry = self.matcher.entries.get(wide(id))?;
            (entry.list == small).then_some(entry.languages)
        });
        if let Some(languages) = small {
            let word = narrow(index);
            self.found.small.push(SmallWord { word, languages });
            return;
        }
        let at = |index: usize| self.pass.words.get(index).map(super::word::Word::span);
        if let (Some(first), Some(end)) = (at(index), at(last)) {
            let span = Span {
                start: first.start,
                end: end.end,
            };
            self.add(id, span, (index, last), false);
        }
    }

    fn add(&mut self, id: u32, span: Span, words: (usize, usize), disguised: bool) {
        let Some(entry) = self.matcher.entries.get(wide(id)) else {
            return;
        };
        let Some(count) = self.counts.get_mut(usize::from(entry.list)) else {
            return;
        };
        if entry.list == self.matcher.lists {
            if !disguised && let Some(cue) = Cue::read(&entry.kind) {
                self.found.cues.push(CueWord { span, cue });
            }
        } else if *count < MAX_HITS && self.matcher.small != Some(entry.list) {
            *count += 1;
            self.found.hits.push(Hit {
                span,
                words,
                disguised,
                list: entry.list,
                entry: id,
            });
        }
    }

    /// Reads disguised words.
    fn disguised(&mut self) {
        let (matcher, pass) = (self.matcher, self.pass);
        for suspect in &pass.suspects {
            let (first, last) = (wide(suspect.first), wide(suspect.last));
            if suspect.apart {
                self.apart(first, last);
                continue;
            }
            let Some(end) = pass.words.get(last).map(|word| word.span().end) else {
                continue;
            };
            let span = Span {
                start: wide(suspect.start),
                end,
            };
            let mut found = Vec::new();
            readings(pass.folded_of(span), |word| {
                matcher.single(word, |id| found.push(id))
            });
            found.sort_unstable();
            found.dedup();
            for id in found {
                self.add(id, span, (first, last), true);
            }
        }
    }

    /// Four or more single letters in a row, of which some spell a word.
    fn apart(&mut self, first: usize, last: usize) {
        let last = last.min(first + 40);
        for from in first..last.saturating_sub(2) {
            let mut spelt = String::new();
            for to in from..=last {
                spelt.push_str(self.pass.word(to));
                if to < from + 3 {
                    continue;
                }
                let at = |index: usize| self.pass.words.get(index).map(super::word::Word::span);
                let (Some(start), Some(end)) = (at(from), at(to)) else {
                    return;
                };
                let span = Span {
                    start: start.start,
                    end: end.end,
                };
                let mut found = Vec::new();
                self.matcher.single(&spelt, |id| found.push(id));
                for id in found {
                    self.add(id, span, (from, to), true);
                }
            }
        }
    }
}
