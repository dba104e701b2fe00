//! Makes the search index anew, once asked for.

use super::JobEnd;
use crate::{Flow, Result, archive};
use model::job::Job;

pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    archive::rebuild_search(flow, &job.municipality).await?;
    Ok(JobEnd::Done)
}
