//! Declares a crisis: what the guideline holds in a crisis is held.

use super::hold::{HOLDS, Hold, decided};
use crate::duties::{self, Cause};
use crate::inbox::settle_item;
use crate::journal::{self, Event};
use crate::rules::{self, Point, Question, Said};
use crate::waivers::InForce;
use crate::{Actor, Error, Flow, Result, posts};
use model::archive::RecordKind;
use model::crisis::Crisis;
use model::person::Permission;
use model::publication::{Publication, PublicationState};
use model::{AnswerId, CrisisId, Id as _};
use rulebook::{CrisisEffect, FactSource, Facts, Rulebook};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use store::{GivenOf, Tx};

/// Answers held in one declaration; far more than wait for sending at any time.
const ANSWERS: usize = 10_000;
const EVENT: rulebook::Event = rulebook::Event::CrisisDeclare;

/// What the municipality's guideline says of a crisis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CrisisRule {
    /// Clause id.
    pub clause: String,
    /// What it says, restated, in the reader's language.
    pub says: String,
    /// `all-via-group`, `topic`, `decide`.
    pub mode: String,
    /// True when the document is silent and this is the product's advice.
    pub product_default: bool,
}

/// The rule, in the actor's language.
///
/// # Errors
/// `NotAllowed`.
pub async fn rule(flow: &Flow, actor: &Actor) -> Result<CrisisRule> {
    actor.must(Permission::SeePosts)?;
    let book = rules::book(flow, &actor.municipality).await?;
    Ok(rules::crisis(&book, actor.locale))
}

/// What the guideline asks when a crisis is declared, and what it says. Where it leaves open what a crisis holds back, that
/// is asked too; it need not be answered at once: until it is, everything is held.
///
/// # Errors
/// `NotAllowed`.
pub async fn questions(flow: &Flow, actor: &Actor, said: &Said) -> Result<(Vec<Question>, Vec<Point>)> {
    actor.must(Permission::Crisis)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let answers = rules::given(&said.answers);
    let known = known(&book, actor, &answers);
    let excused = InForce::of(flow, &*flow.store().read().await?, &actor.municipality.id, None)
        .await?
        .on([]);
    let decision = book.decide_with(EVENT, &known, flow.source().now(), &excused);
    let mut questions = rules::asked(&book, EVENT, &known, &decision, &answers, actor.locale);
    questions.retain(|q| q.name != HOLDS);
    questions.splice(0..0, holding(&book, actor, answers.get(HOLDS)));
    Ok((questions, rules::points(&book, &decision, actor.locale)))
}

/// The question what this crisis holds back, where the guideline leaves that to be decided each time.
fn holding(book: &Rulebook, actor: &Actor, answer: Option<&String>) -> Option<Question> {
    let rule = book
        .crisis_rule()
        .filter(|rule| rule.effect == CrisisEffect::Decide)?;
    let (label, kind) = book.question_about(HOLDS, &Facts::new())?;
    let rulebook::AnswerKind::Choice(choices) = kind else {
        return None;
    };
    Some(Question {
        name: HOLDS.to_owned(),
        label: label.get(actor.locale).to_owned(),
        kind: "choice".to_owned(),
        choices: choices
            .into_iter()
            .map(|c| (c.word, c.label.get(actor.locale).to_owned()))
            .collect(),
        clause: rule.clause,
        answer: answer.cloned().unwrap_or_default(),
    })
}

fn known(book: &Rulebook, actor: &Actor, answers: &BTreeMap<String, String>) -> Facts {
    let (municipality, register) = (&actor.municipality, || FactSource::Register);
    let mut facts = Facts::new()
        .with("crisis.active", true, register())
        .with("municipality.name", municipality.name.as_str(), register())
        .with("municipality.country", municipality.country.as_str(), register());
    book.answer(&mut facts, answers);
    facts
}

