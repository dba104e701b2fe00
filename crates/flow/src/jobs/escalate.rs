//! Looks after an item whose time to be answered is over.

use super::JobEnd;
use crate::{Error, Flow, Result, inbox};
use model::job::Job;
use model::{Id as _, ItemId};

/// Runs the job: its subject is the item's id.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    let item = ItemId::parse(&job.subject).map_err(|_| Error::NotFound)?;
    let read = flow.store().read().await?;
    let municipality = read.municipality(&job.municipality).await?;
    drop(read);
    let again = inbox::escalate(flow, &municipality, &item).await?;
    Ok(again.map_or(JobEnd::Done, JobEnd::Again))
}
