//! Tells those whom the guideline names of an item that nobody answered in time.

use super::{facts, record_of};
use crate::duties::{self, Cause};
use crate::waivers::InForce;
use crate::{Flow, Result, rules};
use model::item::{Item, ItemState, Visibility};
use model::municipality::Municipality;
use model::waiver::WaiverSubject;
use model::{Id as _, ItemId, Millis};
use rulebook::{Event, Facts, Obligation};

/// Whether a deadline among these has somebody to be told when it passes.
pub(super) fn is_told(obligations: &[Obligation]) -> bool {
    obligations
        .iter()
        .any(|o| matches!(o, Obligation::Deadline { escalate_to, .. } if !escalate_to.is_empty()))
}

/// Opens a notice for each role that the clause names, when the item still waits after its time; once. Returns when to look
/// again, for an item whose time has been moved.
pub(crate) async fn escalate(
    flow: &Flow,
    municipality: &Municipality,
    item: &ItemId,
) -> Result<Option<Millis>> {
    let now = flow.source().now();
    let tx = flow.store().begin().await?;
    let item = tx.item(&municipality.id, item).await?;
    let waits =
        matches!(item.state, ItemState::New | ItemState::Claimed) && item.visibility != Visibility::Gone;
    let Some(due) = item.due_at.filter(|_| waits) else {
        return Ok(None);
    };
    if now < due {
        return Ok(Some(due));
    }
    let book = rules::book(flow, municipality).await?;
    let thing = (WaiverSubject::Item, item.id.as_str());
    let excused = InForce::of(flow, &*tx, &municipality.id, Some(thing)).await?;
    let excused = excused.on([&item.channel]);
    let mut decision = book.decide_with(Event::ItemReceived, &known(&item, now), now, &excused);
    let told = std::mem::take(&mut decision.obligations);
    for obligation in told {
        if let Obligation::Deadline {
            escalate_to, clause, ..
        } = obligation
            && clause == item.due_clause
        {
            let notice = |role| Obligation::Notify {
                role,
                clause: clause.clone(),
            };
            decision.obligations.extend(escalate_to.into_iter().map(notice));
        }
    }
    let (record, subject) = record_of(&*tx, &item).await?;
    let cause = Cause::item(item.id.as_str(), &item.author_name, (record, &subject));
    duties::follow(flow, &*tx, municipality, &book, &decision, None, cause).await?;
    tx.commit().await?;
    Ok(None)
}

fn known(item: &Item, now: Millis) -> Facts {
    let mut known = Facts::new();
    facts::known(&mut known, item, now);
    known
}
