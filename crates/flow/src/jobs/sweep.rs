//! Removes what nobody needs any more: ended sessions, old attempts to sign in, done jobs, exports that were kept long enough. Tidies
//! the search index.

use super::JobEnd;
use crate::{Flow, Result, archive};
use model::Millis;
use model::job::Job;

/// How often.
const EVERY_MS: i64 = Millis::HOUR;
/// Attempts to sign in and used invitations are kept a day after they matter: long enough to look into an attack.
const ATTEMPTS_KEPT_MS: i64 = Millis::DAY;
/// Done jobs are kept a week for those who look at how things went.
const JOBS_KEPT_MS: i64 = 7 * Millis::DAY;

/// Steps at a time; a larger index is joined over some hours.
const STEPS: usize = 1_000;

/// Joins the pieces of the search index, each step in a transaction of its own: nobody who writes waits long.
async fn tidy_search(flow: &Flow) -> Result<()> {
    for step in 0..STEPS {
        let tx = flow.store().begin().await?;
        let more = tx.join_search(step == 0).await?;
        tx.commit().await?;
        if !more {
            break;
        }
    }
    Ok(())
}

pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    let now = flow.source().now();
    let tx = flow.store().begin().await?;
    let sessions = tx.sweep_sessions(now, now.plus(-ATTEMPTS_KEPT_MS)).await?;
    let jobs = tx.sweep_jobs(now.plus(-JOBS_KEPT_MS)).await?;
    tx.commit().await?;
    archive::exports::sweep(flow, &job.municipality).await?;
    tidy_search(flow).await?;
    tracing::debug!(sessions, jobs, "swept");
    Ok(JobEnd::Again(now.plus(EVERY_MS)))
}
