//! All word lists in one index, looked up word by word.

use super::context::{CUES, Cue, CueWord};
use super::disguise::readings;
use super::entry::{BadLine, Ending, Entry, Languages, entries};
use super::gap::Gap;
use super::index::{Filter, Index, mixed};
use super::pass::Pass;
use super::pattern::is_class;
use super::word::{Head, Spelling, Word, narrow, wide};
use crate::Span;
use std::collections::BTreeMap;

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
    /// Orders hits by place, the longer first.
    fn place(&self) -> u64 {
        let (start, end) = (narrow(self.span.start), narrow(self.span.end));
        u64::from(start) << 32 | u64::from(u32::MAX - end)
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

/// What an entry is for, as far as its kind says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// To be found.
    Word,
    /// A word beside it counts (`with`).
    With,
    /// A word beside it does not count (`not`).
    Not,
    /// An anchor of patterns, by the number of its class.
    Anchor(u8),
}

/// Of an entry: its list, its languages, what it is for, and whether it is one word as it stands.
#[derive(Clone, Copy, Debug)]
struct Light {
    list: u16,
    languages: Languages,
    role: Role,
    alone: bool,
    /// The first eight bytes of its first word, and which bits of these there are.
    stem: u64,
    bits: u64,
}

impl Light {
    /// Whether the first eight bytes of a word are as its own.
    #[inline]
    fn begins(&self, first: u64) -> bool {
        (first ^ self.stem) & self.bits == 0
    }
}

