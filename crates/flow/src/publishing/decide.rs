//! What a person decides about a publication that did not go out.

use crate::crises::Hold;
use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result, jobs, posts, rules};
use model::archive::RecordKind;
use model::person::Permission;
use model::publication::{Publication, PublicationState as S};
use model::state::NoSuchStep;
use model::{Id as _, PublicationId};
use serde_json::json;
use store::{GivenOf, Tx};

/// Sends a held or expired publication after all; rules are asked again when it is sent. What a crisis held is sent by
/// those whom the guideline's rule on crises names, also while the crisis lasts.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`; for others `Refused("crisis-hold")` while the crisis is open and
/// `Refused("crisis-release")` afterwards.
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
    let book = rules::book(flow, &actor.municipality).await?;
    let hold = Hold::of(&*tx, &book, &actor.municipality.id).await?;
    let held = publication.state == S::Held;
    let releases = !held || hold.may_release(&*tx, actor).await?;
    if !releases && hold.crisis.is_some() {
        return Err(Error::refused("crisis-hold"));
    }
    publication.state = again(publication.state, from, &publication.key)?;
    if !releases {
        return Err(Error::refused("crisis-release"));
    }
    let revision = tx.revision(&actor.municipality.id, &publication.revision).await?;
    let content = &revision.content;
    let topic = posts::about_crisis(flow, &actor.municipality, &book, &content.text, &content.answers);
    if hold.must_pass(&*tx, actor, topic).await? {
        hold.release(&*tx, GivenOf::Publication, publication.id.as_str())
            .await?;
    }
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
    publication.problem.clear();
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
