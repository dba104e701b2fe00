//! Closes a case with an answer, and opens it again.

use super::facts::{self, Seen};
use super::{TEXT, cause, part};
use crate::journal::{self, Event};
use crate::rules::{self, Point, Question};
use crate::waivers::InForce;
use crate::{Actor, Error, Flow, Result, duties};
use model::archive::RecordKind;
use model::case::{Case, CaseState};
use model::person::Permission;
use model::{CaseId, Id as _};
use rulebook::Event as Asked;
use serde_json::json;
use std::collections::BTreeMap;

/// What the guideline asks when this case is closed, and what it says of the answer as it stands.
///
/// # Errors
/// `NotAllowed`.
pub async fn closing(
    flow: &Flow,
    actor: &Actor,
    case: &Case,
    outcome: &str,
    answers: &BTreeMap<String, String>,
) -> Result<(Vec<Question>, Vec<Point>)> {
    actor.must(Permission::ReportCase)?;
    let book = rules::book(flow, &actor.municipality).await?;
    let all = together(case, answers);
    let known = facts::of(&book, &actor.municipality, &seen(case, &all, outcome));
    let excused = InForce::of(flow, &*flow.store().read().await?, &actor.municipality.id, None)
        .await?
        .on([]);
    let decision = book.decide_with(Asked::CaseClose, &known, flow.source().now(), &excused);
    let mut questions = rules::questions(&book, Asked::CaseClose, &known, &decision, &all, actor.locale);
    questions.retain(|q| {
        !facts::is_field(&q.name) && !case.answers.contains_key(&q.name) && rules::concerns(&decision, q)
    });
    Ok((questions, rules::points(&book, &decision, actor.locale)))
}

fn seen<'a>(case: &'a Case, answers: &'a BTreeMap<String, String>, outcome: &'a str) -> Seen<'a> {
    Seen {
        kind: case.kind,
        reason: &case.reason,
        answers,
        outcome: Some(outcome),
    }
}

fn together(case: &Case, answers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut all = case.answers.clone();
    all.extend(facts::given(answers));
    all
}

/// Closes a case with what was answered or decided.
///
/// # Errors
/// `NotAllowed` for those who do not handle it; `NotFound`; `Step` when it is closed; `Invalid` for `outcome` (`required`,
/// `text-too-long`) and `answer.<name>`; `Stopped`.
pub async fn close(
    flow: &Flow,
    actor: &Actor,
    case: &CaseId,
    outcome: &str,
    answers: &BTreeMap<String, String>,
) -> Result<()> {
    actor.must(Permission::ReportCase)?;
    let municipality = &actor.municipality;
    let book = rules::book(flow, municipality).await?;
    let tx = flow.store().begin().await?;
    let mut case = handled(&*tx, actor, case).await?;
    case.state = case.state.go(CaseState::Closed)?;
    let outcome = outcome.trim();
    match outcome.chars().count() {
        0 => return Err(Error::field("outcome", "required")),
        n if n > TEXT => return Err(Error::field("outcome", "text-too-long")),
        _ => {}
    }
    case.answers = together(&case, answers);
    let now = flow.source().now();
    let known = facts::of(&book, municipality, &seen(&case, &case.answers, outcome));
    let excused = InForce::of(flow, &*tx, &municipality.id, None).await?.on([]);
    let decision = book.decide_with(Asked::CaseClose, &known, now, &excused);
    let wrong = facts::wanted(&decision);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    rules::must_not_stop(&book, &decision, actor.locale)?;
    outcome.clone_into(&mut case.outcome);
    case.closed_by = Some(actor.person.id.clone());
    case.closed_at = Some(now);
    tx.update_case(&mut case).await?;
    let stored = rules::write(flow, &*tx, &municipality.id, case.id.as_str(), &decision).await?;
    let data = json!({
        "case": case.id, "outcome": case.outcome, "answers": case.answers, "decision": stored.id,
        "pack_digest": stored.pack_digest,
    });
    let event = Event::new(RecordKind::Case, case.id.as_str(), "case.closed", data).by(actor);
    journal::write(flow, &*tx, &municipality.id, vec![event]).await?;
    duties::follow(
        flow,
        &*tx,
        municipality,
        &book,
        &decision,
        Some(&stored.id),
        cause(&case),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Opens a closed case again; what was answered stays readable in its history.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `Step` when it is open.
pub async fn reopen(flow: &Flow, actor: &Actor, case: &CaseId) -> Result<()> {
    actor.must(Permission::ReportCase)?;
    let tx = flow.store().begin().await?;
    let mut case = handled(&*tx, actor, case).await?;
    case.state = case.state.go(CaseState::Open)?;
    case.outcome.clear();
    case.closed_by = None;
    case.closed_at = None;
    tx.update_case(&mut case).await?;
    let data = json!({ "case": case.id });
    let event = Event::new(RecordKind::Case, case.id.as_str(), "case.reopened", data).by(actor);
    journal::write(flow, &*tx, &actor.municipality.id, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}

/// The case, for those who handle it.
async fn handled(tx: &dyn store::Tx, actor: &Actor, case: &CaseId) -> Result<Case> {
    let case = tx.case(&actor.municipality.id, case).await?;
    let part = part(tx, &actor.person, &case).await?;
    if part.handles {
        Ok(case)
    } else if part.sees {
        Err(Error::NotAllowed)
    } else {
        Err(Error::NotFound)
    }
}
