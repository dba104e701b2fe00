//! Shows new checkpoints to the configured witnesses.

use super::JobEnd;
use crate::{Flow, Result, archive};
use model::job::Job;

pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    archive::witness(flow, &job.municipality).await
}
