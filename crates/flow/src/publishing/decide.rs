//! What a person decides about a publication that did not go out.

use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, jobs};
use model::archive::RecordKind;
use model::person::Permission;
use model::publication::{Publication, PublicationState as S};
use model::state::NoSuchStep;
use model::{Id as _, PublicationId};
use serde_json::json;
use store::Tx;

/// Sends a held or expired publication after all; rules are asked again when it is sent.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("crisis-hold")` while the crisis is open.
pub async fn send_held(flow: &Flow, actor: &Actor, publication: &PublicationId) -> Result<()> {
    anew(
        flow,
        actor,
        publication,
        &[S::Held, S::Expired],
        "publication.released",
    )
    .await
}

/// Tries a failed publication again with the same key, and asks the network first what it has, so that it can never
/// come twice.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`, `Refused("crisis-hold")`.
pub async fn retry(flow: &Flow, actor: &Actor, publication: &PublicationId) -> Result<()> {
    anew(flow, actor, publication, &[S::Failed], "publication.retried").await
}

async fn anew(flow: &Flow, actor: &Actor, id: &PublicationId, from: &[S], kind: &str) -> Result<()> {
    let (tx, mut publication) = begin(flow, actor, id).await?;
    if tx.open_crisis(&actor.municipality.id).await?.is_some() {
        return Err(Error::refused("crisis-hold"));
    }
    publication.state = again(publication.state, from, &publication.key)?;
    publication.due_at = flow.source().now();
    publication.problem.clear();
    let (subject, due) = (publication.id.as_str(), publication.due_at);
    jobs::promise(flow, &*tx, &publication.municipality, "publish", subject, due).await?;
    finish(flow, actor, tx, publication, kind).await
}

/// The state in which something that stopped in one of `from` is taken up again. What failed after it had a key may be
/// on the network all the same.
pub(crate) fn again(state: S, from: &[S], key: &str) -> Result<S> {
    let to = if state == S::Failed && !key.is_empty() {
        S::Unknown
    } else {
        S::Scheduled
    };
    if !from.contains(&state) {
        return Err(Error::Step(NoSuchStep {
            machine: "PublicationState",
            from: state.as_str(),
            to: to.as_str(),
        }));
    }
    Ok(state.go(to)?)
}

/// Gives up a publication that is not sent.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`.
pub async fn cancel(flow: &Flow, actor: &Actor, publication: &PublicationId) -> Result<()> {
    let (tx, mut publication) = begin(flow, actor, publication).await?;
    publication.state = publication.state.go(S::Cancelled)?;
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
