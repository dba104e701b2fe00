//! What publications mean for their post.

use super::facts;
use crate::{Flow, Result, rules};
use model::Id as _;
use model::post::{PostState, Revision};
use model::publication::{Publication, PublicationState};
use rulebook::{Event, Outcome};
use store::Tx;

/// Ends a post when all its publications have ended, counting `changed` as it is about to be stored.
pub(crate) async fn settle(flow: &Flow, tx: &dyn Tx, changed: &Publication) -> Result<()> {
    let ended = |p: &Publication| {
        matches!(
            p.state,
            PublicationState::Published | PublicationState::Cancelled | PublicationState::Removed
        )
    };
    let others = tx
        .publications_of(&changed.municipality, std::slice::from_ref(&changed.post))
        .await?;
    let open = others
        .iter()
        .any(|p| p.revision == changed.revision && p.id != changed.id && !ended(p));
    let mut post = tx.post(&changed.municipality, &changed.post).await?;
    if !open && ended(changed) && post.state == PostState::Scheduled {
        post.state = post.state.go(PostState::Done)?;
        post.changed_at = flow.source().now();
        tx.update_post(&mut post).await?;
    }
    Ok(())
}

/// Asks the rulebook once more, with what is known now, in the transaction that goes to "sending".
pub(crate) async fn blocked_at_sending(flow: &Flow, tx: &dyn Tx, revision: &Revision) -> Result<bool> {
    let municipality = tx.municipality(&revision.municipality).await?;
    let book = rules::book(flow, &municipality)?;
    let known = facts::of_content(flow, &municipality, &revision.content, false);
    let decision = book.decide(Event::PostPublish, &known.facts, flow.source().now());
    let stored = rules::keep(flow, &municipality.id, revision.post.as_str(), &decision)?;
    tx.insert_decisions(std::slice::from_ref(&stored)).await?;
    Ok(matches!(decision.outcome, Outcome::Block | Outcome::Conflict))
}
