//! Detectors that read a text. One pass cuts it into words and groups of digits, one index holds the words of all lists;
//! detectors look only at what these found (see `text/engine`).

mod advertising;
mod ai_mark;
mod bankgiro_number;
mod capitals;
mod case_answer;
mod case_number;
mod case_question;
mod confidential_mark;
mod crisis_topic;
mod dated_term;
mod duf_number;
mod email_address;
pub mod engine;
mod first_person;
mod hard_to_read;
mod hashtag_case;
mod hate;
mod iban;
mod incitement;
mod insult;
mod known;
mod language;
pub mod learned;
mod link;
mod missing_source;
mod missing_update_mark;
mod mocking_tone;
mod norwegian_account_number;
mod norwegian_identity_number;
mod norwegian_organisation_number;
mod obscenity;
mod officialese;
mod options;
mod payment_card;
mod person_name;
mod phone_number;
mod plusgiro_number;
mod political_question;
mod promise;
mod report;
mod sensitive_detail;
mod sexism;
mod spelt_out_number;
mod street_address;
mod swedish_identity_number;
mod swedish_organisation_number;
mod third_person;
mod threat;
mod word_detector;

use crate::{Confidence, Finding, Rule};
pub use engine::context::Cue;
pub use engine::entry::{BadLine, Entry, Languages};
use engine::found::Found;
pub use engine::found::Hit;
pub use engine::gap::Gap;
use engine::matcher::{Matcher, Role};
use engine::members::Members;
pub use engine::number::{Group, Number};
pub use engine::numbers::Seen;
pub use engine::pass::Pass;
use engine::pattern::{Match, Patterns};
pub use engine::word::{Word, hash_of};
use known::Read;
use learned::{Judge, Parts};
pub use link::{Address, addresses};
pub use options::{OptionProblem, Options};
pub use report::{MAX_FINDINGS, Report};
use std::num::NonZero;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
pub use word_detector::WordDetector;

/// A detector that reads a text.
pub trait TextDetector: Sync {
    /// Its code, name, severity, page, languages and parameters.
    fn rule(&self) -> &'static Rule;

    /// Its word lists; the form of a line is told at [`engine::entry::entries`].
    fn words(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether it holds for the municipality's own texts alone: how easily somebody outside writes is no business of ours.
    fn own_texts_only(&self) -> bool {
        false
    }

    /// What a text must have for it to find anything.
    fn wakes(&self) -> Wakes {
        Wakes::Always
    }

    /// Adds what it finds.
    fn find(&self, view: &View<'_>, report: &mut Report);
}

/// When a detector is asked about a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wakes {
    /// Whatever it holds.
    Always,
    /// When a word of its lists stands in it.
    Words,
    /// Then, and when the model holds some sentence to be of its kind.
    WordsOr(Judge),
}

/// Who wrote a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The municipality, for others: a post, an answer.
    Own,
    /// Somebody else, for the municipality: a comment, a message, a review.
    Incoming,
}

/// A detector that judges numbers. Each digit of a text goes to one of them: to the surest, then to the first in [`NUMBERS`].
pub trait NumberDetector: Sync {
    /// Its code, name, severity, page, languages and parameters.
    fn rule(&self) -> &'static Rule;

    /// How many digits its numbers have.
    fn digits(&self) -> RangeInclusive<usize>;

    /// How sure it is that this is one; `None` when it is not.
    fn judge(&self, seen: &Seen<'_>) -> Option<Confidence>;

    /// Whether hiding its digits mends it: nobody has to read such a number in the open.
    fn is_masked(&self) -> bool {
        false
    }
}

/// Detectors of numbers.
pub static NUMBERS: &[&dyn NumberDetector] = &[
    &norwegian_identity_number::NorwegianIdentityNumber,
    &swedish_identity_number::SwedishIdentityNumber,
    &duf_number::DufNumber,
    &payment_card::PaymentCard,
    &norwegian_account_number::NorwegianAccountNumber,
    &bankgiro_number::BankgiroNumber,
    &plusgiro_number::PlusgiroNumber,
    &norwegian_organisation_number::NorwegianOrganisationNumber,
    &swedish_organisation_number::SwedishOrganisationNumber,
    &phone_number::PhoneNumber,
];

/// Detectors of what has digits in it and is no number alone; what they find is not judged as a number any more.
pub static SHAPES: &[&dyn TextDetector] = &[
    &iban::Iban,
    &email_address::EmailAddress,
    &case_number::CaseNumber,
    &street_address::StreetAddress,
];

/// All other text detectors.
pub static DETECTORS: &[&dyn TextDetector] = &[
    &spelt_out_number::SpeltOutNumber,
    &case_question::DETECTOR,
    &political_question::DETECTOR,
    &threat::DETECTOR,
    &insult::DETECTOR,
    &ai_mark::DETECTOR,
    &crisis_topic::DETECTOR,
    &person_name::PersonName,
    &case_answer::DETECTOR,
    &sensitive_detail::DETECTOR,
    &hate::DETECTOR,
    &incitement::DETECTOR,
    &obscenity::DETECTOR,
    &sexism::DETECTOR,
    &advertising::DETECTOR,
    &third_person::DETECTOR,
    &promise::DETECTOR,
    &first_person::FirstPerson,
    &missing_update_mark::MissingUpdateMark,
    &mocking_tone::DETECTOR,
    &hard_to_read::HardToRead,
    &officialese::DETECTOR,
    &dated_term::DETECTOR,
    &language::Language,
    &capitals::Capitals,
    &hashtag_case::HashtagCase,
    &link::Link,
    &missing_source::MissingSource,
    &confidential_mark::DETECTOR,
];

/// The rule of every text detector.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let numbers = NUMBERS.iter().map(|detector| detector.rule());
    numbers.chain(readers().map(|detector| detector.rule()))
}

