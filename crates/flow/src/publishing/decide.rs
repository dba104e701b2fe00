//! What a person decides about a publication that did not go out.

use super::schedule::job;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::archive::RecordKind;
use model::person::Permission;
use model::publication::{Publication, PublicationState};
use model::{Id as _, PublicationId};
use serde_json::json;
use store::Tx;

/// Sends a held or expired publication after all; rules are asked again when it is sent.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("crisis-hold")` while the crisis is open.
pub async fn send_held(flow: &Flow, actor: &Actor, publication: &PublicationId) -> Result<()> {
    let (tx, mut publication) = begin(flow, actor, publication).await?;
    if tx.open_crisis(&actor.municipality.id).await?.is_some() {
        return Err(Error::refused("crisis-hold"));
    }
    if !matches!(
        publication.state,
        PublicationState::Held | PublicationState::Expired
    ) {
        publication.state.go(PublicationState::Published)?;
    }
    publication.state = publication.state.go(PublicationState::Scheduled)?;
    publication.due_at = flow.source().now();
    publication.problem.clear();
    tx.enqueue(&job(flow, &publication, publication.due_at)).await?;
    finish(flow, actor, tx, publication, "publication.released").await
}

/// Tries a failed publication again with the same key, so that it can never come twice.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("crisis-hold")`.
pub async fn retry(flow: &Flow, actor: &Actor, publication: &PublicationId) -> Result<()> {
    let (tx, mut publication) = begin(flow, actor, publication).await?;
    if tx.open_crisis(&actor.municipality.id).await?.is_some() {
        return Err(Error::refused("crisis-hold"));
    }
    publication.state = publication.state.go(PublicationState::Scheduled)?;
    publication.due_at = flow.source().now();
    publication.problem.clear();
    tx.enqueue(&job(flow, &publication, publication.due_at)).await?;
    finish(flow, actor, tx, publication, "publication.retried").await
}

/// Gives up a publication that is not sent.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`.
pub async fn cancel(flow: &Flow, actor: &Actor, publication: &PublicationId) -> Result<()> {
    let (tx, mut publication) = begin(flow, actor, publication).await?;
    publication.state = publication.state.go(PublicationState::Cancelled)?;
    crate::posts::settle(flow, &*tx, &publication).await?;
    finish(flow, actor, tx, publication, "publication.cancelled").await
}

async fn begin(flow: &Flow, actor: &Actor, id: &PublicationId) -> Result<(Box<dyn Tx>, Publication)> {
    actor.must(Permission::Publish)?;
    let tx = flow.store().begin().await?;
    let publication = tx.publication(&actor.municipality.id, id).await?;
    Ok((tx, publication))
}

async fn finish(
    flow: &Flow,
    actor: &Actor,
    tx: Box<dyn Tx>,
    mut publication: Publication,
    kind: &str,
) -> Result<()> {
    tx.update_publication(&mut publication).await?;
    let data = json!({ "publication": publication.id, "channel": publication.channel });
    let event = Event::new(RecordKind::Post, publication.post.as_str(), kind, data).by(actor);
    journal::write(flow, &*tx, &actor.municipality.id, vec![event]).await?;
    tx.commit().await?;
    flow.wake();
    Ok(())
}
