//! Counts what clauses came to, every five minutes.

use super::JobEnd;
use crate::{Flow, Result, guideline};
use model::Millis;
use model::job::Job;

/// How often.
const EVERY_MS: i64 = 5 * Millis::MINUTE;

pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    let whole = guideline::tally(flow, &job.municipality).await?;
    let now = flow.source().now();
    Ok(JobEnd::Again(if whole { now.plus(EVERY_MS) } else { now }))
}