/// Declares. In one transaction every scheduled or prepared publication that the guideline's rule holds becomes held;
/// answers under way too. What is already being sent is confirmed, not stopped.
///
/// # Errors
/// `NotAllowed`, `Invalid` (`required`; for `answer.<name>` as the guideline asks), `Refused("crisis-open")`, `Stopped`.
pub async fn declare(flow: &Flow, actor: &Actor, said: impl Into<Said> + Send) -> Result<CrisisId> {
    actor.must(Permission::Crisis)?;
    let said = said.into();
    let title = said.text.trim();
    if title.is_empty() {
        return Err(Error::field("title", "required"));
    }
    let answers = rules::given(&said.answers);
    let book = rules::book(flow, &actor.municipality).await?;
    let rule = rules::crisis(&book, actor.locale);
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    if tx.open_crisis(municipality).await?.is_some() {
        return Err(Error::refused("crisis-open"));
    }
    let now = flow.source().now();
    let facts = known(&book, actor, &answers);
    let excused = InForce::of(flow, &*tx, municipality, None).await?.on([]);
    let decision = book.decide_with(EVENT, &facts, now, &excused);
    rules::must_be_answered(&book, &facts, &decision, &answers, actor.locale)?;
    let crisis = Crisis {
        id: flow.source().id(),
        municipality: municipality.clone(),
        title: title.to_owned(),
        clause: rule.clause.clone(),
        declared_by: actor.person.id.clone(),
        declared_at: now,
        ended_by: None,
        ended_at: None,
        version: 1,
    };
    tx.insert_crisis(&crisis).await?;
    if !answers.is_empty() {
        tx.put_given(municipality, GivenOf::Crisis, crisis.id.as_str(), &answers)
            .await?;
    }
    let hold = Hold::of(&*tx, &book, municipality).await?;
    let (held, waiting) = hold_back(flow, &*tx, actor, &book, &hold).await?;
    let data = json!({
        "crisis": crisis.id, "title": title, "clause": rule.clause, "mode": rule.mode, "said": answers,
        "held": held.iter().map(|p| &p.id).collect::<Vec<_>>(), "answers": waiting,
    });
    let declared = Event::new(
        RecordKind::Municipality,
        municipality.as_str(),
        "crisis.declared",
        data,
    );
    journal(flow, &*tx, actor, declared, &crisis.id, &held).await?;
    let stored = rules::write(flow, &*tx, municipality, crisis.id.as_str(), &decision).await?;
    let cause = Cause::municipality(&actor.municipality);
    let of = &actor.municipality;
    duties::follow(flow, &*tx, of, &book, &decision, Some(&stored.id), cause).await?;
    tx.commit().await?;
    Ok(crisis.id)
}

/// What is decided for the open crisis so far, as a question to be answered; `None` when the guideline leaves nothing
/// open.
///
/// # Errors
/// `NotAllowed`.
pub async fn decision(flow: &Flow, actor: &Actor) -> Result<Option<Question>> {
    actor.must(Permission::Crisis)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let Some(crisis) = read.open_crisis(&actor.municipality.id).await? else {
        return Ok(None);
    };
    let word = decided(&*read, &crisis).await?.map(|h| h.as_str().to_owned());
    Ok(holding(&book, actor, word.as_ref()))
}

/// Whether the actor may release what a crisis holds: the guideline's rule names who.
///
/// # Errors
/// `NotAllowed`.
pub async fn may_release(flow: &Flow, actor: &Actor) -> Result<bool> {
    actor.must(Permission::SeePosts)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let read = flow.store().read().await?;
    let hold = Hold::of(&*read, &book, &actor.municipality.id).await?;
    Ok(actor.person.may(Permission::Publish) && hold.may_release(&*read, actor).await?)
}