/// All but those of numbers, in the order in which their lists are numbered.
fn readers() -> impl Iterator<Item = &'static dyn TextDetector> {
    SHAPES.iter().chain(DETECTORS).copied()
}

/// Whether the detector of that code looks for words of a list, which a municipality may add to.
#[must_use]
pub fn has_words(code: &str) -> bool {
    readers().any(|detector| detector.rule().code == code && !detector.words().is_empty())
}

/// Options made ready for [`scan`]. Building takes some milliseconds; keep and share it, clones are cheap.
#[derive(Clone, Debug)]
pub struct Settings(Arc<Ready>);

#[derive(Debug)]
struct Ready {
    options: Options,
    matcher: Matcher,
    /// By number of the list.
    patterns: Vec<Option<Patterns>>,
    /// Those that are switched on.
    shapes: Vec<Reader>,
    detectors: Vec<Reader>,
}

/// A detector, and what is asked of it for every text.
struct Reader {
    detector: &'static dyn TextDetector,
    list: u16,
    own_texts_only: bool,
    wakes: Wakes,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.detector.rule().code)
    }
}

impl Reader {
    fn read(&self, view: &mut View<'_>, audience: Audience, report: &mut Report<'_>) {
        if audience == Audience::Incoming && self.own_texts_only {
            return;
        }
        view.list = self.list;
        let wakes = match self.wakes {
            Wakes::Always => true,
            Wakes::Words => !view.hits().is_empty(),
            Wakes::WordsOr(judge) => !view.hits().is_empty() || view.parts.any(judge),
        };
        if wakes {
            self.detector.find(view, report);
        }
    }
}

/// The lists of one detector, made ready.
struct Compiled {
    patterns: Option<Patterns>,
    entries: Vec<Entry>,
    bad: Vec<BadLine>,
}

impl Compiled {
    fn of(list: u16, detector: &dyn TextDetector, options: &Options) -> Self {
        let code = detector.rule().code;
        let mut bad = Vec::new();
        let mut lists = options.lists(code, detector.words());
        let patterns = Patterns::split(code, &mut lists, &mut bad);
        let mut entries = Vec::new();
        for text in &lists {
            entries.extend(engine::entry::entries(text, list, |line| {
                bad.push(BadLine {
                    code: code.to_owned(),
                    line: line.to_owned(),
                });
            }));
        }
        Self {
            patterns,
            entries,
            bad,
        }
    }
}

/// The lists of all detectors, by number: each thread takes the next that nobody has taken. It is most of what starting takes.
fn compiled(options: &Options) -> Vec<Compiled> {
    let all: Vec<_> = (0..).zip(readers()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let take = || all.get(next.fetch_add(1, Ordering::Relaxed));
        let taken = std::iter::from_fn(take);
        let done = taken.map(|(list, detector)| (*list, Compiled::of(*list, *detector, options)));
        done.collect::<Vec<(u16, Compiled)>>()
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let mut lists = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(MOST_THREADS))
            .map(|_| scope.spawn(work))
            .collect();
        let mut lists = work();
        for other in others {
            lists.extend(
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            );
        }
        lists
    });
    lists.sort_by_key(|(list, _)| *list);
    lists.into_iter().map(|(_, compiled)| compiled).collect()
}

/// Threads that lists are made ready in; more find nothing left to do.
const MOST_THREADS: usize = 4;

