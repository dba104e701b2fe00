//! All word lists in one index, looked up word by word.

use super::super::known::Known;
use super::context::{CUES, Cue, CueWord};
use super::disguise::readings;
use super::entry::{BadLine, Ending, Entry, Languages, Piece, entries};
use super::found::{Found, Hit, SmallWord};
use super::gap::Gap;
use super::index::{Filter, Index, mixed};
use super::members::Members;
use super::pass::Pass;
use super::pattern::is_class;
use super::word::{Head, Spelling, Word, narrow, wide};
use crate::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU32, Ordering};

/// Words of one list that are looked for in one text.
const MAX_HITS: u32 = 5_000;

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

/// What the lists of one matcher have of a word, as far as the word alone tells.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listed {
    /// The number of the matcher; 0 before any was asked.
    by: u32,
    /// Where it begins what: [`Listed::WORDS`] and the others.
    begins: u8,
    /// Languages that have it as a small word.
    languages: Languages,
    /// It is a small word.
    small: bool,
    /// Lists whose patterns may know it ([`Members`]).
    members: u32,
}

impl Listed {
    /// It is an entry or the first word of one.
    const WORDS: u8 = 1;
    /// It is the first word of a phrase whose first two words stand as they are.
    const PAIRS: u8 = 2;
    /// It begins as an entry does that may go on.
    const STEMS: u8 = 4;
}

/// The compiled lists.
#[derive(Debug)]
pub struct Matcher {
    /// Tells it from all others of this program; not 0.
    number: u32,
    entries: Vec<Entry>,
    /// What is asked of an entry most, close together, by the entry's number.
    light: Vec<Light>,
    /// Whether a word may be an entry, by its hash.
    words: Filter,
    /// Whether two words may begin a phrase.
    begins: Filter,
    /// Whether stems of three bytes, and longer ones, may begin as a word does.
    heads: Filter,
    /// Phrases by their first two words, since many begin with the same; and their first words.
    pairs: Index,
    firsts: Index,
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
    /// Words that the lists' patterns know.
    members: Option<Members>,
    /// Lines that say nothing.
    pub bad: Vec<BadLine>,
}

