//! Takes a post back.

use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::approval::{ApprovalState, ApprovalSubject};
use model::archive::RecordKind;
use model::person::Permission;
use model::post::PostState;
use model::publication::PublicationState;
use model::{Id as _, PostId};
use serde_json::json;
use store::Tx;

/// Makes a draft again of a submitted, approved or returned post: open steps are cancelled, a new submission makes a new revision.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("already-sending")` when a publication is under way or out.
pub async fn reopen(flow: &Flow, actor: &Actor, post: &PostId) -> Result<()> {
    actor.must(Permission::WritePost)?;
    take_back(flow, actor, post, PostState::Draft, "post.reopened").await
}

/// Withdraws a post that is not sent: nothing more happens with it; it stays in the archive.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("already-sending")`.
pub async fn withdraw(flow: &Flow, actor: &Actor, post: &PostId) -> Result<()> {
    actor.must(Permission::WritePost)?;
    take_back(flow, actor, post, PostState::Withdrawn, "post.withdrawn").await
}

async fn take_back(flow: &Flow, actor: &Actor, id: &PostId, to: PostState, kind: &str) -> Result<()> {
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let mut post = tx.post(municipality, id).await?;
    let next = post.state.go(to)?;
    cancel_publications(&*tx, &post).await?;
    for mut step in tx
        .approvals_of(municipality, ApprovalSubject::Post, id.as_str())
        .await?
    {
        if matches!(step.state, ApprovalState::Open | ApprovalState::Waiting) {
            step.state = step.state.go(ApprovalState::Cancelled)?;
            tx.update_approval(&mut step).await?;
        }
    }
    post.state = next;
    post.changed_at = flow.source().now();
    tx.update_post(&mut post).await?;
    let event = Event::new(
        RecordKind::Post,
        id.as_str(),
        kind,
        json!({ "revision": post.revision }),
    )
    .by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}

/// Cancels what waits; refuses when anything is under way or out, since that cannot be taken back by a state alone.
async fn cancel_publications(tx: &dyn Tx, post: &model::post::Post) -> Result<()> {
    use PublicationState as S;
    for mut publication in tx
        .publications_of(&post.municipality, std::slice::from_ref(&post.id))
        .await?
    {
        match publication.state {
            S::Sending | S::Unknown | S::Published => return Err(Error::refused("already-sending")),
            S::Scheduled | S::Prepared | S::Held | S::Expired | S::Failed => {
                publication.state = publication.state.go(S::Cancelled)?;
                tx.update_publication(&mut publication).await?;
            }
            S::Cancelled | S::Removed => {}
        }
    }
    Ok(())
}
