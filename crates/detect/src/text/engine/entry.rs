//! The lines of word lists.

use super::gap::Gap;
use super::pass::Pass;
use super::word::hash_of;
use std::sync::Arc;

/// A set of languages, as in "nb,nn: …".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Languages(u8);

/// The languages that lists may name, in the order of their bits.
const CODES: [&str; 6] = ["nb", "nn", "sv", "en", "se", "da"];

impl Languages {
    /// Whether the set has a language such as "nb"; a set that names none holds for all.
    #[must_use]
    pub fn has(self, language: &str) -> bool {
        let place = CODES.iter().position(|code| *code == language);
        self.0 == 0 || place.is_some_and(|place| self.0 >> place & 1 == 1)
    }

    /// Languages of either set.
    pub(super) fn and(self, other: Self) -> Self {
        if self.0 == 0 || other.0 == 0 {
            return Self(0);
        }
        Self(self.0 | other.0)
    }

    /// Which languages the set has, a bit for each in the order of [`Languages::CODES`].
    pub(in super::super) fn bits(self) -> u8 {
        let all = (1 << CODES.len()) - 1;
        if self.0 == 0 { all } else { self.0 }
    }

    /// The languages that lists may name.
    pub const CODES: [&str; 6] = CODES;

    fn read(list: &str) -> Option<Self> {
        let bit = |code: &str| Some(1 << CODES.iter().position(|known| *known == code.trim())?);
        list.split(',')
            .try_fold(0, |bits, code| Some(bits | bit(code)?))
            .map(Self)
    }
}

/// A word or phrase of a list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which list.
    pub(super) list: u16,
    /// Languages it belongs to.
    pub languages: Languages,
    /// What the list says it is; "" when it says nothing.
    pub kind: Arc<str>,
    /// How strong, 1 to 3; 2 when the list says nothing.
    pub strength: u8,
    /// What to write in its place.
    pub instead: Option<Arc<str>>,
    pub(super) first: Piece,
    pub(super) rest: Box<[Piece]>,
}

impl Entry {
    /// What may be written in its place with nothing else changed: the entry is found in one form only, names one thing to
    /// write, and does not ask for a new sentence (kind `rephrase`).
    #[must_use]
    pub fn exchange(&self) -> Option<&str> {
        let mut pieces = std::iter::once(&self.first).chain(&self.rest);
        let exact = pieces.all(|piece| piece.ending == Ending::Exact);
        let instead = self.instead.as_deref()?;
        let one = !instead.contains(['/', ',', '(']);
        (exact && one && &*self.kind != "rephrase").then_some(instead)
    }
}

/// How a word of a list may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Not at all.
    Exact,
    /// `*`: with any letters.
    Any,
    /// `~`: with an ending of Norwegian or Swedish inflection.
    Inflected,
}

/// One word of an entry.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Of the stem.
    pub hash: u64,
    /// What the word begins with.
    pub stem: Box<str>,
    /// How it may go on.
    pub ending: Ending,
    /// What parts it from the piece before it.
    pub gap: Gap,
}

/// A line of a word list that says nothing that can be looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Code of the detector.
    pub code: String,
    /// The line.
    pub line: String,
}

/// Endings of nouns, adjectives and verbs in bokmål, nynorsk and Swedish, sorted.
const ENDINGS: &[&str] = &[
    "a", "ad", "ade", "an", "ande", "ane", "anes", "ar", "are", "arna", "arnas", "arne", "ars", "as", "ast",
    "aste", "at", "de", "e", "ede", "en", "ende", "ene", "enes", "ens", "er", "ere", "erna", "ernas", "erne",
    "ers", "es", "est", "este", "et", "ets", "i", "ing", "inga", "ingen", "n", "na", "nas", "ne", "nes",
    "ns", "or", "orna", "ornas", "r", "re", "rna", "rnas", "s", "st", "t", "te", "ts", "tt",
];

/// Shortest stem of a first word that may go on: shorter ones would be met in every other word.
const SHORTEST_STEM: usize = 3;