impl Matcher {
    /// Files the entries of so many lists, and the cue words; `small` is the list of the small words.
    pub fn new(mut all: Vec<Entry>, lists: u16, small: Option<u16>, bad: Vec<BadLine>) -> Self {
        all.extend(entries(CUES, lists, |_| ()));
        Self::of(all, lists, small, bad)
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
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let (mut exact, mut pairs, mut four, mut three) = (vec![], vec![], vec![], vec![]);
        let mut firsts = BTreeSet::new();
        let (mut words, mut begins, mut long, mut short) = (vec![], vec![], vec![], vec![]);
        let mut languages = BTreeMap::<u64, Languages>::new();
        for (id, entry) in (0..).zip(&all) {
            let first = &entry.first;
            if first.ending == Ending::Exact {
                let word = mixed(first.hash);
                if let Some(second) = second(entry) {
                    let pair = pair(first.hash, second);
                    pairs.push((pair, id));
                    firsts.insert(first.hash);
                    begins.push((mixed(pair), mixed(pair)));
                } else if Some(entry.list) == small && entry.rest.is_empty() {
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
            words: Filter::new([&words, &[]]),
            begins: Filter::new([&begins, &[]]),
            small_words: Index::new(languages.keys().copied().zip(0..)),
            languages: languages.into_values().collect(),
            heads: Filter::new([&short, &long]),
            number: NUMBER.fetch_add(1, Ordering::Relaxed).max(1),
            pairs: Index::new(pairs.into_iter()),
            firsts: Index::new(firsts.into_iter().zip(0..)),
            exact: Index::new(exact.into_iter()),
            four: Index::new(four.into_iter()),
            three: Index::new(three.into_iter()),
            lists: count,
            small,
            members: None,
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
    pub fn know(&mut self, members: Members, number: impl Fn(u16, &str) -> Option<usize>) {
        self.members = Some(members);
        for (light, entry) in self.light.iter_mut().zip(&self.entries) {
            if let Role::Anchor(class) = &mut light.role {
                let known = number(entry.list, &entry.kind);
                *class = known
                    .and_then(|number| u8::try_from(number).ok())
                    .unwrap_or(u8::MAX);
            }
        }
    }

    /// Looks every word of a text up; what was found before is forgotten.
    pub(in super::super) fn find(&self, pass: &Pass, known: &mut Known, found: &mut Found) {
        found.clear();
        let mut search = Search {
            matcher: self,
            pass,
            found,
        };
        search.found.counts.resize(usize::from(self.lists) + 1, 0);
        search.found.members.reserve(pass.words.len());
        // Every word is put down and every small one kept: nothing for the processor to guess.
        let mut small = std::mem::take(&mut search.found.small);
        small.resize(pass.words.len() + 1, SmallWord::default());
        let mut count = 0;
        for (index, word) in pass.words.iter().enumerate() {
            let listed = match known.slot(word) {
                Some(slot) if slot.listed.by == self.number => slot.listed,
                Some(slot) => {
                    slot.listed = self.listed(pass, index, word);
                    slot.listed
                }
                None => self.listed(pass, index, word),
            };
            if let Some(place) = small.get_mut(count) {
                *place = SmallWord {
                    word: narrow(index),
                    languages: listed.languages,
                };
            }
            count += usize::from(listed.small);
            search.found.members.push(listed.members);
            if listed.begins != 0 {
                self.each_of(listed.begins, pass, index, |id, last| {
                    search.word(id, index, last)
                });
            }
        }
        small.truncate(count);
        search.found.small = small;
        search.disguised();
        search.found.order();
    }

    /// The first word of every entry, by number.
    pub fn heads(&self) -> impl Iterator<Item = &Piece> {
        self.entries.iter().map(|entry| &entry.first)
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
        let Some(word) = pass.words.get(index) else { return };
        let begins = self.may_begin(word);
        if begins != 0 {
            self.each_of(begins, pass, index, each);
        }
    }

    /// What a word may begin, as the filters tell.
    #[inline]
    fn may_begin(&self, word: &Word) -> u8 {
        let key = mixed(word.hash);
        let [is_word, _] = self.words.has(key, [key; 2]);
        let head = word.head();
        let is_stem = head.is_some_and(|head| {
            let [short, long] = self.heads.has(head.block(), [head.short(), head.last()]);
            short || (long && head.long)
        });
        let flag = |is: bool, flag: u8| if is { flag } else { 0 };
        flag(is_word, Listed::WORDS) | Listed::PAIRS | flag(is_stem, Listed::STEMS)
    }

    /// What the lists have of a word.
    #[cold]
    fn listed(&self, pass: &Pass, index: usize, word: &Word) -> Listed {
        let mut begins = self.may_begin(word);
        if begins & Listed::WORDS != 0 && self.exact.get(word.hash).is_empty() {
            begins &= !Listed::WORDS;
        }
        if self.firsts.get(word.hash).is_empty() {
            begins &= !Listed::PAIRS;
        }
        let here = |id: &u32| {
            let entry = self.entries.get(wide(*id));
            entry.is_some_and(|entry| entry.first.is(pass.word(index)))
        };
        if begins & Listed::STEMS != 0 && !self.stems_of(word).into_iter().flatten().any(here) {
            begins &= !Listed::STEMS;
        }
        let small = self.small_words.get(word.hash).first();
        let languages = small.and_then(|at| self.languages.get(wide(*at)).copied());
        Listed {
            by: self.number,
            begins,
            languages: languages.unwrap_or_default(),
            small: languages.is_some(),
            members: self.members.as_ref().map_or(0, |members| members.of(word)),
        }
    }

    /// Entries whose first word may go on, and may be this one: those of four bytes or more, and those of three.
    #[inline]
    fn stems_of(&self, word: &Word) -> [&[u32]; 2] {
        let Some(head) = word.head() else {
            return [&[]; 2];
        };
        let [short, long] = self.heads.has(head.block(), [head.short(), head.last()]);
        [
            if long && head.long {
                self.four.get(head.four())
            } else {
                &[]
            },
            if short { self.three.get(head.three()) } else { &[] },
        ]
    }

    /// Of the entries that a word may begin, those that are here.
    #[inline]
    fn each_of(&self, begins: u8, pass: &Pass, index: usize, mut each: impl FnMut(u32, usize)) {
        let Some(word) = pass.words.get(index) else { return };
        if begins & Listed::WORDS != 0 {
            for id in self.exact.get(word.hash) {
                let alone = self.light.get(wide(*id)).is_some_and(|light| light.alone);
                if alone {
                    each(*id, index);
                } else if let Some(last) = self.last_of(pass, index, *id, false) {
                    each(*id, last);
                }
            }
        }
        if begins & Listed::PAIRS != 0
            && let Some(next) = pass.words.get(index + 1)
        {
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
        if begins & Listed::STEMS != 0 {
            for ids in self.stems_of(word) {
                self.stems(pass, index, word, ids, &mut each);
            }
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
    found: &'s mut Found,
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
        let Some(count) = self.found.counts.get_mut(usize::from(list)) else {
            return;
        };
        if list == self.matcher.lists {
            let entry = self.matcher.entries.get(wide(id));
            if !disguised && let Some(cue) = entry.and_then(|entry| Cue::read(&entry.kind)) {
                self.found.cues.push(CueWord { span, cue });
            }
        } else if *count < MAX_HITS && self.matcher.small != Some(list) {
            *count += 1;
            self.found.loose.push(Hit {
                span,
                words,
                disguised,
                list,
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
