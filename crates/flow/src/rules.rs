//! The rulebook's answers in the shape that pages show: plain words in the reader's language.

use crate::{Error, FieldError, Flow, Result};
use model::archive::StoredDecision;
use model::item::FindingNote;
use model::municipality::Municipality;
use model::post::MediaNote;
use model::waiver::WaiverUse;
use model::{Id as _, Locale, MunicipalityId, WaiverId};
use rulebook::{
    AnswerKind, Decision, Event, FactSource, Facts, Obligation, Outcome, Rulebook, Value, media_value,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Tx;

/// One thing the guideline says about what is being done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Clause id, e.g. "batsfjord/4.3-3".
    pub clause: String,
    /// Section of the document, e.g. "4.3"; empty for product defaults.
    pub section: String,
    /// Name of the guideline it comes from.
    pub pack: String,
    /// Short title.
    pub title: String,
    /// What the clause says, restated.
    pub says: String,
    /// `pass`, `warn`, `ask`, `require-approval`, `block`, `waived`, `conflict`.
    pub outcome: String,
    /// Why it came out so.
    pub why: String,
    /// What mends it.
    pub fix: String,
    /// Roles that may waive it, as words of [`model::person::Role`]; empty when nobody.
    pub waivers: Vec<String>,
    /// Id of the waiver that excused from it; empty when none did.
    pub waiver: String,
    /// Facts that decided: label and value in words.
    pub facts: Vec<(String, String)>,
    /// True when the municipality's document does not ask for this and the product advises it.
    pub product_default: bool,
}

/// A question that the guideline wants answered before something is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Name of the fact the answer becomes; the form field is `answer.<name>`.
    pub name: String,
    /// The question.
    pub label: String,
    /// `yes-no`, `text`, `number` or `choice`.
    pub kind: String,
    /// Words and labels of a choice.
    pub choices: Vec<(String, String)>,
    /// Clause that asks.
    pub clause: String,
    /// Answer given so far; empty when none.
    pub answer: String,
}

/// What somebody writes to take a step, with answers to the questions that the guideline puts at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The text: an answer, a reason, a title.
    pub text: String,
    /// Answers by the name of the fact.
    pub answers: BTreeMap<String, String>,
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            answers: BTreeMap::new(),
        }
    }
}

impl From<&String> for Said {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

/// A form, with answers to the questions that the guideline puts at its step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered<T> {
    /// The form.
    pub form: T,
    /// Answers by the name of the fact.
    pub answers: BTreeMap<String, String>,
}

impl<T> From<T> for Answered<T> {
    fn from(form: T) -> Self {
        Self {
            form,
            answers: BTreeMap::new(),
        }
    }
}

/// Longest answer to a question, in characters.
const ANSWER: usize = 5_000;

/// A ground on which a comment may be hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ground {
    /// Id of the ground: clause id, with its letter where it has one.
    pub id: String,
    /// What it is, in a line.
    pub title: String,
    /// What the clause says.
    pub says: String,
    /// `must`, `may` or `exceptional`.
    pub strength: String,
    /// True when the product advises it and the document is silent.
    pub product_default: bool,
}

/// A compiled rulebook, for those who only hand it on.
pub type Book = Rulebook;

/// The rulebook in force for a municipality now: the newest of its own packs whose day has come, or the shipped pack that
/// was chosen at set-up.
///
/// # Errors
/// `Refused("pack-missing")` with `pack` when this installation does not hold the municipality's pack; the database.
pub async fn book(flow: &Flow, municipality: &Municipality) -> Result<Arc<Rulebook>> {
    if let Some(own) = crate::packs::own(flow, municipality).await? {
        return Ok(own);
    }
    let found = flow.rulebooks().get(&municipality.pack).cloned();
    found.ok_or_else(|| Error::Refused {
        key: "pack-missing",
        params: vec![("pack", municipality.pack.clone())],
    })
}