impl Piece {
    /// A word with `*` or `~` at its end, or without.
    fn read(word: &str, gap: Gap, first: bool) -> Option<Self> {
        let (stem, ending) = match word.strip_suffix('*') {
            Some(stem) => (stem, Ending::Any),
            None => word
                .strip_suffix('~')
                .map_or((word, Ending::Exact), |stem| (stem, Ending::Inflected)),
        };
        let long = !first || ending == Ending::Exact || stem.len() >= SHORTEST_STEM;
        (!stem.is_empty() && long).then(|| Self {
            hash: hash_of(stem),
            stem: stem.into(),
            ending,
            gap,
        })
    }

    /// Whether a word of a text, plain and lower case, is this one.
    pub fn is(&self, word: &str) -> bool {
        let Some(rest) = word.strip_prefix(&*self.stem) else {
            return false;
        };
        match self.ending {
            Ending::Exact => rest.is_empty(),
            Ending::Any => true,
            Ending::Inflected => {
                // "dum" → "dumme": the last consonant may be doubled.
                let last = self.stem.chars().next_back();
                let single = last.and_then(|last| rest.strip_prefix(last)).unwrap_or(rest);
                let is = |ending: &str| ending.is_empty() || ENDINGS.binary_search(&ending).is_ok();
                is(rest) || (!single.is_empty() && is(single))
            }
        }
    }
}

/// Entries of a list's text, one a line:
///
/// `languages: word or phrase | kind strength = what to write instead   # comment`
///
/// All but the word may be left out. A word ending in `*` may go on with anything, in `~` with an inflection; `a+b` is `ab`,
/// "a b" and "a-b". Lines that cannot be read are handed to `bad`.
pub fn entries(text: &str, list: u16, mut bad: impl FnMut(&str)) -> Vec<Entry> {
    let mut read = Vec::new();
    for line in text.lines() {
        let content = line.split(" #").next().unwrap_or_default().trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let before = read.len();
        entry(content, list, &mut read);
        if read.len() == before {
            bad(line);
        }
    }
    read
}

fn entry(line: &str, list: u16, read: &mut Vec<Entry>) {
    let (languages, rest) = match line.split_once(": ") {
        Some((before, rest)) => match Languages::read(before) {
            Some(languages) => (languages, rest),
            None => (Languages::default(), line),
        },
        None => (Languages::default(), line),
    };
    let (rest, instead) = match rest.split_once(" = ") {
        Some((rest, instead)) => (rest, Some(Arc::from(instead.trim()))),
        None => (rest, None),
    };
    let (phrase, about) = rest.split_once('|').unwrap_or((rest, ""));
    let mut about = about.split_whitespace();
    let kind: Arc<str> = about.next().unwrap_or_default().into();
    let strength = about.next().and_then(|s| s.parse().ok()).unwrap_or(2).clamp(1, 3);
    let phrase = phrase.trim().to_lowercase();
    let joined = phrase.replace('+', "");
    let apart = phrase.replace('+', " ");
    let forms = if joined == apart {
        vec![joined]
    } else {
        vec![joined, apart]
    };
    for form in forms {
        let Some(mut pieces) = pieces(&form).filter(|pieces| !pieces.is_empty()) else {
            continue;
        };
        let first = pieces.remove(0);
        read.push(Entry {
            list,
            languages,
            kind: kind.clone(),
            strength,
            instead: instead.clone(),
            first,
            rest: pieces.into(),
        });
    }
}

/// A phrase is cut into words as any text is, so that it is found as it is written.
fn pieces(phrase: &str) -> Option<Vec<Piece>> {
    let pass = Pass::new(phrase);
    (0..pass.words.len())
        .map(|index| {
            let word = pass.words.get(index)?;
            let after = phrase.get(word.span().end..).and_then(|rest| rest.chars().next());
            let mut text = pass.word(index).to_owned();
            text.extend(after.filter(|sign| matches!(sign, '*' | '~')));
            let gap = if word.gap == Gap::Dot {
                Gap::Dot
            } else {
                Gap::Space
            };
            Piece::read(&text, gap, index == 0)
        })
        .collect()
}

/// The word or phrase of a line, lower case.
pub fn phrase(line: &str) -> String {
    let mut phrase = String::new();
    let content = line.split(" #").next().unwrap_or_default();
    let rest = content.split_once(": ").map_or(content, |(_, rest)| rest);
    let rest = rest.split(" = ").next().unwrap_or_default();
    phrase.push_str(rest.split('|').next().unwrap_or_default().trim());
    phrase.to_lowercase()
}
