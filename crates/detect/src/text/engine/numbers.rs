//! Judges every number of a text and gives each digit to one detector.

use super::super::{NUMBERS, NumberDetector, Report, View};
use super::context::{Cue, cue};
use super::number::Number;
use crate::{Confidence, Span};
use std::cell::OnceCell;
use std::cmp::Reverse;

/// Numbers of one text that some detector would take.
const MAX_CANDIDATES: usize = 20_000;

/// A number and what stands around it.
pub struct Seen<'a> {
    /// The number.
    pub number: Number<'a>,
    /// The text that it stands in.
    pub view: &'a View<'a>,
    cue: OnceCell<Cue>,
}

impl Seen<'_> {
    /// What the words around it say.
    #[must_use]
    pub fn cue(&self) -> Cue {
        *self.cue.get_or_init(|| cue(self.view, self.number.span))
    }
}

struct Candidate {
    detector: &'static dyn NumberDetector,
    /// The surer first, then in the detectors' order, then the longer.
    rank: (Reverse<Confidence>, usize, Reverse<usize>),
    confidence: Confidence,
    groups: std::ops::Range<usize>,
    span: Span,
}

/// Reports the numbers that the detectors take, each digit once.
pub fn find(view: &View<'_>, report: &mut Report) {
    let groups = view.pass.groups().len();
    if groups == 0 {
        return;
    }
    let active: Vec<(usize, &'static dyn NumberDetector, usize, usize)> = NUMBERS
        .iter()
        .enumerate()
        .map(|(order, detector)| {
            let digits = detector.digits();
            (order, *detector, *digits.start(), *digits.end())
        })
        .collect();
    let least = active
        .iter()
        .map(|(_, _, least, _)| *least)
        .min()
        .unwrap_or_default();
    let most = active
        .iter()
        .map(|(_, _, _, most)| *most)
        .max()
        .unwrap_or_default();
    let mut candidates: Vec<Candidate> = Vec::new();
    for start in 0..groups {
        for number in view.pass.numbers_from(start, least, most) {
            let seen = Seen {
                number,
                view,
                cue: OnceCell::new(),
            };
            let length = number.digits.len();
            for (order, detector, least, most) in &active {
                if (*least..=*most).contains(&length)
                    && candidates.len() < MAX_CANDIDATES
                    && let Some(confidence) = detector.judge(&seen)
                {
                    candidates.push(Candidate {
                        detector: *detector,
                        rank: (Reverse(confidence), *order, Reverse(length)),
                        confidence,
                        groups: start..start + number.groups.len(),
                        span: number.span,
                    });
                }
            }
        }
    }
    if candidates.is_empty() {
        return;
    }
    candidates.sort_by_key(|candidate| candidate.rank);
    let mut taken: Vec<bool> = report.covers(view.pass.groups());
    for candidate in candidates {
        let rule = candidate.detector.rule();
        let mine = taken.get_mut(candidate.groups).unwrap_or_default();
        if !mine.contains(&true) {
            mine.fill(true);
            report.add(rule, candidate.span, candidate.confidence);
            if candidate.detector.is_masked() {
                let written = view.text.get(candidate.span.start..candidate.span.end);
                report.mend(candidate.span, &masked(written.unwrap_or_default()));
            }
        }
    }
}

/// A number with a dot for every digit.
fn masked(number: &str) -> String {
    number
        .chars()
        .map(|c| {
            if super::reader::digit(c).is_some() {
                '•'
            } else {
                c
            }
        })
        .collect()
}