/// The decision's clauses that are not as they should be, gravest first, in words.
pub(crate) fn points(book: &Rulebook, decision: &Decision, locale: Locale) -> Vec<Point> {
    let mut worth: Vec<_> = decision
        .clauses
        .iter()
        .filter(|c| !matches!(c.outcome, Outcome::Pass | Outcome::NotApplicable))
        .collect();
    worth.sort_by_key(|c| std::cmp::Reverse(c.outcome));
    let in_words = worth.into_iter().filter_map(|c| {
        let e = book.explain(decision, &c.clause, locale)?;
        Some(Point {
            clause: e.clause,
            section: e.section,
            pack: e.pack,
            title: e.title,
            says: e.says,
            outcome: c.outcome.as_str().to_owned(),
            why: e.why,
            fix: e.fix,
            waivers: e.who_may_waive.iter().map(|r| r.as_str().to_owned()).collect(),
            waiver: e.waiver.unwrap_or_default(),
            facts: e.facts,
            product_default: e.product_default,
        })
    });
    in_words.collect()
}

/// The questions put at `event`: those the packs always ask and those the decision raises about unknown facts.
pub(crate) fn questions(
    book: &Rulebook,
    event: Event,
    facts: &Facts,
    decision: &Decision,
    answers: &BTreeMap<String, String>,
    locale: Locale,
) -> Vec<Question> {
    let shown = |name: &str, label: &model::Texts, kind: &AnswerKind, clause: &str| {
        let (word, choices) = match kind {
            AnswerKind::YesNo => ("yes-no", Vec::new()),
            AnswerKind::Text => ("text", Vec::new()),
            AnswerKind::Number => ("number", Vec::new()),
            AnswerKind::Choice(list) => (
                "choice",
                list.iter()
                    .map(|c| (c.word.clone(), c.label.get(locale).to_owned()))
                    .collect(),
            ),
        };
        Question {
            name: name.to_owned(),
            label: label.get(locale).to_owned(),
            kind: word.to_owned(),
            choices,
            clause: clause.to_owned(),
            answer: answers.get(name).cloned().unwrap_or_default(),
        }
    };
    let mut out: Vec<Question> = book
        .questions(event, facts)
        .iter()
        .map(|q| shown(&q.name, &q.label, &q.kind, &q.clause))
        .collect();
    for obligation in &decision.obligations {
        if let Obligation::Ask {
            name,
            label,
            kind,
            clause,
        } = obligation
            && out.iter().all(|q| q.name != *name)
        {
            out.push(shown(name, label, kind, clause));
        }
    }
    // An answer that settled its question must stay on the form, or it could not be changed.
    for name in answers.keys() {
        if out.iter().all(|q| q.name != *name)
            && let Some((label, kind)) = book.question_about(name, facts)
        {
            out.push(shown(name, &label, &kind, ""));
        }
    }
    out
}

/// Whether a question comes from a clause that has something to do with what is being decided. Questions stand in packs for
/// an event as a whole; of a clause that does not apply to this case nobody need answer any.
pub(crate) fn concerns(decision: &Decision, question: &Question) -> bool {
    let applies =
        |c: &rulebook::ClauseDecision| c.clause == question.clause && c.outcome != Outcome::NotApplicable;
    question.clause.is_empty() || decision.clauses.iter().any(applies)
}

/// The questions to show at a step: those of clauses that have something to do with it.
pub(crate) fn asked(
    book: &Rulebook,
    event: Event,
    facts: &Facts,
    decision: &Decision,
    answers: &BTreeMap<String, String>,
    locale: Locale,
) -> Vec<Question> {
    let mut asked = questions(book, event, facts, decision, answers, locale);
    asked.retain(|q| concerns(decision, q));
    asked
}

/// Answers without the spaces around them; an empty one is none.
pub(crate) fn given(answers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let answered = answers.iter().filter(|(_, text)| !text.trim().is_empty());
    answered
        .map(|(name, text)| (name.clone(), text.trim().replace("\r\n", "\n")))
        .collect()
}

