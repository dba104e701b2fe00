//! Detectors that read a text. One pass over the text folds case and gathers numbers and at-signs, one automaton finds
//! the words of all lexicons; detectors look only at these candidates.

mod ai_mark;
mod case_question;
mod context;
mod crisis_topic;
mod email_address;
mod insult;
mod lexicon;
mod norwegian_identity_number;
mod pass;
mod phone_number;
mod political_question;
mod swedish_identity_number;
mod threat;

use crate::{Confidence, Finding, Rule, Span};
use context::CueWord;
use lexicon::{Hit, Matcher};
use pass::Pass;
use std::sync::Arc;

/// Findings reported per detector and text; a text with more is already as suspicious as it can be.
pub const MAX_FINDINGS: usize = 1_000;

/// A detector that reads a text.
pub trait TextDetector: Sync {
    /// Its code, name, severity and page.
    fn rule(&self) -> &'static Rule;

    /// Its words, one `languages: word or phrase` per line; `*` at the end of a word allows any ending, `#` begins a comment.
    fn words<'o>(&self, _options: &'o Options) -> &'o str {
        ""
    }

    /// Adds what it finds.
    fn find(&self, view: &View<'_>, report: &mut Report);
}

/// Every text detector. Identity numbers come before phone numbers, which leave alone what is already claimed.
pub static DETECTORS: &[&dyn TextDetector] = &[
    &norwegian_identity_number::NorwegianIdentityNumber,
    &swedish_identity_number::SwedishIdentityNumber,
    &phone_number::PhoneNumber,
    &email_address::EmailAddress,
    &case_question::DETECTOR,
    &political_question::DETECTOR,
    &threat::DETECTOR,
    &insult::DETECTOR,
    &ai_mark::DETECTOR,
    &crisis_topic::CrisisTopic,
];

/// What a municipality may set.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Codes of detectors that are switched off.
    pub off: Vec<String>,
    /// Domains whose e-mail addresses are the municipality's own and are not reported, e.g. "andoy.kommune.no".
    pub own_domains: Vec<String>,
    /// Crisis words in place of the built-in list, in the form of [`TextDetector::words`] (the language may be left out).
    pub crisis_words: Option<String>,
}

/// Options made ready for [`scan`]. Building takes well under a millisecond; keep and share it, clones are cheap.
#[derive(Clone, Debug)]
pub struct Settings(Arc<Ready>);

#[derive(Debug)]
struct Ready {
    options: Options,
    matcher: Matcher,
}

impl Settings {
    /// Compiles the word lists.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let lists: Vec<&str> = DETECTORS
            .iter()
            .map(|detector| detector.words(&options))
            .collect();
        let matcher = Matcher::new(&lists);
        Self(Arc::new(Ready { options, matcher }))
    }

    /// What it was made from.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.0.options
    }
}

impl Default for Settings {
    /// Every detector on, built-in lists. Made once for the whole program.
    fn default() -> Self {
        static DEFAULT: std::sync::LazyLock<Settings> =
            std::sync::LazyLock::new(|| Settings::new(Options::default()));
        DEFAULT.clone()
    }
}

/// What a detector sees.
pub struct View<'a> {
    pass: &'a Pass,
    hits: &'a [Hit],
    cues: &'a [CueWord],
    options: &'a Options,
}

struct Found {
    rule: &'static Rule,
    span: Span,
    confidence: Confidence,
}

/// Where detectors put what they find.
#[derive(Default)]
pub struct Report {
    found: Vec<Found>,
    of_this: usize,
}

impl Report {
    fn add(&mut self, rule: &'static Rule, span: Span, confidence: Confidence) {
        if !self.full() {
            self.of_this += 1;
            self.found.push(Found {
                rule,
                span,
                confidence,
            });
        }
    }

    /// Whether the present detector has reported all it may.
    fn full(&self) -> bool {
        self.of_this >= MAX_FINDINGS
    }

    fn claimed(&self, span: Span) -> bool {
        self.found
            .iter()
            .any(|found| found.span.start < span.end && span.start < found.span.end)
    }
}

/// Everything the detectors find in `text`, in order of place. Time is linear in the text's length for any text. The
/// first call that meets a possible phone number also loads the numbering plans (see [`warm_up`]).
#[must_use]
pub fn scan(text: &str, settings: &Settings) -> Vec<Finding> {
    let Ready { options, matcher } = &*settings.0;
    let pass = Pass::new(text);
    let (hits, cues) = matcher.find(&pass.folded, DETECTORS.len());
    let mut report = Report::default();
    for (detector, hits) in DETECTORS.iter().zip(&hits) {
        if options.off.iter().any(|code| code == detector.rule().code) {
            continue;
        }
        report.of_this = 0;
        let view = View {
            pass: &pass,
            hits,
            cues: &cues,
            options,
        };
        detector.find(&view, &mut report);
    }
    located(text, report.found)
}

/// Loads the numbering plans of the phone detector (about 0.1 s), so that no first reader has to wait.
pub fn warm_up() {
    let _ = scan("+47 22 86 16 00, +46 8 508 00 000", &Settings::default());
}

/// Sorts by place and adds the character spans in one walk.
fn located(text: &str, mut found: Vec<Found>) -> Vec<Finding> {
    found.sort_by_key(|found| (found.span, found.rule.code));
    let (mut byte, mut char) = (0, 0);
    found
        .into_iter()
        .map(|found| {
            let count = |from, to| text.get(from..to).map_or(0, |part| part.chars().count());
            char += count(byte, found.span.start);
            byte = found.span.start;
            let end = char + count(found.span.start, found.span.end);
            found
                .rule
                .finding(found.confidence, found.span, Span { start: char, end })
        })
        .collect()
}
