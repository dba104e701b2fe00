//! Does a duty: its steps in order, and then with the proof that the clause asks for.

use super::see::{begin, settle, write};
use crate::{Actor, Error, FieldError, Flow, Result};
use model::DutyId;
use model::duty::{ACKNOWLEDGE, Duty, DutyEvidence, DutyState};
use serde_json::json;
use url::Url;

/// Longest note and address, in characters.
const TEXT_MAX: usize = 5_000;

/// What the form says.
#[derive(Clone, Debug, Default)]
pub struct Completion {
    /// Numbers (from 0) of the steps that are done; those done before need not be among them.
    pub steps: Vec<usize>,
    /// What was done, in words.
    pub note: String,
    /// Where it can be seen.
    pub link: String,
    /// Version the form was made from.
    pub version: i64,
}

/// Marks steps as done, in their order, without finishing the duty.
///
/// # Errors
/// `NotAllowed` (it falls to others), `NotFound`, `Conflict`, `Step` (no longer open), `Invalid` for `steps`
/// (`duty-steps-order`: an earlier step is not done).
pub async fn mark(flow: &Flow, actor: &Actor, duty: &DutyId, form: &Completion) -> Result<()> {
    let (tx, mut duty) = begin(flow, actor, duty).await?;
    duty.version = form.version;
    // A duty that is over keeps its steps as they were.
    duty.state.go(DutyState::Done)?;
    let marked = steps(flow, actor, &mut duty, &form.steps)?;
    if marked.is_empty() {
        return Ok(());
    }
    tx.update_duty(&mut duty).await?;
    write(
        flow,
        actor,
        &*tx,
        &duty,
        "duty.marked",
        json!({ "steps": marked }),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Finishes a duty.
///
/// # Errors
/// As [`mark`]; `Refused("duty-by-acknowledging")`; `Invalid` for `steps` (`duty-steps-open`), `note` (`required`,
/// `text-too-long`), `link` (`required`, `link-form`).
pub async fn complete(flow: &Flow, actor: &Actor, duty: &DutyId, form: Completion) -> Result<()> {
    let (tx, mut duty) = begin(flow, actor, duty).await?;
    if duty.kind == ACKNOWLEDGE {
        return Err(Error::refused("duty-by-acknowledging"));
    }
    duty.version = form.version;
    duty.state.go(DutyState::Done)?;
    steps(flow, actor, &mut duty, &form.steps)?;
    let (note, link) = (form.note.trim(), form.link.trim());
    let mut wrong = Vec::new();
    if duty.steps.iter().any(|s| s.done_at.is_none()) {
        wrong.push(FieldError::new("steps", "duty-steps-open"));
    }
    if note.is_empty() && duty.evidence == DutyEvidence::Note {
        wrong.push(FieldError::new("note", "required"));
    } else if note.chars().count() > TEXT_MAX {
        wrong.push(FieldError::new("note", "text-too-long"));
    }
    if link.is_empty() {
        if duty.evidence == DutyEvidence::Link {
            wrong.push(FieldError::new("link", "required"));
        }
    } else if !is_address(link) {
        wrong.push(FieldError::new("link", "link-form"));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    note.clone_into(&mut duty.note);
    link.clone_into(&mut duty.link);
    let more = json!({ "note": note, "link": link, "steps": duty.steps });
    settle(flow, actor, &*tx, &mut duty, DutyState::Done, "duty.done", more).await?;
    tx.commit().await?;
    Ok(())
}

/// Marks steps; the numbers of those that are new.
fn steps(flow: &Flow, actor: &Actor, duty: &mut Duty, done: &[usize]) -> Result<Vec<usize>> {
    let now = flow.source().now();
    let mut marked = Vec::new();
    let mut gap = false;
    for (number, step) in duty.steps.iter_mut().enumerate() {
        if step.done_at.is_some() {
            continue;
        }
        if !done.contains(&number) {
            gap = true;
        } else if gap {
            return Err(Error::field("steps", "duty-steps-order"));
        } else {
            step.done_at = Some(now);
            step.done_by = Some(actor.person.id.clone());
            marked.push(number);
        }
    }
    Ok(marked)
}

fn is_address(link: &str) -> bool {
    link.chars().count() <= TEXT_MAX
        && Url::parse(link).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}
