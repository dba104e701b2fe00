//! Makes the list of what may be disposed of.

use super::fate::{self, Around, Fate};
use crate::{Actor, Error, Flow, Result};
use model::DisposalId;
use model::person::Permission;
use model::retention::{
    DISPOSABLE, Disposal, DisposalCause, DisposalItem, DisposalItemState, DisposalState, Then,
};

/// Records looked at at a time.
const CHUNK: usize = 256;
/// Most records on one list: as many as a person can stand for. The rest comes with the next list.
const MOST: usize = 5_000;

/// Proposes a disposal of every record whose time is over, by the municipality's rules and the guideline's clauses. What a
/// rule wants looked at, or handed over, first is on the list to be looked at one by one.
///
/// # Errors
/// `NotAllowed`; `Refused` (`disposal-waits`: a list waits for its decision already; `nothing-due`).
pub async fn propose(flow: &Flow, actor: &Actor) -> Result<DisposalId> {
    actor.must(Permission::ManageRetention)?;
    let municipality = &actor.municipality;
    let now = flow.source().now();
    let disposal = blank(flow, actor, DisposalCause::Retention);
    let read = flow.store().read().await?;
    none_waits(&*read, actor).await?;
    let around = Around::read(&*read, municipality, now).await?;
    let mut items = Vec::new();
    for kind in DISPOSABLE {
        let mut after = String::new();
        loop {
            let records = read.kept_records(&municipality.id, kind, &after, CHUNK).await?;
            let Some(last) = records.last() else { break };
            after = last.id.to_string();
            for record in records {
                let Fate::Due(due) = fate::of(&*read, &around, &record).await? else {
                    continue;
                };
                items.push(DisposalItem {
                    disposal: disposal.id.clone(),
                    municipality: municipality.id.clone(),
                    record: record.id,
                    entry: None,
                    kind,
                    opened_at: record.opened_at,
                    ended_at: due.ended_at,
                    rule: due.rule,
                    law: due.law,
                    ruling: due.ruling,
                    state: match due.then {
                        Then::Dispose => DisposalItemState::Waiting,
                        Then::Review | Then::Deposit => DisposalItemState::Review,
                    },
                    why: String::new(),
                });
            }
            if items.len() >= MOST {
                break;
            }
        }
    }
    drop(read);
    items.truncate(MOST);
    if items.is_empty() {
        return Err(Error::refused("nothing-due"));
    }
    let tx = flow.store().begin().await?;
    none_waits(&*tx, actor).await?;
    tx.insert_disposal(&disposal).await?;
    tx.insert_disposal_items(&items).await?;
    tx.commit().await?;
    Ok(disposal.id)
}

/// A new list without anything on it.
pub(super) fn blank(flow: &Flow, actor: &Actor, cause: DisposalCause) -> Disposal {
    Disposal {
        id: flow.source().id(),
        municipality: actor.municipality.id.clone(),
        cause,
        state: DisposalState::Proposed,
        proposed_by: Some(actor.person.id.clone()),
        proposed_at: flow.source().now(),
        decided_by: None,
        decided_at: None,
        note: String::new(),
        entry: None,
        done_at: None,
        log_cleaned: String::new(),
        old_key: String::new(),
        key_goes_at: None,
        version: 1,
    }
}

async fn none_waits(read: &(impl store::Read + ?Sized), actor: &Actor) -> Result<()> {
    let waits = |d: &Disposal| d.cause == DisposalCause::Retention && d.state == DisposalState::Proposed;
    if read.disposals(&actor.municipality.id).await?.iter().any(waits) {
        return Err(Error::refused("disposal-waits"));
    }
    Ok(())
}
