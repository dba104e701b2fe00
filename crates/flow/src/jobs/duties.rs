//! Opens the duties of a new day.

use super::JobEnd;
use crate::{Flow, Result, duties};
use model::job::Job;

/// Runs the job: its subject is the municipality's id.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    Ok(JobEnd::Again(duties::day(flow, &job.municipality).await?))
}
