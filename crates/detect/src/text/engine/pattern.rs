//! Patterns: phrases of classes of words with gaps, tried only where a rare word of theirs stands.
//!
//! A line of a list is one of three:
//!
//! - `nb: drepe, skyte~ | @harm`: words of the class `harm`;
//! - `@i .. @will .. <@harm> ... @you | violence 3`: a pattern. `<…>` is its anchor, what it is looked for by; `@class` is any word
//!   of the class; `..` stands for up to two words, `...` for up to five; `^` is the beginning of the sentence and `$` its end;
//!   what has a `?` after it may be missing;
//! - anything else: a word or phrase, see [`super::entry::entries`].
//!
//! Two classes guard all patterns of a list: no word of `@never` may stand in the sentence, and none of `@no` within the pattern
//! or right before it, unless the pattern asks for `@no` itself.

use super::entry::{BadLine, Entry, Piece, entries};
use super::found::{Found, Hit};
use super::matcher::{Matcher, Role};
use super::pass::Pass;
use super::word::{hash_of, wide};
use crate::Span;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Words on either side of an anchor that are looked at.
const REACH: usize = 24;

/// Words of a sentence that are looked at for one anchor; no more than [`Sentence::asks`] has bits.
const MAX_RANGE: usize = 64;

/// Classes of one list.
const MAX_CLASSES: usize = 128;

/// Forms that a pattern with optional parts may take.
const MAX_FORMS: usize = 64;

/// Steps of comparing in one text and list: far more than any text that somebody reads needs.
const MAX_STEPS: usize = 400_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Class(usize),
    Word(u64),
    /// Up to so many words.
    Gap(usize),
    /// The sentence's beginning or end.
    Edge,
}

/// One form of a pattern line: what follows its anchor to the left, and to the right.
#[derive(Debug)]
struct Pattern {
    anchor: usize,
    left: Vec<Token>,
    right: Vec<Token>,
    /// It asks for a negation itself.
    negates: bool,
    entry: Entry,
}

/// The classes and patterns of one list.
#[derive(Debug)]
pub struct Patterns {
    members: Matcher,
    /// The class of each member, by the member's number.
    classes: Vec<usize>,
    names: Vec<String>,
    /// By the number of their anchor's class, and where those of each begin.
    patterns: Vec<Pattern>,
    begins: Vec<usize>,
    never: u128,
    no: u128,
    /// Classes with members of several words, and how many words the longest has after its first.
    long: u128,
    longest: usize,
    /// Which bit is the list's among those of [`super::members::Members`].
    pub(super) bit: u32,
}

/// A pattern that was found.
#[derive(Clone, Copy, Debug)]
pub struct Match<'p> {
    /// From its first word to its last.
    pub span: Span,
    /// What its line says it is.
    pub entry: &'p Entry,
    /// Its anchor was written so as not to be seen.
    pub disguised: bool,
}

/// Whether a kind is the name of a class.
pub fn is_class(kind: &str) -> bool {
    kind.starts_with('@')
}

impl Patterns {
    /// Takes the lines of classes and patterns out of the lists and adds to the lists the words of the anchors' classes. `None`
    /// when there are no patterns.
    pub fn split(code: &str, lists: &mut Vec<String>, bad: &mut Vec<BadLine>) -> Option<Self> {
        if !lists.iter().any(|list| list.contains('<')) {
            return None;
        }
        let (mut members, mut lines) = (Vec::<(String, String)>::new(), Vec::<String>::new());
        for list in lists.iter_mut() {
            let mut words = String::with_capacity(list.len());
            for line in list.lines() {
                let content = line.split(" #").next().unwrap_or_default().trim();
                let (phrase, about) = content.split_once('|').unwrap_or((content, ""));
                if content.starts_with('#') {
                    continue;
                } else if is_class(about.trim_start()) {
                    let class = about.trim();
                    let languages = phrase.split_once(": ").map_or(phrase, |(_, words)| words);
                    members.extend(
                        languages
                            .split(',')
                            .map(|word| (word.trim().to_owned(), class.to_owned())),
                    );
                } else if phrase.contains('<') {
                    lines.push(content.to_owned());
                } else {
                    words.push_str(line);
                    words.push('\n');
                }
            }
            *list = words;
        }
        let compiled = compile(&lines, &mut members, |line| {
            bad.push(BadLine {
                code: code.to_owned(),
                line: line.to_owned(),
            });
        });
        let (names, mut patterns) = compiled;
        let text = |(word, class): &(String, String)| format!("{word} | {class}\n");
        let all: String = members.iter().map(text).collect();
        let anchors = patterns
            .iter()
            .filter_map(|pattern: &Pattern| names.get(pattern.anchor));
        let anchors: HashSet<&str> = anchors.map(String::as_str).collect();
        lists.push(
            members
                .iter()
                .filter(|(_, class)| anchors.contains(class.as_str()))
                .map(text)
                .collect(),
        );
        let members = Matcher::of_classes(code, all);
        let numbers: HashMap<&str, usize> = names.iter().map(String::as_str).zip(0..).collect();
        let number = |kind: &str| numbers.get(kind).copied().unwrap_or(usize::MAX);
        let classes: Vec<usize> = members.kinds().map(number).collect();
        let bit = |name: &str| {
            names
                .iter()
                .position(|known| known == name)
                .map_or(0, |at| 1 << at)
        };
        patterns.sort_by_key(|pattern| pattern.anchor);
        let before = |class: usize| patterns.partition_point(|pattern| pattern.anchor < class);
        Some(Self {
            begins: (0..=names.len()).map(before).collect(),
            never: bit("@never"),
            no: bit("@no"),
            long: long(&members, &classes),
            longest: members.lengths().max().unwrap_or_default().saturating_sub(1),
            bit: 0,
            members,
            classes,
            names,
            patterns,
        })
    }