/// What is wrong with the answers to the questions of a step, by field `answer.<name>`: `text-too-long`, `answer-short`
/// with `limit`, and `answer-required` for those that clauses want before the step is taken. An answer that does not fit
/// its question is none.
pub(crate) fn faults(
    book: &Rulebook,
    facts: &Facts,
    decision: &Decision,
    answers: &BTreeMap<String, String>,
) -> Vec<FieldError> {
    let concerns = |clause: &str, least: Outcome| {
        let so = |c: &rulebook::ClauseDecision| c.clause == clause && c.outcome >= least;
        decision.clauses.iter().any(so)
    };
    let mut wrong: Vec<FieldError> = Vec::new();
    let mut add = |name: &str, key: &'static str, limit: Option<usize>| {
        let field = format!("answer.{name}");
        if wrong.iter().all(|w| w.field != field) {
            let fault = FieldError::new(&field, key);
            wrong.push(match limit {
                Some(limit) => fault.with("limit", limit),
                None => fault,
            });
        }
    };
    for (name, text) in answers {
        if text.chars().count() > ANSWER {
            add(name, "text-too-long", Some(ANSWER));
        }
    }
    for question in book.questions(decision.event, facts) {
        let length = answers.get(&question.name).map(|text| text.chars().count());
        if length.is_some_and(|length| length < question.least) && concerns(&question.clause, Outcome::Block)
        {
            add(&question.name, "answer-short", Some(question.least));
        }
    }
    for obligation in &decision.obligations {
        if let Obligation::Ask { name, clause, .. } | Obligation::Register { name, clause, .. } = obligation
            && concerns(clause, Outcome::Ask)
        {
            add(name, "answer-required", None);
        }
    }
    wrong
}

/// Goes on when the answers are in order and the guideline does not say no.
///
/// # Errors
/// `Invalid` as [`faults`] says; [`Error::Stopped`] with the points.
pub(crate) fn must_be_answered(
    book: &Rulebook,
    facts: &Facts,
    decision: &Decision,
    answers: &BTreeMap<String, String>,
    locale: Locale,
) -> Result<()> {
    let wrong = faults(book, facts, decision, answers);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    must_not_stop(book, decision, locale)
}

/// Answers that were given, each with its question in words; those about `media` name the picture or the video. A choice is
/// shown by its label; `yes` and `no` stay words.
#[must_use]
pub fn answered(
    book: &Rulebook,
    answers: &BTreeMap<String, String>,
    media: &[(&str, &MediaNote)],
    locale: Locale,
) -> Vec<(String, String)> {
    let media = media.iter().map(|(id, note)| media_value(id, note));
    let facts = Facts::new().with("post.media", media.collect::<Vec<_>>(), FactSource::Register);
    let shown = |(name, answer): (&String, &String)| {
        let Some((label, kind)) = book.question_about(name, &facts) else {
            return (name.clone(), answer.clone());
        };
        let chosen = match &kind {
            AnswerKind::Choice(list) => list
                .iter()
                .find(|c| c.word == *answer)
                .map(|c| c.label.get(locale)),
            _ => None,
        };
        (label.get(locale).to_owned(), chosen.unwrap_or(answer).to_owned())
    };
    answers.iter().map(shown).collect()
}

/// Grounds for hiding, in words.
pub(crate) fn grounds(grounds: &[rulebook::Ground], locale: Locale) -> Vec<Ground> {
    let in_words = grounds.iter().map(|g| Ground {
        id: g.id.clone(),
        title: g.title.get(locale).to_owned(),
        says: g.says.get(locale).to_owned(),
        strength: g.strength.as_str().to_owned(),
        product_default: g.product_default,
    });
    in_words.collect()
}

/// The rule on crises, in words. Without any rule everything is held all the same: that is the product's advice.
pub(crate) fn crisis(book: &Rulebook, locale: Locale) -> crate::crises::CrisisRule {
    match book.crisis_rule() {
        Some(rule) => crate::crises::CrisisRule {
            clause: rule.clause,
            says: rule.says.get(locale).to_owned(),
            mode: rule.effect.as_str().to_owned(),
            product_default: rule.product_default,
        },
        None => crate::crises::CrisisRule {
            clause: String::new(),
            says: String::new(),
            mode: "all-via-group".to_owned(),
            product_default: true,
        },
    }
}