/// The compiled lists.
#[derive(Debug)]
pub struct Matcher {
    entries: Vec<Entry>,
    /// What is asked of an entry most, close together, by the entry's number.
    light: Vec<Light>,
    /// Whether a word may be an entry, and whether it may be a small word, by its hash.
    words: Filter,
    /// Whether two words may begin a phrase.
    begins: Filter,
    /// Whether stems of three bytes, and longer ones, may begin as a word does.
    heads: Filter,
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
    /// Of the small words that are one word as it stands, what languages have them; filed by number.
    small_words: Index,
    languages: Vec<Languages>,
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
        Self::of(all, count, small, bad)
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
        Self::of(all, 1, None, bad)
    }

    fn of(all: Vec<Entry>, count: u16, small: Option<u16>, bad: Vec<BadLine>) -> Self {
        let (mut exact, mut pairs, mut four, mut three) = (vec![], vec![], vec![], vec![]);
        let (mut words, mut begins, mut long, mut short) = (vec![], vec![], vec![], vec![]);
        let (mut small_words, mut languages) = (vec![], BTreeMap::<u64, Languages>::new());
        for (id, entry) in (0..).zip(&all) {
            let first = &entry.first;
            if first.ending == Ending::Exact {
                let word = mixed(first.hash);
                if let Some(second) = second(entry) {
                    let pair = pair(first.hash, second);
                    pairs.push((pair, id));
                    begins.push((mixed(pair), mixed(pair)));
                } else if Some(entry.list) == small && entry.rest.is_empty() {
                    small_words.push((word, word));
                    let known = languages.entry(first.hash).or_insert(entry.languages);
                    *known = known.and(entry.languages);
                } else {
                    exact.push((first.hash, id));
                    words.push((word, word));
                }
            } else if let Some(head) = Head::of(Spelling::of(first.stem.as_bytes()).first) {
                if head.long {
                    four.push((head.four(), id));
                    long.push((head.block(), head.last()));
                } else {
                    three.push((head.three(), id));
                    short.push((head.block(), head.short()));
                }
            }
        }
        let stem = |entry: &Entry| Spelling::of(entry.first.stem.as_bytes()).first;
        let bits = |entry: &Entry| match entry.first.stem.len() {
            length @ 0..8 => (1 << (8 * length)) - 1,
            _ => u64::MAX,
        };
        let light = |entry: &Entry| Light {
            stem: stem(entry),
            bits: bits(entry),
            list: entry.list,
            languages: entry.languages,
            role: match &*entry.kind {
                "with" => Role::With,
                "not" => Role::Not,
                class if is_class(class) => Role::Anchor(u8::MAX),
                _ => Role::Word,
            },
            alone: entry.rest.is_empty() && entry.first.ending == Ending::Exact,
        };
        Self {
            light: all.iter().map(light).collect(),
            words: Filter::new([&words, &small_words]),
            begins: Filter::new([&begins, &[]]),
            small_words: Index::new(languages.keys().copied().zip(0..)),
            languages: languages.into_values().collect(),
            heads: Filter::new([&short, &long]),
            pairs: Index::new(pairs.into_iter()),
            exact: Index::new(exact.into_iter()),
            four: Index::new(four.into_iter()),
            three: Index::new(three.into_iter()),
            lists: count,
            small,
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

    /// What a hit is for.
    pub fn role(&self, hit: &Hit) -> Role {
        self.light
            .get(wide(hit.entry))
            .map_or(Role::Word, |light| light.role)
    }

    /// Tells each anchor the number of its class, by its list and the name of the class.
    pub fn number_anchors(&mut self, number: impl Fn(u16, &str) -> Option<usize>) {
        for (light, entry) in self.light.iter_mut().zip(&self.entries) {
            if let Role::Anchor(class) = &mut light.role {
                let known = number(entry.list, &entry.kind);
                *class = known
                    .and_then(|number| u8::try_from(number).ok())
                    .unwrap_or(u8::MAX);
            }
        }
    }

    /// Looks every word of a text up.
    pub fn find(&self, pass: &Pass) -> Found {
        let mut search = Search {
            matcher: self,
            pass,
            found: Found {
                hits: Vec::with_capacity(32),
                small: Vec::with_capacity(pass.words.len() / 2),
                ..Found::default()
            },
            counts: vec![0; usize::from(self.lists) + 1],
        };
        for index in 0..pass.words.len() {
            let mut small = None;
            self.all_at(
                pass,
                index,
                |id, last| search.word(id, index, last),
                |found| small = found.first().and_then(|at| self.languages.get(wide(*at))),
            );
            if let Some(languages) = small.copied() {
                let word = narrow(index);
                search.found.small.push(SmallWord { word, languages });
            }
        }
        search.disguised();
        search.ordered()
    }

    /// How many words every entry has, by number.
    pub fn lengths(&self) -> impl Iterator<Item = usize> {
        self.entries.iter().map(|entry| 1 + entry.rest.len())
    }

    /// The kind of every entry, by number.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.kind)
    }

    /// Entries that begin with a word of a text, and their last word.
    #[inline]
    pub fn each_at(&self, pass: &Pass, index: usize, each: impl FnMut(u32, usize)) {
        self.all_at(pass, index, each, |_| ());
    }

    /// The same; small words that stand by themselves are handed to `small`.
    #[inline]
    fn all_at(
        &self,
        pass: &Pass,
        index: usize,
        mut each: impl FnMut(u32, usize),
        small: impl FnOnce(&[u32]),
    ) {
        let Some(word) = pass.words.get(index) else { return };
        let key = mixed(word.hash);
        let [is_word, is_small] = self.words.has(key, [key; 2]);
        if is_small {
            small(self.small_words.get(word.hash));
        }
        if is_word {
            for id in self.exact.get(word.hash) {
                let alone = self.light.get(wide(*id)).is_some_and(|light| light.alone);
                if alone {
                    each(*id, index);
                } else if let Some(last) = self.last_of(pass, index, *id, false) {
                    each(*id, last);
                }
            }
        }
        if let Some(next) = pass.words.get(index + 1) {
            let pair = pair(word.hash, next.hash);
            let key = mixed(pair);
            let [begins, _] = self.begins.has(key, [key; 2]);
            if begins {
                for id in self.pairs.get(pair) {
                    if let Some(last) = self.last_of(pass, index, *id, false) {
                        each(*id, last);
                    }
                }
            }
        }
        let Some(head) = word.head() else {
            return;
        };
        let [short, long] = self.heads.has(head.block(), [head.short(), head.last()]);
        if long && head.long {
            self.stems(pass, index, word, self.four.get(head.four()), &mut each);
        }
        if short {
            self.stems(pass, index, word, self.three.get(head.three()), &mut each);
        }
    }

    /// Of entries whose first word may go on, those that are here.
    fn stems(&self, pass: &Pass, index: usize, word: &Word, ids: &[u32], each: &mut impl FnMut(u32, usize)) {
        for id in ids {
            let may = self
                .light
                .get(wide(*id))
                .is_some_and(|light| light.begins(word.first));
            if may && let Some(last) = self.last_of(pass, index, *id, true) {
                each(*id, last);
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
        let spelling = Spelling::of(word.as_bytes());
        let head = Head::of(spelling.first);
        let heads = [
            head.filter(|head| head.long)
                .map(|head| self.four.get(head.four())),
            head.map(|head| self.three.get(head.three())),
            Some(self.exact.get(spelling.hash)),
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

struct Search<'s> {
    matcher: &'s Matcher,
    pass: &'s Pass,
    found: Found,
    counts: Vec<u32>,
}

impl Search<'_> {
    fn word(&mut self, id: u32, index: usize, last: usize) {
        let light = self.matcher.light.get(wide(id));
        let small = light.filter(|light| self.matcher.small == Some(light.list));
        let small = small.map(|light| light.languages);
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
        let Some(Light { list, .. }) = self.matcher.light.get(wide(id)).copied() else {
            return;
        };
        let Some(count) = self.counts.get_mut(usize::from(list)) else {
            return;
        };
        if list == self.matcher.lists {
            let entry = self.matcher.entries.get(wide(id));
            if !disguised && let Some(cue) = entry.and_then(|entry| Cue::read(&entry.kind)) {
                self.found.cues.push(CueWord { span, cue });
            }
        } else if *count < MAX_HITS && self.matcher.small != Some(list) {
            *count += 1;
            self.found.hits.push(Hit {
                span,
                words,
                disguised,
                list,
                entry: id,
            });
        }
    }

    /// What was found, the hits by list and place. They were found by place, but for the longer of those that begin together and
    /// for disguised words.
    fn ordered(self) -> Found {
        let Self {
            mut found, counts, ..
        } = self;
        let mut end = 0;
        let mut starts = vec![0];
        starts.extend(counts.iter().map(|count| {
            end += *count;
            end
        }));
        let mut free = starts.clone();
        let mut hits = found.hits.clone();
        for hit in &found.hits {
            if let Some(next) = free.get_mut(usize::from(hit.list))
                && let Some(place) = hits.get_mut(wide(*next))
            {
                *place = *hit;
                *next += 1;
            }
        }
        for list in starts.windows(2) {
            let [from, to] = list else { continue };
            let hits = hits.get_mut(wide(*from)..wide(*to)).unwrap_or_default();
            if !hits.is_sorted_by_key(Hit::place) {
                hits.sort_by_key(Hit::place);
            }
        }
        found.cues.sort_by_key(|word| word.span);
        Found {
            hits,
            starts,
            ..found
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