    /// What the members begin with.
    pub fn heads(&self) -> impl Iterator<Item = &Piece> {
        self.members.heads()
    }

    /// The number of a class.
    pub fn number(&self, class: &str) -> Option<usize> {
        self.names.iter().position(|name| name == class)
    }

    /// For each hit of an anchor, the strongest pattern around it and of those the longest.
    pub fn find<'p>(
        &'p self,
        pass: &Pass,
        all: &Found,
        hits: &[Hit],
        role: impl Fn(&Hit) -> Role,
    ) -> Vec<Match<'p>> {
        let mut found: Vec<Match<'p>> = Vec::new();
        let mut sentence = Sentence::new(self, pass, &all.members);
        for hit in hits {
            let Role::Anchor(class) = role(hit) else { continue };
            let place = |class: usize| self.begins.get(class).copied();
            let class = usize::from(class);
            let (Some(from), Some(to)) = (place(class), place(class + 1)) else {
                continue;
            };
            sentence.turn_to(around(pass, hit.words));
            let mut best: Option<(u8, usize, usize, usize, &Pattern)> = None;
            for pattern in self.patterns.get(from..to).unwrap_or_default() {
                let Some(from) = sentence.go(&pattern.left, hit.words.0, false) else {
                    continue;
                };
                let Some(to) = sentence.go(&pattern.right, hit.words.1 + 1, true) else {
                    continue;
                };
                if !pattern.negates && sentence.has(self.no, from.saturating_sub(1)..to) {
                    continue;
                }
                let strength = pattern.entry.strength;
                // The last of those that are alike.
                if best.is_none_or(|(most, length, ..)| (strength, to - from) >= (most, length)) {
                    best = Some((strength, to - from, from, to, pattern));
                }
            }
            if let Some((_, _, from, to, pattern)) = best
                && !sentence.has_anywhere(self.never)
                && let (Some(first), Some(last)) = (pass.words.get(from), pass.words.get(to - 1))
            {
                found.push(Match {
                    span: Span {
                        start: first.span().start.min(hit.span.start),
                        end: last.span().end.max(hit.span.end),
                    },
                    entry: &pattern.entry,
                    disguised: hit.disguised,
                });
            }
        }
        found
    }
}

/// The classes of which some member has several words.
fn long(members: &Matcher, classes: &[usize]) -> u128 {
    let long = classes
        .iter()
        .zip(members.lengths())
        .filter(|(_, words)| *words > 1);
    let known = long.filter(|(class, _)| **class < MAX_CLASSES);
    known.fold(0, |all, (class, _)| all | 1 << class)
}

/// Words of the sentence around some words, within reach.
fn around(pass: &Pass, words: (usize, usize)) -> Range<usize> {
    let (first, last) = words;
    let next = pass.opens.partition_point(|opens| wide(*opens) <= first);
    let before = next.checked_sub(1).and_then(|at| pass.opens.get(at));
    let start = before
        .map_or(0, |opens| wide(*opens))
        .max(first.saturating_sub(REACH));
    let after = pass.opens.get(next..).unwrap_or_default().iter();
    let after = after.map(|opens| wide(*opens)).find(|opens| *opens > last);
    let end = after.unwrap_or(pass.words.len()).min(last + REACH);
    start..end
}