/// Decides what the open crisis holds back, where the guideline leaves that to be decided each time. What is held already
/// stays so until somebody releases it.
///
/// # Errors
/// `NotAllowed`, `Refused("no-crisis")`, `Invalid` (`answer-required` for `answer.crisis.holds`).
pub async fn decide(flow: &Flow, actor: &Actor, holds: &str) -> Result<()> {
    actor.must(Permission::Crisis)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let municipality = &actor.municipality.id;
    let known = super::hold::Holds::parse(holds);
    let Some(holds) = known.filter(|_| holding(&book, actor, None).is_some()) else {
        return Err(Error::field("answer.crisis.holds", "answer-required"));
    };
    let tx = flow.store().begin().await?;
    let Some(crisis) = tx.open_crisis(municipality).await? else {
        return Err(Error::refused("no-crisis"));
    };
    let mut given = tx
        .given(municipality, GivenOf::Crisis, crisis.id.as_str())
        .await?;
    given.insert(HOLDS.to_owned(), holds.as_str().to_owned());
    tx.put_given(municipality, GivenOf::Crisis, crisis.id.as_str(), &given)
        .await?;
    let hold = Hold::of(&*tx, &book, municipality).await?;
    let (held, waiting) = hold_back(flow, &*tx, actor, &book, &hold).await?;
    let data = json!({
        "crisis": crisis.id, "holds": holds, "held": held.iter().map(|p| &p.id).collect::<Vec<_>>(), "answers": waiting,
    });
    let decided = Event::new(
        RecordKind::Municipality,
        municipality.as_str(),
        "crisis.decided",
        data,
    );
    journal(flow, &*tx, actor, decided, &crisis.id, &held).await?;
    tx.commit().await?;
    Ok(())
}

/// Holds what waits for sending and what the crisis holds back.
async fn hold_back(
    flow: &Flow,
    tx: &dyn Tx,
    actor: &Actor,
    book: &Rulebook,
    hold: &Hold,
) -> Result<(Vec<Publication>, Vec<AnswerId>)> {
    let municipality = &actor.municipality;
    let waiting = [PublicationState::Scheduled, PublicationState::Prepared];
    let mut held = Vec::new();
    for mut publication in tx.publications_in(&municipality.id, &waiting).await? {
        let content = tx
            .revision(&municipality.id, &publication.revision)
            .await?
            .content;
        let topic = posts::about_crisis(flow, municipality, book, &content.text, &content.answers);
        let id = publication.id.as_str();
        if !hold.holds(topic) || hold.is_released(tx, GivenOf::Publication, id).await? {
            continue;
        }
        publication.state = publication.state.go(PublicationState::Held)?;
        "crisis-hold".clone_into(&mut publication.problem);
        tx.update_publication(&mut publication).await?;
        held.push(publication);
    }
    let mut answers = Vec::new();
    for mut answer in tx.answers_in(&municipality.id, &waiting, ANSWERS).await? {
        let (of, id) = (GivenOf::Answer, answer.id.as_str());
        let given = tx.given(&municipality.id, of, id).await?;
        let topic = posts::about_crisis(flow, municipality, book, &answer.text, &given);
        if !hold.holds(topic) || hold.is_released(tx, of, id).await? {
            continue;
        }
        answer.state = answer.state.go(PublicationState::Held)?;
        "crisis-hold".clone_into(&mut answer.problem);
        tx.update_answer(&mut answer).await?;
        settle_item(tx, &answer).await?;
        answers.push(answer.id);
    }
    Ok((held, answers))
}

/// Writes down what happened, and in each post's record that it is held.
async fn journal(
    flow: &Flow,
    tx: &dyn Tx,
    actor: &Actor,
    what: Event<'_>,
    crisis: &CrisisId,
    held: &[Publication],
) -> Result<()> {
    let mut events = vec![what.by(actor)];
    for publication in held {
        let data = json!({ "publication": publication.id, "crisis": crisis });
        let post = publication.post.as_str();
        events.push(Event::new(RecordKind::Post, post, "publication.held", data).by(actor));
    }
    journal::write(flow, tx, &actor.municipality.id, events).await?;
    Ok(())
}
