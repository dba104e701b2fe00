//! All word lists in one automaton, and the detector that is nothing but a list.

use super::{MAX_FINDINGS, Options, Report, TextDetector, View};
use crate::{Confidence, Rule, Span};
use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A word of some list, found as a whole word.
pub type Hit = Span;

/// The compiled lists.
#[derive(Debug)]
pub struct Matcher {
    /// `None` when there are no words.
    automaton: Option<AhoCorasick>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// Which list it is from.
    list: usize,
    /// Any ending will do.
    open: bool,
}

impl Matcher {
    /// Compiles the lists; their order gives the order of [`Matcher::find`]'s answer.
    pub fn new(lists: &[&str]) -> Self {
        let (mut words, mut entries) = (Vec::new(), Vec::new());
        for (list, text) in lists.iter().enumerate() {
            for word in text.lines().filter_map(word) {
                let open = word.ends_with('*');
                words.push(word.trim_end_matches('*').to_lowercase());
                entries.push(Entry { list, open });
            }
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&words)
            .ok()
            .filter(|_| !words.is_empty());
        Self { automaton, entries }
    }

    /// The hits of each list in a folded text, longest of those that lie in one another, at most [`MAX_FINDINGS`] a list.
    pub fn find(&self, folded: &str, lists: usize) -> Vec<Vec<Hit>> {
        let mut hits: Vec<Vec<Hit>> = vec![Vec::new(); lists];
        let Some(automaton) = &self.automaton else {
            return hits;
        };
        for found in automaton.find_overlapping_iter(folded) {
            let Some(entry) = self.entries.get(found.pattern().as_usize()) else {
                continue;
            };
            let Some(list) = hits.get_mut(entry.list) else {
                continue;
            };
            if list.len() >= MAX_FINDINGS || !is_word(folded, found.start(), found.end(), entry.open) {
                continue;
            }
            let end = if entry.open {
                word_end(folded, found.end())
            } else {
                found.end()
            };
            let hit = Span {
                start: found.start(),
                end,
            };
            while list
                .last()
                .is_some_and(|last| hit.start <= last.start && last.end <= hit.end)
            {
                list.pop();
            }
            if list.last().is_none_or(|last| last.end < hit.end) {
                list.push(hit);
            }
        }
        hits
    }
}

/// The word or phrase of a line `languages: word`; `None` for comments and blank lines.
fn word(line: &str) -> Option<&str> {
    let line = line.trim();
    let word = line.split_once(':').map_or(line, |(_, word)| word).trim();
    (!word.is_empty() && word != "*" && !line.starts_with('#')).then_some(word)
}

fn is_word(text: &str, start: usize, end: usize, open: bool) -> bool {
    let before = text.get(..start).and_then(|part| part.chars().next_back());
    let after = text.get(end..).and_then(|part| part.chars().next());
    !before.is_some_and(char::is_alphanumeric) && (open || !after.is_some_and(char::is_alphanumeric))
}

/// Where the word that `from` lies in ends, at most 40 characters on.
fn word_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let tail: usize = rest
        .chars()
        .take(40)
        .take_while(|c| c.is_alphanumeric())
        .map(char::len_utf8)
        .sum();
    from + tail
}

/// A detector that reports each word of its list.
pub struct WordDetector {
    /// Its rule.
    pub rule: &'static Rule,
    /// Its list.
    pub words: &'static str,
    /// How sure a hit is.
    pub confidence: Confidence,
}

impl TextDetector for WordDetector {
    fn rule(&self) -> &'static Rule {
        self.rule
    }

    fn words<'o>(&self, _options: &'o Options) -> &'o str {
        self.words
    }

    fn find(&self, view: &View<'_>, report: &mut Report) {
        for hit in view.hits {
            report.add(self.rule, *hit, self.confidence);
        }
    }
}
