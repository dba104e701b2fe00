//! Starts a failed job again.

use crate::journal::{self, Event};
use crate::{Actor, Error, Flow, Result};
use model::archive::RecordKind;
use model::job::JobState;
use model::person::Permission;
use model::{Id as _, JobId};
use serde_json::json;

/// Starts a failed job again; its attempts count from zero.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step` when it has not failed, `Refused("job-waiting")` when the same waits already.
pub async fn restart(flow: &Flow, actor: &Actor, job: &JobId) -> Result<()> {
    actor.must(Permission::SeeJobs)?;
    let municipality = &actor.municipality.id;
    let tx = flow.store().begin().await?;
    let found = tx.job(municipality, job).await?;
    // Running jobs become ready again by themselves; a person starts failed ones only.
    if found.state != JobState::Failed {
        let to = JobState::Ready.as_str();
        return Err(Error::Step(model::state::NoSuchStep {
            machine: "JobState",
            from: found.state.as_str(),
            to,
        }));
    }
    let restarted = tx.restart_job(municipality, job, flow.source().now()).await;
    if let Err(store::StoreError::Duplicate { .. }) = restarted {
        return Err(Error::refused("job-waiting"));
    }
    restarted?;
    let data = json!({ "job": found.kind, "subject": found.subject, "problem": found.problem });
    let event = Event::new(
        RecordKind::Municipality,
        municipality.as_str(),
        "job.restarted",
        data,
    )
    .by(actor);
    journal::write(flow, &*tx, municipality, vec![event]).await?;
    tx.commit().await?;
    flow.wake();
    Ok(())
}
