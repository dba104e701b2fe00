//! Ends a waiver before its time, or takes back what was asked for.

use super::list::may_end;
use super::record;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, approvals, rules};
use model::approval::ApprovalSubject;
use model::waiver::WaiverState;
use model::{Id as _, WaiverId};
use serde_json::json;

/// Ends it: from now on it excuses nobody. Whoever asked may, and those who may give such a waiver.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `Step` when there is nothing to end.
pub async fn end(flow: &Flow, actor: &Actor, waiver: &WaiverId) -> Result<()> {
    let municipality = &actor.municipality.id;
    let book = rules::book(flow, &actor.municipality).await?;
    let now = flow.source().now();
    let tx = flow.store().begin().await?;
    let mut waiver = tx.waiver(municipality, waiver).await?;
    if !may_end(&book, actor, &waiver) {
        return Err(Error::NotAllowed);
    }
    let (to, kind) = match waiver.state {
        WaiverState::Asked => (WaiverState::Withdrawn, "waiver.withdrawn"),
        _ => (WaiverState::Ended, "waiver.ended"),
    };
    waiver.state = waiver.state.go(to)?;
    waiver.ended_at = Some(now);
    tx.update_waiver(&mut waiver).await?;
    approvals::cancel(&*tx, municipality, ApprovalSubject::Waiver, waiver.id.as_str()).await?;
    let data = json!({ "waiver": waiver.id, "clause": waiver.terms.clause, "uses": waiver.uses });
    let (record, of) = record(&*tx, municipality, &waiver).await?;
    let event = Event::new(record, &of, kind, data).by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}