impl Settings {
    /// Compiles the word lists.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let (mut patterns, mut entries, mut bad) = (Vec::new(), Vec::new(), Vec::new());
        for list in compiled(&options) {
            patterns.push(list.patterns);
            entries.extend(list.entries);
            bad.extend(list.bad);
        }
        let lists = u16::try_from(patterns.len()).unwrap_or(u16::MAX);
        let small = readers().position(|detector| detector.rule().code == language::Language.rule().code);
        let small = small.and_then(|list| u16::try_from(list).ok());
        let mut matcher = Matcher::new(entries, lists, small, bad);
        let members = Members::new(patterns.iter_mut().flatten());
        matcher.know(members, |list, class| {
            let patterns: &Option<Patterns> = patterns.get(usize::from(list))?;
            patterns.as_ref()?.number(class)
        });
        let on = (0..).zip(readers());
        let on = on.filter(|(_, detector)| !options.is_off(detector.rule()));
        let on = on.map(|(list, detector)| Reader {
            detector,
            list,
            own_texts_only: detector.own_texts_only(),
            wakes: detector.wakes(),
        });
        let (shapes, detectors) = on.partition(|reader| usize::from(reader.list) < SHAPES.len());
        Self(Arc::new(Ready {
            options,
            matcher,
            patterns,
            shapes,
            detectors,
        }))
    }

    /// What it was made from.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// Whether the detector of that code is switched off.
    #[must_use]
    pub fn is_off(&self, code: &str) -> bool {
        self.0.options.off.iter().any(|off| off == code)
    }

    /// Every word and phrase of all lists, without what may follow it: what a search for them has to look for at the least.
    pub fn patterns(&self) -> impl Iterator<Item = String> {
        self.0.matcher.patterns()
    }

    /// Lines of word lists that say nothing that can be looked for.
    #[must_use]
    pub fn bad_lines(&self) -> &[BadLine] {
        &self.0.matcher.bad
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
    /// The text as it was written.
    pub text: &'a str,
    /// Its words, numbers and folded form.
    pub pass: &'a Pass,
    /// What the municipality set.
    pub options: &'a Options,
    matcher: &'a Matcher,
    patterns: &'a [Option<Patterns>],
    found: &'a Found,
    parts: &'a Parts,
    list: u16,
}

impl View<'_> {
    /// Hits of the detector's own lists by place, the longer first where two begin together.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        let list = usize::from(self.list);
        let start = |list: usize| self.found.starts.get(list).copied().map_or(0, engine::word::wide);
        self.found
            .hits
            .get(start(list)..start(list + 1))
            .unwrap_or_default()
    }

    /// Patterns of the detector's own lists that were found, by place of their anchors.
    #[must_use]
    pub fn matches(&self) -> Vec<Match<'_>> {
        let patterns = self.patterns.get(usize::from(self.list)).and_then(Option::as_ref);
        let role = |hit: &Hit| self.matcher.role(hit);
        patterns.map_or_else(Vec::new, |patterns| {
            patterns.find(self.pass, self.found, self.hits(), role)
        })
    }

    /// What a hit is a hit of.
    #[must_use]
    pub fn entry(&self, hit: &Hit) -> Option<&Entry> {
        self.matcher.entry(hit)
    }

    /// What a hit is for.
    pub(crate) fn role(&self, hit: &Hit) -> Role {
        self.matcher.role(hit)
    }

    /// What the municipality set a parameter to, or its default.
    #[must_use]
    pub fn parameter(&self, rule: &Rule, name: &str) -> i64 {
        self.options.parameter(rule, name)
    }
}

/// Whether a detector is asked about texts of these writers. An unknown code is asked about none.
#[must_use]
pub fn holds_for(code: &str, audience: Audience) -> bool {
    let number = NUMBERS.iter().any(|detector| detector.rule().code == code);
    let reader = readers().find(|detector| detector.rule().code == code);
    number || reader.is_some_and(|reader| audience == Audience::Own || !reader.own_texts_only())
}

/// Everything the detectors find in a text of the municipality's own, as [`scan_for`] with [`Audience::Own`].
#[must_use]
pub fn scan(text: &str, settings: &Settings) -> Vec<Finding> {
    scan_for(text, settings, Audience::Own)
}

/// Everything that the detectors for texts of these writers find in `text`, in order of place. Time and memory are linear in
/// the text's length for any text.
#[must_use]
pub fn scan_for(text: &str, settings: &Settings, audience: Audience) -> Vec<Finding> {
    let Ready {
        options,
        matcher,
        patterns,
        shapes,
        detectors,
    } = &*settings.0;
    let (read, parts) = known::with(|known| {
        let mut read = known.spare();
        read.pass.read(text);
        matcher.find(&read.pass, known, &mut read.found);
        let parts = Parts::of(&read.pass, known);
        (read, parts)
    });
    let Read { pass, found } = &*read;
    let mut view = View {
        text,
        pass,
        options,
        matcher,
        patterns,
        found,
        parts: &parts,
        list: 0,
    };
    let mut report = Report::new(options);
    for reader in shapes {
        reader.read(&mut view, audience, &mut report);
    }
    engine::numbers::find(&view, &mut report);
    for reader in detectors {
        reader.read(&mut view, audience, &mut report);
    }
    let findings = report.located(text);
    known::with(|known| known.keep(read));
    findings
}

/// The language of a text, by its small words and its letters; `None` without letters: "nb", "nn", "sv", "en", "se" or "da".
#[must_use]
pub fn language(text: &str, settings: &Settings) -> Option<&'static str> {
    let Ready {
        options,
        matcher,
        patterns,
        ..
    } = &*settings.0;
    let pass = Pass::new(text);
    let mut found = Found::default();
    known::with(|known| matcher.find(&pass, known, &mut found));
    language::language(&View {
        text,
        pass: &pass,
        options,
        matcher,
        patterns,
        found: &found,
        parts: &Parts::default(),
        list: 0,
    })
}

/// Compiles the built-in lists, so that no first reader has to wait.
pub fn warm_up() {
    drop(Settings::default());
}
