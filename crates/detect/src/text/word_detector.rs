//! The detector that is nothing but a list.

use super::engine::matcher::Role;
use super::engine::pattern::Match;
use super::learned::{Judge, Part};
use super::{Hit, Report, TextDetector, View, Wakes};
use crate::{Confidence, Parameter, Rule, Severity};

/// A detector that reports words of its list; hits that overlap are one finding.
///
/// A word of strength 2 or 3 counts alone, and 3 is one step surer. A word of strength 1 counts when a word of kind `with`
/// stands near it in the same sentence. A word of kind `not` near it takes any hit away. Patterns ([`super::engine::pattern`])
/// that were found are hits too.
pub struct WordDetector {
    /// Its rule.
    pub rule: &'static Rule,
    /// Its lists.
    pub words: &'static [&'static str],
    /// How sure a hit is; a disguised word is reported with [`Confidence::Low`].
    pub confidence: Confidence,
    /// What is less sure than this is only a hint, whatever the rule's severity.
    pub sure: Confidence,
    /// It holds for the municipality's own texts alone.
    pub own: bool,
    /// How it reads what the model says of sentences in which no word of its lists stands: [`LEARNT`], and never more than
    /// a hint.
    pub judge: Option<Judge>,
}

/// The kind of a finding that no word of a list points to, but the sentence as a whole.
pub const LEARNT: &str = "sentence";

/// Sentences reported for one detector and text; more would say nothing more.
const MOST_LIKELY: usize = 20;

/// Whether sentences are judged as a whole too.
pub const SENTENCES: Parameter = Parameter {
    name: "sentences",
    default: 1,
    least: 0,
    most: 1,
};

/// Words between two that belong together.
const NEAR: usize = 6;

impl TextDetector for WordDetector {
    fn rule(&self) -> &'static Rule {
        self.rule
    }

    fn words(&self) -> &'static [&'static str] {
        self.words
    }

    fn own_texts_only(&self) -> bool {
        self.own
    }

    fn wakes(&self) -> Wakes {
        self.judge.map_or(Wakes::Words, Wakes::WordsOr)
    }

    fn find(&self, view: &View<'_>, report: &mut Report<'_>) {
        let judged = self.judge.filter(|judge| view.parts.any(*judge));
        let likely = judged.map_or_else(Vec::new, |judge| self.likely(view, judge));
        let mut found: Vec<Match<'_>> = view.matches();
        for (at, hit) in view.hits().iter().enumerate() {
            if let Some(entry) = view.entry(hit).filter(|_| counts(view, at, hit)) {
                found.push(Match {
                    span: hit.span,
                    entry,
                    disguised: hit.disguised,
                });
            }
        }
        found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
        self.report_likely(likely, &found, report);
        let mut open: Option<Match<'_>> = None;
        for next in found {
            if report.is_full(self.rule) {
                return;
            }
            match &mut open {
                Some(open) if next.span.start < open.span.end => {
                    open.span.end = open.span.end.max(next.span.end);
                    open.disguised &= next.disguised;
                    if next.entry.strength > open.entry.strength {
                        open.entry = next.entry;
                    }
                }
                _ => self.report(view, open.replace(next), report),
            }
        }
        self.report(view, open, report);
    }
}

impl WordDetector {
    /// Parts of the text that the model holds to be of this kind.
    fn likely<'v>(&self, view: &'v View<'_>, judge: Judge) -> Vec<(&'v Part, Confidence)> {
        if view.parameter(self.rule, SENTENCES.name) == 0 {
            return Vec::new();
        }
        let sure = |score| {
            if score > judge.medium {
                Confidence::Medium
            } else {
                Confidence::Low
            }
        };
        let likely = view.parts.likely(judge).take(MOST_LIKELY);
        likely.map(|(part, score)| (part, sure(score))).collect()
    }

    /// Both lie by place: parts in which no word was found.
    fn report_likely(&self, likely: Vec<(&Part, Confidence)>, found: &[Match<'_>], report: &mut Report<'_>) {
        let (mut found, mut reach) = (found.iter().peekable(), 0);
        for (part, confidence) in likely {
            while let Some(next) = found.next_if(|next| next.span.start < part.span.end) {
                reach = reach.max(next.span.end);
            }
            if reach <= part.span.start && !report.is_full(self.rule) {
                report.add_kind(self.rule, Severity::Hint, part.span, confidence, LEARNT);
            }
        }
    }

    fn report(&self, view: &View<'_>, found: Option<Match<'_>>, report: &mut Report<'_>) {
        let Some(Match {
            span,
            entry,
            disguised,
        }) = found
        else {
            return;
        };
        let confidence = match (disguised, entry.strength, self.confidence) {
            (true, ..) => Confidence::Low,
            (false, 3, Confidence::Low) => Confidence::Medium,
            (false, 3, Confidence::Medium) => Confidence::High,
            (false, _, confidence) => confidence,
        };
        let severity = if confidence < self.sure {
            Severity::Hint
        } else {
            self.rule.severity
        };
        report.add_entry(self.rule, severity, span, confidence, entry);
        let written = view.text.get(span.start..span.end).unwrap_or_default();
        if let Some(instead) = entry.exchange().and_then(|instead| cased(instead, written)) {
            report.mend(span, &instead);
        }
    }
}

/// What is to be written in the place of something, with a capital where that has one; `None` for what is all in capitals.
fn cased(instead: &str, written: &str) -> Option<String> {
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    let capital = letters.next()?.is_uppercase();
    if capital && letters.next().is_some_and(char::is_uppercase) {
        return None;
    }
    let mut rest = instead.chars();
    let first = rest.next()?;
    Some(if capital {
        first.to_uppercase().chain(rest).collect()
    } else {
        instead.to_owned()
    })
}

/// Whether a hit stands alone, or has beside it what it needs and nothing that takes it away.
pub fn counts(view: &View<'_>, at: usize, hit: &Hit) -> bool {
    let Some(entry) = view.entry(hit).filter(|_| view.role(hit) == Role::Word) else {
        return false;
    };
    let hits = view.hits();
    let before = hits.get(..at).unwrap_or_default().iter().rev();
    let after = hits.get(at + 1..).unwrap_or_default().iter();
    // Hits lie by place: those beyond reach end the walk.
    let before = before.take_while(|other| other.words.1 + 2 * NEAR >= hit.words.0);
    let after = after.take_while(|other| other.words.0 <= hit.words.1 + NEAR);
    let mut needed = entry.strength == 1;
    for other in before.chain(after) {
        let role = view.role(other);
        if !matches!(role, Role::With | Role::Not) || !near(view, hit, other) {
            continue;
        }
        if role == Role::Not {
            return false;
        }
        let apart = other.words.1 < hit.words.0 || other.words.0 > hit.words.1;
        needed &= !apart;
    }
    !needed
}

/// Few words apart in one sentence.
fn near(view: &View<'_>, one: &Hit, other: &Hit) -> bool {
    let (first, last) = if one.words.0 <= other.words.0 {
        (one, other)
    } else {
        (other, one)
    };
    let (from, to) = (first.words.1, last.words.0);
    to <= from + NEAR
        && !(from + 1..=to).any(|index| view.pass.words.get(index).is_some_and(super::Word::opens))
}