/// Goes on unless the decision blocks or asks.
///
/// # Errors
/// [`Error::Stopped`] with the points.
pub(crate) fn must_not_stop(book: &Rulebook, decision: &Decision, locale: Locale) -> Result<()> {
    if matches!(
        decision.outcome,
        Outcome::Block | Outcome::Ask | Outcome::Conflict
    ) {
        return Err(Error::Stopped(points(book, decision, locale)));
    }
    Ok(())
}

/// Stores a decision so that it can be recomputed years later, with the waivers that it used, in the caller's transaction.
///
/// # Errors
/// Internal, when it cannot be written as JSON; the database.
pub(crate) async fn write(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    subject: &str,
    decision: &Decision,
) -> Result<StoredDecision> {
    let stored = StoredDecision {
        id: flow.source().id(),
        municipality: municipality.clone(),
        event: decision.event.as_str().to_owned(),
        subject: subject.to_owned(),
        outcome: decision.outcome.as_str().to_owned(),
        pack_digest: decision.digest.clone(),
        json: serde_json::to_string(decision).map_err(|e| Error::Internal(e.to_string()))?,
        at: decision.at,
    };
    tx.insert_decisions(std::slice::from_ref(&stored)).await?;
    let used: BTreeSet<&str> = decision
        .clauses
        .iter()
        .filter_map(|c| c.waiver.as_deref())
        .collect();
    let uses = used.into_iter().filter_map(|id| {
        Some(WaiverUse {
            waiver: WaiverId::parse(id).ok()?,
            decision: stored.id.clone(),
            at: stored.at,
        })
    });
    tx.insert_waiver_uses(municipality, &uses.collect::<Vec<_>>())
        .await?;
    Ok(stored)
}

/// Something found in a text, with what the guideline makes of it and what mends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spotted {
    /// What and where.
    pub note: FindingNote,
    /// What may be written instead; empty when nothing is proposed.
    pub instead: String,
    /// What the mending writes, where it is mechanical.
    pub mends: Option<String>,
    /// The clauses that it makes stop, ask or warn.
    pub clauses: Vec<String>,
}

/// Findings as a fact's list.
pub(crate) fn findings(found: &[detect::Finding]) -> Value {
    let each = found.iter().map(|f| {
        Value::from([
            ("code", f.code.into()),
            ("name", f.name.into()),
            ("severity", f.severity.as_str().into()),
        ])
    });
    Value::List(each.collect())
}

/// Findings in the shape that is stored.
pub(crate) fn notes(found: &[detect::Finding]) -> Vec<FindingNote> {
    let note = |f: &detect::Finding| FindingNote {
        code: f.code.to_owned(),
        name: f.name.to_owned(),
        severity: f.severity.as_str().to_owned(),
        start: f.chars.start,
        end: f.chars.end,
    };
    found.iter().map(note).collect()
}

/// Findings with the clauses of the decision that they bear on.
pub(crate) fn spotted(book: &Rulebook, decision: &Decision, found: &[detect::Finding]) -> Vec<Spotted> {
    let amiss: Vec<_> = decision
        .clauses
        .iter()
        .filter(|c| !matches!(c.outcome, Outcome::Pass | Outcome::NotApplicable))
        .collect();
    let one = |(f, note): (&detect::Finding, FindingNote)| {
        let told = rulebook::Told::finding(f.code, f.name, f.severity.as_str());
        let by = |c: &&&rulebook::ClauseDecision| {
            let read = c
                .facts
                .iter()
                .any(|r| matches!(&r.source, Some(FactSource::Detector(code)) if code == f.code));
            read || book.asks_for(&c.clause, &told)
        };
        Spotted {
            clauses: amiss.iter().filter(by).map(|c| c.clause.clone()).collect(),
            instead: f.instead.as_deref().unwrap_or_default().to_owned(),
            mends: f.fix.as_ref().map(|fix| fix.text.to_string()),
            note,
        }
    };
    found.iter().zip(notes(found)).map(one).collect()
}

/// Where a fact comes from that a detector decides: its code when it found something.
pub(crate) fn by_detector(found: &[detect::Finding], name: &str) -> (bool, FactSource) {
    let hit = found.iter().find(|f| f.name == name);
    let code = hit.map_or_else(|| name.to_owned(), |f| f.code.to_owned());
    (hit.is_some(), FactSource::Detector(code))
}
