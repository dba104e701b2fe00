//! Opens a case.

use super::facts::{self, Seen};
use super::{LINE, TEXT, cause};
use crate::journal::{self, Event};
use crate::rules::{self, Point, Question};
use crate::waivers::InForce;
use crate::{Actor, Error, FieldError, Flow, Result, duties};
use model::archive::RecordKind;
use model::case::{Case, CaseKind, CaseState};
use model::person::Permission;
use model::{CaseId, Id as _};
use rulebook::Event as Asked;
use serde_json::json;
use std::collections::BTreeMap;

/// The form.
#[derive(Clone, Debug, Default)]
pub struct NewCase {
    /// What it is about.
    pub kind: Option<CaseKind>,
    /// In a line.
    pub title: String,
    /// What has happened, or what is asked.
    pub text: String,
    /// Address of what it is about; may be empty.
    pub link: String,
    /// Reasons, where the guideline asks for them.
    pub reason: String,
    /// Answers to the pack's questions.
    pub answers: BTreeMap<String, String>,
}

/// What the guideline asks of such a case, and what it says of the form as it stands. Nothing is said before a kind is
/// chosen.
///
/// # Errors
/// `NotAllowed`.
pub async fn questions(flow: &Flow, actor: &Actor, form: &NewCase) -> Result<(Vec<Question>, Vec<Point>)> {
    actor.must(Permission::ReportCase)?;
    let Some(kind) = form.kind else {
        return Ok((Vec::new(), Vec::new()));
    };
    let book = rules::book(flow, &actor.municipality).await?;
    let answers = facts::given(&form.answers);
    let known = facts::of(&book, &actor.municipality, &seen(form, kind, &answers));
    let excused = InForce::of(flow, &*flow.store().read().await?, &actor.municipality.id, None)
        .await?
        .on([]);
    let decision = book.decide_with(Asked::CaseOpen, &known, flow.source().now(), &excused);
    let mut questions = rules::questions(&book, Asked::CaseOpen, &known, &decision, &answers, actor.locale);
    // Only what concerns this kind of case, and what the form has no field of its own for.
    questions.retain(|q| !facts::is_field(&q.name) && rules::concerns(&decision, q));
    Ok((questions, rules::points(&book, &decision, actor.locale)))
}

fn seen<'a>(form: &'a NewCase, kind: CaseKind, answers: &'a BTreeMap<String, String>) -> Seen<'a> {
    Seen {
        kind,
        reason: &form.reason,
        answers,
        outcome: None,
    }
}

/// Opens the case, with what the guideline asks to be done about it. Whoever wants to limit what somebody has said must
/// give the reasons that the guideline asks for: without them nothing is opened.
///
/// # Errors
/// `NotAllowed`; `Invalid` (`required`, `text-too-long`; `answer-required` for the fields `answer.<name>`); `Stopped`.
pub async fn open(flow: &Flow, actor: &Actor, form: NewCase) -> Result<CaseId> {
    actor.must(Permission::ReportCase)?;
    let municipality = &actor.municipality;
    let book = rules::book(flow, municipality).await?;
    let Some(kind) = form.kind else {
        return Err(Error::field("kind", "required"));
    };
    let now = flow.source().now();
    let answers = facts::given(&form.answers);
    let known = facts::of(&book, municipality, &seen(&form, kind, &answers));
    let excused = InForce::of(flow, &*flow.store().read().await?, &municipality.id, None)
        .await?
        .on([]);
    let decision = book.decide_with(Asked::CaseOpen, &known, now, &excused);
    let mut wrong = faults(&form);
    wrong.extend(facts::wanted(&decision));
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    rules::must_not_stop(&book, &decision, actor.locale)?;
    let case = Case {
        id: flow.source().id(),
        municipality: municipality.id.clone(),
        kind,
        title: form.title.trim().to_owned(),
        text: form.text.trim().to_owned(),
        link: form.link.trim().to_owned(),
        reason: form.reason.trim().to_owned(),
        answers,
        opened_by: actor.person.id.clone(),
        opened_at: now,
        state: CaseState::Open,
        outcome: String::new(),
        closed_by: None,
        closed_at: None,
        version: 1,
    };
    let tx = flow.store().begin().await?;
    tx.insert_case(&case).await?;
    let stored = rules::write(flow, &*tx, &municipality.id, case.id.as_str(), &decision).await?;
    let data = json!({
        "case": case.id, "kind": case.kind, "title": case.title, "text": case.text, "link": case.link,
        "reason": case.reason, "answers": case.answers, "decision": stored.id, "pack_digest": stored.pack_digest,
    });
    let event = Event::new(RecordKind::Case, case.id.as_str(), "case.opened", data).by(actor);
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
    Ok(case.id)
}

fn faults(form: &NewCase) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    for (field, text, most, needed) in [
        ("title", &form.title, LINE, true),
        ("text", &form.text, TEXT, true),
        ("link", &form.link, LINE, false),
        ("reason", &form.reason, TEXT, false),
    ] {
        if needed && text.trim().is_empty() {
            wrong.push(FieldError::new(field, "required"));
        } else if text.chars().count() > most {
            wrong.push(FieldError::new(field, "text-too-long"));
        }
    }
    let link = form.link.trim();
    if !link.is_empty() && !["https://", "http://"].iter().any(|s| link.starts_with(s)) {
        wrong.push(FieldError::new("link", "link-form"));
    }
    for (name, text) in &form.answers {
        if text.chars().count() > TEXT {
            wrong.push(FieldError::new(&format!("answer.{name}"), "text-too-long"));
        }
    }
    wrong
}