/// The words of a sentence and the classes they are of, each looked up when somebody first asks.
struct Sentence<'t> {
    patterns: &'t Patterns,
    pass: &'t Pass,
    /// Of every word of the text the lists that may know it.
    members: &'t [u32],
    range: Range<usize>,
    /// Words of the range that the list may know and were not looked up, a bit each.
    asks: u64,
    /// Classes of each word of the range, a bit each, once it was looked up.
    classes: Vec<u128>,
    /// First word, word after the last, and class of members of several words.
    longer: Vec<(usize, usize, usize)>,
    /// Of comparing, that are left for this text.
    steps: usize,
}

impl<'t> Sentence<'t> {
    fn new(patterns: &'t Patterns, pass: &'t Pass, members: &'t [u32]) -> Self {
        Self {
            patterns,
            pass,
            members,
            range: 0..0,
            asks: 0,
            classes: Vec::new(),
            longer: Vec::new(),
            steps: MAX_STEPS,
        }
    }

    /// Goes on to another sentence, unless it is the same. Of a range that is too long for [`Sentence::asks`] the end is not read.
    fn turn_to(&mut self, range: Range<usize>) {
        if self.range == range {
            return;
        }
        let range = range.start..range.end.min(range.start + MAX_RANGE);
        let lists = self.members.get(range.clone()).unwrap_or_default();
        let bit = self.patterns.bit;
        let asks = lists.iter().rev();
        self.asks = asks.fold(0, |asks, lists| asks << 1 | u64::from(lists & bit != 0));
        self.classes.clear();
        self.classes.resize(range.len(), 0);
        self.longer.clear();
        self.range = range;
    }

    /// Classes of a word; none outside the sentence. Longer members that begin with it are known from then on.
    #[inline]
    fn bits(&mut self, index: usize) -> u128 {
        let Some(at) = index
            .checked_sub(self.range.start)
            .filter(|at| *at < self.classes.len())
        else {
            return 0;
        };
        if self.asks >> at & 1 == 1 {
            self.asks &= !(1 << at);
            self.look_up(index, at);
        }
        self.classes.get(at).copied().unwrap_or_default()
    }

    fn look_up(&mut self, index: usize, at: usize) {
        let Self {
            patterns,
            range,
            classes,
            longer,
            ..
        } = self;
        let mut bits = 0u128;
        patterns.members.each_at(self.pass, index, |id, last| {
            let class = patterns.classes.get(wide(id));
            let Some(class) = class.filter(|class| **class < MAX_CLASSES) else {
                return;
            };
            if last == index {
                bits |= 1 << class;
            } else if range.contains(&last) {
                longer.push((index, last + 1, *class));
            }
        });
        if let Some(known) = classes.get_mut(at) {
            *known = bits;
        }
    }

    /// Makes the longer members known that begin with a word or so far before it that they may reach it.
    fn reach(&mut self, index: usize) {
        for before in index.saturating_sub(self.patterns.longest)..=index {
            self.bits(before);
        }
    }

    /// Whether a word in a range is of one of some classes and not within a longer member of any class.
    fn has(&mut self, classes: u128, words: Range<usize>) -> bool {
        for index in words {
            if self.bits(index) & classes != 0 {
                self.reach(index);
                let mut longer = self.longer.iter();
                if !longer.any(|(first, end, _)| (*first..*end).contains(&index)) {
                    return true;
                }
            }
        }
        false
    }

    /// Whether anything in the sentence is of one of some classes.
    fn has_anywhere(&mut self, classes: u128) -> bool {
        let all = self.range.clone().fold(0, |all, index| all | self.bits(index));
        let longer = self.longer.iter().fold(0, |all, (_, _, class)| all | 1 << class);
        (all | longer) & classes != 0
    }

    /// Where the tokens end when they are read from the boundary `at` to the right or to the left.
    fn go(&mut self, tokens: &[Token], at: usize, right: bool) -> Option<usize> {
        self.steps = self.steps.checked_sub(1)?;
        let Some((token, rest)) = tokens.split_first() else {
            return Some(at);
        };
        let within = self.range.start..=self.range.end;
        let next = |count: usize| {
            let to = if right { at + count } else { at.checked_sub(count)? };
            within.contains(&to).then_some(to)
        };
        let beside = if right { Some(at) } else { at.checked_sub(1) };
        match *token {
            Token::Edge => {
                let edge = if right { self.range.end } else { self.range.start };
                if at == edge {
                    self.go(rest, at, right)
                } else {
                    None
                }
            }
            Token::Gap(most) => (0..=most).find_map(|count| self.go(rest, next(count)?, right)),
            Token::Word(hash) => {
                let word = self.pass.words.get(beside?)?;
                if word.hash == hash {
                    self.go(rest, next(1)?, right)
                } else {
                    None
                }
            }
            Token::Class(class) => {
                if self.bits(beside?) >> class & 1 == 1
                    && let Some(end) = next(1).and_then(|to| self.go(rest, to, right))
                {
                    return Some(end);
                }
                self.longer(class, at, right, rest)
            }
        }
    }

