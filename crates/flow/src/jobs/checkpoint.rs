//! Signs the log of a municipality every ten minutes, when it has grown.

use super::JobEnd;
use crate::{Flow, Result, journal};
use model::Millis;
use model::job::Job;

/// How often.
const EVERY_MS: i64 = 10 * Millis::MINUTE;

pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    journal::checkpoint(flow, &job.municipality).await?;
    Ok(JobEnd::Again(flow.source().now().plus(EVERY_MS)))
}
