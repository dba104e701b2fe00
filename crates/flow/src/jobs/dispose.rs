//! Carries out an approved disposal. It may be stopped anywhere: what is done is written down step by step, and only
//! `done` says that nothing is left.

use super::JobEnd;
use crate::{Flow, Result, retention};
use model::job::Job;

/// Runs the job: its subject is the disposal's id.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    retention::carry_on(flow, &job.municipality, &job.subject).await
}