    /// The same with a longer member of a class at the boundary.
    fn longer(&mut self, class: usize, at: usize, right: bool, rest: &[Token]) -> Option<usize> {
        if self.patterns.long >> class & 1 == 0 {
            return None;
        }
        if !right {
            self.reach(at.checked_sub(1)?);
        }
        let mut tried = 0;
        while let Some((first, end, of)) = self.longer.get(tried).copied() {
            tried += 1;
            let (near, far) = if right { (first, end) } else { (end, first) };
            if of == class
                && near == at
                && let Some(end) = self.go(rest, far, right)
            {
                return Some(end);
            }
        }
        None
    }
}

/// Class names by number, and patterns. A word as an anchor becomes a class of its own.
fn compile(
    lines: &[String],
    members: &mut Vec<(String, String)>,
    mut bad: impl FnMut(&str),
) -> (Vec<String>, Vec<Pattern>) {
    let mut names: Vec<String> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut number = |name: &str| match numbers.get(name) {
        Some(at) => *at,
        None => {
            numbers.insert(name.to_owned(), names.len());
            names.push(name.to_owned());
            names.len() - 1
        }
    };
    let mut known: HashSet<String> = members.iter().map(|(_, class)| class.clone()).collect();
    for class in ["@never", "@no"] {
        number(class);
    }
    let mut patterns = Vec::new();
    for line in lines {
        let (phrase, about) = line.split_once('|').unwrap_or((line, ""));
        let Some(entry) = entries(&format!("x | {about}"), 0, |_| ()).pop() else {
            bad(line);
            continue;
        };
        let Some(forms) = forms(phrase) else {
            bad(line);
            continue;
        };
        for form in forms {
            let Some(at) = form.iter().position(|token| token.starts_with('<')) else {
                continue;
            };
            let anchor = form.get(at).map_or("", |token| token.trim_matches(['<', '>']));
            let class = if is_class(anchor) {
                anchor.to_owned()
            } else {
                let class = format!("@{anchor}");
                if known.insert(class.clone()) {
                    members.push((anchor.replace('_', " "), class.clone()));
                }
                class
            };
            let mut read = |token: &String| match token.as_str() {
                ".." => Token::Gap(2),
                "..." => Token::Gap(5),
                "^" | "$" => Token::Edge,
                class if is_class(class) => Token::Class(number(class)),
                word => Token::Word(hash_of(word)),
            };
            let left = form
                .get(..at)
                .unwrap_or_default()
                .iter()
                .rev()
                .map(&mut read)
                .collect();
            let right = form
                .get(at + 1..)
                .unwrap_or_default()
                .iter()
                .map(&mut read)
                .collect();
            patterns.push(Pattern {
                anchor: number(&class),
                left,
                right,
                negates: form.iter().any(|token| token == "@no"),
                entry: entry.clone(),
            });
        }
    }
    let unknown = |name: &String| !members.iter().any(|(_, class)| class == name);
    for name in names.iter().skip(2).filter(|name| unknown(name)) {
        bad(name);
    }
    if names.len() > MAX_CLASSES {
        bad("too many classes");
        return (names, Vec::new());
    }
    (names, patterns)
}

/// The ways to read a pattern with and without its optional tokens; `None` without exactly one anchor.
fn forms(phrase: &str) -> Option<Vec<Vec<String>>> {
    let phrase = phrase.to_lowercase();
    let tokens = phrase.split_whitespace().filter(|token| !token.ends_with(':'));
    let mut forms = vec![Vec::new()];
    let mut anchors = 0;
    for token in tokens {
        anchors += usize::from(token.starts_with('<') && token.ends_with('>'));
        let (token, optional) = token
            .strip_suffix('?')
            .map_or((token, false), |token| (token, true));
        let without = if optional { forms.clone() } else { Vec::new() };
        for form in &mut forms {
            form.push(token.to_owned());
        }
        forms.extend(without);
    }
    (anchors == 1 && forms.len() <= MAX_FORMS).then_some(forms)
}
