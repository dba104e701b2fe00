//! Writes a note in a case.

use super::{TEXT, part};
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::archive::RecordKind;
use model::case::{CaseNote, CaseState};
use model::person::Permission;
use model::{CaseId, Id as _};
use serde_json::json;

/// Adds what whoever opened the case, or handles it, has to say.
///
/// # Errors
/// `NotAllowed`; `NotFound`, for those too who may not see the case; `Refused("case-closed")`; `Invalid` for `text`
/// (`required`, `text-too-long`).
pub async fn note(flow: &Flow, actor: &Actor, case: &CaseId, text: &str) -> Result<()> {
    actor.must(Permission::ReportCase)?;
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let case = tx.case(municipality, case).await?;
    if !part(&*tx, &actor.person, &case).await?.sees {
        return Err(Error::NotFound);
    }
    if case.state != CaseState::Open {
        return Err(Error::refused("case-closed"));
    }
    let text = text.trim();
    match text.chars().count() {
        0 => return Err(Error::field("text", "required")),
        n if n > TEXT => return Err(Error::field("text", "text-too-long")),
        _ => {}
    }
    let notes = tx.case_notes(municipality, &case.id).await?;
    let note = CaseNote {
        case: case.id.clone(),
        number: notes.last().map_or(1, |last| last.number.saturating_add(1)),
        by: actor.person.id.clone(),
        at: flow.source().now(),
        text: text.to_owned(),
    };
    tx.insert_case_note(municipality, &note).await?;
    let data = json!({ "case": case.id, "number": note.number, "text": note.text });
    let event = Event::new(RecordKind::Case, case.id.as_str(), "case.noted", data).by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}
