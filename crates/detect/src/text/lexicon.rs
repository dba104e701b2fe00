//! All word lists in one automaton, and the detector that is nothing but a list.

use super::context::{CUES, Cue, CueWord};
use super::{MAX_FINDINGS, Options, Report, TextDetector, View};
use crate::{Confidence, Rule, Span};
use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A word of some list, found as a whole word.
pub type Hit = Span;

/// The compiled lists.
#[derive(Debug)]
pub struct Matcher {
    /// `None` only if the lists were too long to compile.
    automaton: Option<AhoCorasick>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
enum Entry {
    /// A word of a detector's list; `open`: any ending will do.
    Word { list: usize, open: bool },
    /// A cue word, by its beginning.
    Cue(Cue),
}

impl Matcher {
    /// Compiles the lists and the cue words; the lists' order gives the order of [`Matcher::find`]'s answer.
    pub fn new(lists: &[&str]) -> Self {
        let (mut words, mut entries) = (Vec::new(), Vec::new());
        for (list, text) in lists.iter().enumerate() {
            for word in text.lines().filter_map(word) {
                let open = word.ends_with('*');
                words.push(word.trim_end_matches('*').to_lowercase());
                entries.push(Entry::Word { list, open });
            }
        }
        for (stem, cue) in CUES {
            words.push((*stem).to_owned());
            entries.push(Entry::Cue(*cue));
        }
        // Building fails only beyond two thousand million states, far more than any word list has.
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&words)
            .ok();
        Self { automaton, entries }
    }

    /// The hits of each list in a folded text, those that overlap joined, at most [`MAX_FINDINGS`] a list; and all cue
    /// words, by place.
    pub fn find(&self, folded: &str, lists: usize) -> (Vec<Vec<Hit>>, Vec<CueWord>) {
        let mut hits: Vec<Vec<Hit>> = vec![Vec::new(); lists];
        let mut cues = Vec::new();
        let Some(automaton) = &self.automaton else {
            return (hits, cues);
        };
        for found in automaton.find_overlapping_iter(folded) {
            let (start, end) = (found.start(), found.end());
            match self.entries.get(found.pattern().as_usize()) {
                Some(Entry::Cue(cue)) if is_word(folded, start, end, true) => {
                    cues.push(CueWord { start, cue: *cue });
                }
                Some(Entry::Word { list, open }) if is_word(folded, start, end, *open) => {
                    let end = if *open { word_end(folded, end) } else { end };
                    hits.get_mut(*list)
                        .into_iter()
                        .for_each(|list| add(list, Span { start, end }));
                }
                _ => {}
            }
        }
        cues.sort_by_key(|word| word.start);
        (hits, cues)
    }
}

/// Adds a hit to a list in order of place, joined with those it overlaps.
fn add(list: &mut Vec<Hit>, mut hit: Hit) {
    if list.len() >= MAX_FINDINGS {
        return;
    }
    while let Some(last) = list.last().filter(|last| hit.start < last.end) {
        hit = Span {
            start: hit.start.min(last.start),
            end: hit.end.max(last.end),
        };
        list.pop();
    }
    list.push(hit);
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
