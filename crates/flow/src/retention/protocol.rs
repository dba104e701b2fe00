//! What was disposed of: what kind, how many, by which decision, from which time. Kept for ever.

use crate::journal::{self, Event};
use crate::{Actor, Flow, Result};
use model::archive::RecordKind;
use model::person::Permission;
use model::retention::{Disposal, DisposalItem, DisposalItemState, DisposalState};
use model::{DisposalId, Id as _};
use serde_json::json;
use store::DisposalCount;

/// Places of a list shown at most.
const SHOWN: usize = 500;

/// A disposal with its list, counted.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// The disposal.
    pub disposal: Disposal,
    /// Counts by kind, rule, decision and what became of them.
    pub counts: Vec<DisposalCount>,
    /// Name of whoever proposed; empty when nobody.
    pub proposed_by: String,
    /// Name of whoever decided; empty while nobody has.
    pub decided_by: String,
    /// What is to be looked at one by one, at most 500.
    pub review: Vec<DisposalItem>,
}

/// Reads a disposal's protocol.
///
/// # Errors
/// `NotAllowed`; `NotFound`.
pub async fn protocol(flow: &Flow, actor: &Actor, id: &DisposalId) -> Result<Protocol> {
    actor.must(Permission::SeeRetention)?;
    let municipality = &actor.municipality.id;
    let read = flow.store().read().await?;
    let disposal = read.disposal(municipality, id).await?;
    let counts = read.disposal_counts(municipality, id).await?;
    let states = [DisposalItemState::Review];
    let review = read
        .disposal_items(municipality, id, &states, ("", ""), SHOWN)
        .await?;
    let people = read.people(municipality).await?;
    let name = |id: &Option<model::PersonId>| {
        let person = id.as_ref().and_then(|id| people.iter().find(|p| p.id == *id));
        person.map(|p| p.name.clone()).unwrap_or_default()
    };
    Ok(Protocol {
        proposed_by: name(&disposal.proposed_by),
        decided_by: name(&disposal.decided_by),
        disposal,
        counts,
        review,
    })
}

/// Writes the protocol to the journal: from then on nothing is left.
pub(super) async fn close(flow: &Flow, mut disposal: Disposal) -> Result<()> {
    disposal.state = disposal.state.go(DisposalState::Done)?;
    disposal.done_at = Some(flow.source().now());
    let municipality = disposal.municipality.clone();
    let tx = flow.store().begin().await?;
    let counts = tx.disposal_counts(&municipality, &disposal.id).await?;
    // Who asked is needed no longer.
    for mut erasure in tx.erasures(&municipality).await? {
        if erasure.disposal.as_ref() == Some(&disposal.id) {
            erasure.who_sealed.clear();
            tx.update_erasure(&mut erasure).await?;
        }
    }
    let data = json!({
        "disposal": disposal.id, "cause": disposal.cause, "decision_entry": disposal.entry, "protocol": told(&counts),
        "write_ahead_log": disposal.log_cleaned,
    });
    let event = Event::new(
        RecordKind::Municipality,
        municipality.as_str(),
        "disposal.done",
        data,
    );
    journal::write(flow, &*tx, &municipality, vec![event]).await?;
    tx.update_disposal(&mut disposal).await?;
    tx.commit().await?;
    Ok(())
}

/// What the journal says of a list.
pub(crate) fn told(counts: &[DisposalCount]) -> Vec<serde_json::Value> {
    let row = |c: &DisposalCount| {
        json!({
            "kind": c.kind, "rule": c.rule, "law": c.law, "decision": c.ruling.to_string(), "became": c.state,
            "why": c.why, "n": c.n, "first": c.first, "last": c.last,
        })
    };
    counts.iter().map(row).collect()
}
