//! Approves or rejects a list of records to dispose of.

use super::fate::{self, Around, Fate};
use super::{TEXT, person, second};
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, jobs};
use model::archive::RecordKind;
use model::person::Permission;
use model::retention::{Disposal, DisposalCause, DisposalItem, DisposalItemState, DisposalState};
use model::{DisposalId, Id as _, RecordId};
use serde_json::json;
use std::collections::{BTreeSet, HashSet};
use store::Tx;

/// Items read at a time.
const CHUNK: usize = 256;

/// What the archivist confirms.
#[derive(Clone, Debug, Default)]
pub struct Approval {
    /// Version of the list that was read.
    pub version: i64,
    /// How many records she says will go; must be the number that do.
    pub count: i64,
    /// Records that are to be looked at one by one, and were.
    pub reviewed: Vec<RecordId>,
    /// A remark; may be empty.
    pub note: String,
}

/// Approves a list. What is held back by now, or no longer due, or should have been looked at and was not, is left out and
/// says why. The job that destroys begins at once.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Conflict`; `Step`; `Invalid` (`text-too-long`); `Refused` (`approver-is-proposer` where the
/// municipality wants two persons; `confirmation-differs` with `count`; `nothing-due`; `record-keys-missing`).
pub async fn approve(flow: &Flow, actor: &Actor, id: &DisposalId, approval: Approval) -> Result<()> {
    actor.must(Permission::Dispose)?;
    if approval.note.chars().count() > TEXT {
        return Err(Error::field("note", "text-too-long"));
    }
    if flow.key_file.is_none() {
        return Err(Error::refused("record-keys-missing"));
    }
    let municipality = &actor.municipality;
    let now = flow.source().now();
    let tx = flow.store().begin().await?;
    let mut disposal = tx.disposal(&municipality.id, id).await?;
    if disposal.version != approval.version {
        return Err(Error::Conflict);
    }
    disposal.state = disposal.state.go(DisposalState::Approved)?;
    if second::is_wanted(&*tx, &municipality.id).await?
        && disposal.proposed_by.as_ref() == Some(&actor.person.id)
    {
        return Err(Error::refused("approver-is-proposer"));
    }
    let around = Around::read(&*tx, municipality, now).await?;
    let reviewed: HashSet<&RecordId> = approval.reviewed.iter().collect();
    let mut going = Vec::new();
    for mut item in all(&*tx, &disposal).await? {
        let why = stays(&*tx, &around, &disposal, &item).await?;
        let unseen = item.state == DisposalItemState::Review && !reviewed.contains(&item.record);
        match why.or(unseen.then_some("kept-not-reviewed")) {
            Some(why) => {
                item.state = DisposalItemState::LeftOut;
                item.why = why.to_owned();
                tx.update_disposal_item(&item).await?;
            }
            None => {
                if item.state != DisposalItemState::Waiting {
                    item.state = DisposalItemState::Waiting;
                    tx.update_disposal_item(&item).await?;
                }
                going.push(item);
            }
        }
    }
    if going.is_empty() {
        return Err(Error::refused("nothing-due"));
    }
    let count = i64::try_from(going.len()).unwrap_or(i64::MAX);
    if count != approval.count {
        return Err(Error::Refused {
            key: "confirmation-differs",
            params: vec![("count", count.to_string())],
        });
    }
    disposal.note = approval.note.trim().to_owned();
    disposal.decided_by = Some(actor.person.id.clone());
    disposal.decided_at = Some(now);
    carry_out(flow, &*tx, actor, &mut disposal, &going).await?;
    tx.commit().await?;
    flow.wake();
    Ok(())
}

/// Writes the decision to the journal and promises the job.
pub(super) async fn carry_out(
    flow: &Flow,
    tx: &dyn Tx,
    actor: &Actor,
    disposal: &mut Disposal,
    going: &[DisposalItem],
) -> Result<()> {
    let rulings: BTreeSet<String> = going.iter().map(|i| i.ruling.to_string()).collect();
    let rules: BTreeSet<&str> = going.iter().map(|i| i.rule.as_str()).collect();
    let data = json!({
        "disposal": disposal.id, "cause": disposal.cause, "records": going.len(), "rules": rules,
        "decisions": rulings, "proposed_by": disposal.proposed_by, "note": disposal.note,
    });
    let municipality = &actor.municipality.id;
    let subject = municipality.to_string();
    let event = Event::new(
        RecordKind::Municipality,
        &subject,
        ledger::leaf::DISPOSAL_DECIDED,
        data,
    )
    .by(actor);
    let entries = journal::write(flow, tx, municipality, vec![event]).await?;
    disposal.entry = entries.into_iter().next();
    tx.update_disposal(disposal).await?;
    jobs::promise(
        flow,
        tx,
        municipality,
        "dispose",
        disposal.id.as_str(),
        flow.source().now(),
    )
    .await
}

/// Does not approve a list; nothing on it goes.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Conflict`; `Step`; `Invalid` (`required`, `text-too-long`).
pub async fn reject(flow: &Flow, actor: &Actor, id: &DisposalId, version: i64, note: &str) -> Result<()> {
    actor.must(Permission::Dispose)?;
    if note.trim().is_empty() {
        return Err(Error::field("note", "required"));
    }
    if note.chars().count() > TEXT {
        return Err(Error::field("note", "text-too-long"));
    }
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let mut disposal = tx.disposal(municipality, id).await?;
    if disposal.version != version {
        return Err(Error::Conflict);
    }
    disposal.state = disposal.state.go(DisposalState::Rejected)?;
    disposal.note = note.trim().to_owned();
    disposal.decided_by = Some(actor.person.id.clone());
    disposal.decided_at = Some(flow.source().now());
    tx.update_disposal(&mut disposal).await?;
    let data = json!({ "disposal": disposal.id, "note": disposal.note });
    let subject = municipality.as_str();
    let event = Event::new(RecordKind::Municipality, subject, "disposal.rejected", data).by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}

/// Why something on a list stays after all; `None` when it may go.
pub(super) async fn stays(
    read: &(impl store::Read + ?Sized),
    around: &Around,
    disposal: &Disposal,
    item: &DisposalItem,
) -> Result<Option<&'static str>> {
    let record = read.record(&item.municipality, &item.record).await?;
    if record.key_wrapped.is_none() {
        return Ok(Some("kept-erased"));
    }
    match disposal.cause {
        DisposalCause::Erasure => person::demanded(read, around, &record, item.entry.as_ref()).await,
        DisposalCause::Retention => Ok(match fate::of(read, around, &record).await? {
            Fate::Kept(why) => Some(why),
            Fate::Due(_) => None,
        }),
    }
}

/// Everything on a list that is still to be decided or done.
pub(super) async fn all(read: &(impl store::Read + ?Sized), of: &Disposal) -> Result<Vec<DisposalItem>> {
    let states = [DisposalItemState::Waiting, DisposalItemState::Review];
    let mut all: Vec<DisposalItem> = Vec::new();
    loop {
        let after = all.last().map_or((String::new(), String::new()), |last| {
            let entry = last.entry.as_ref().map(ToString::to_string);
            (last.record.to_string(), entry.unwrap_or_default())
        });
        let after = (after.0.as_str(), after.1.as_str());
        let page = read
            .disposal_items(&of.municipality, &of.id, &states, after, CHUNK)
            .await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
