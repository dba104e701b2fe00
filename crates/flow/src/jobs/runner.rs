//! Takes jobs and runs them: several at a time, under leases, with back-off.

use super::recurring::{RECURRING, promise};
use super::{JobEnd, registry};
use crate::{Flow, Result};
use model::Millis;
use model::job::Job;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// Jobs at the same time in one process.
const AT_ONCE: usize = 4;
/// How long a worker has a job before another may take it.
const LEASE_MS: i64 = 30 * Millis::SECOND;
/// How often the lease of a running job is lengthened: three tries before it ends.
const RENEW_EVERY: Duration = Duration::from_secs(9);
/// How often one looks when nobody says that there is work: jobs of other nodes, jobs whose time comes.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long a stopping runner waits for what is under way; after that the leases end and others take over.
const GRACE: Duration = Duration::from_secs(30);
/// Attempts before a job is given up.
const ATTEMPTS: i64 = 12;
/// Problems with which no job is given up: whoever runs Rettesnor makes room, and then the work goes on by itself.
const STORAGE: [&str; 5] = [
    "disk-full",
    "database-full",
    "storage-read-only",
    "storage-busy",
    "storage-unavailable",
];
/// First and longest wait after a failure.
const BACK_OFF_MS: (i64, i64) = (5 * Millis::SECOND, Millis::HOUR);
/// Longest detail kept of a problem, in characters.
const DETAIL: usize = 500;

/// A worker of this process.
#[derive(Clone, Debug)]
pub struct Runner {
    /// Name in leases: host name and process id.
    pub worker: String,
}

/// Runs every job that is due now and returns how many ran; for tests and for `rettesnor work --once`.
///
/// # Errors
/// The database.
pub async fn run_due(flow: &Flow, worker: &str) -> Result<usize> {
    let mut ran = 0;
    loop {
        let jobs = take(flow, worker, AT_ONCE).await?;
        if jobs.is_empty() {
            return Ok(ran);
        }
        ran += jobs.len();
        let mut running = JoinSet::new();
        for job in jobs {
            running.spawn(carry_out(flow.clone(), job));
        }
        while running.join_next().await.is_some() {}
    }
}

impl Runner {
    /// Runs jobs until `stop` is notified: woken by [`Flow::wake`], else looking every second. Waits up to 30 seconds
    /// for what is under way.
    pub async fn run(&self, flow: Flow, stop: Arc<Notify>) {
        let stopped = stop.notified();
        tokio::pin!(stopped);
        stopped.as_mut().enable();
        let mut running = JoinSet::new();
        loop {
            let free = AT_ONCE.saturating_sub(running.len());
            let taken = if free == 0 {
                Ok(Vec::new())
            } else {
                take(&flow, &self.worker, free).await
            };
            let jobs = taken.unwrap_or_else(|error| {
                tracing::warn!(key = error.key(), %error, "cannot look for jobs");
                Vec::new()
            });
            for job in jobs {
                running.spawn(carry_out(flow.clone(), job));
            }
            tokio::select! {
                biased;
                () = &mut stopped => break,
                Some(_) = running.join_next() => {}
                () = flow.wake.notified(), if running.len() < AT_ONCE => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
        let rest = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(GRACE, rest).await.is_err() {
            tracing::warn!("stopped while jobs were under way; they are taken again when their leases end");
        }
    }
}

/// Takes due jobs. Looks first without a transaction, so that an idle runner does not stand in anybody's way.
async fn take(flow: &Flow, worker: &str, limit: usize) -> Result<Vec<Job>> {
    let now = flow.source().now();
    let next = flow.store().read().await?.next_job_at().await?;
    if next.is_none_or(|at| at > now) {
        return Ok(Vec::new());
    }
    let tx = flow.store().begin().await?;
    let jobs = tx.take_jobs(worker, now, LEASE_MS, limit).await?;
    tx.commit().await?;
    Ok(jobs)
}

/// Runs one job and writes down how it ended. A job that panics is a job that failed, nothing more.
async fn carry_out(flow: Flow, job: Job) {
    let inner = (flow.clone(), job.clone());
    let mut work = tokio::spawn(async move { registry::run(&inner.0, &inner.1).await });
    let end = loop {
        tokio::select! {
            ended = &mut work => break ended.unwrap_or_else(|error| JobEnd::Retry {
                problem: "job-panicked",
                detail: error.to_string(),
            }),
            () = tokio::time::sleep(RENEW_EVERY) => {
                if let Err(error) = renew(&flow, &job).await {
                    tracing::warn!(kind = job.kind, %error, "cannot lengthen a job's lease");
                }
            }
        }
    };
    match settle(&flow, &job, end).await {
        Ok(()) => {}
        Err(crate::Error::Conflict) => {
            tracing::warn!(kind = job.kind, "another worker has the job now");
        }
        Err(error) => tracing::error!(kind = job.kind, %error, "cannot write down how a job ended"),
    }
}

async fn renew(flow: &Flow, job: &Job) -> Result<()> {
    let tx = flow.store().begin().await?;
    tx.renew_job(job, flow.source().now().plus(LEASE_MS)).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes down how a run ended.
async fn settle(flow: &Flow, job: &Job, end: JobEnd) -> Result<()> {
    let tx = flow.store().begin().await?;
    match end {
        JobEnd::Done => tx.finish_job(job).await?,
        JobEnd::Again(at) => {
            tx.finish_job(job).await?;
            promise(flow, &*tx, &job.municipality, &job.kind, &job.subject, at).await?;
        }
        JobEnd::Retry { problem, detail } => {
            let detail: String = detail.chars().take(DETAIL).collect();
            let waits = RECURRING.contains(&job.kind.as_str()) || STORAGE.contains(&problem);
            if job.attempts >= ATTEMPTS && !waits {
                tracing::error!(kind = job.kind, problem, "job given up");
                tx.fail_job(job, problem, &detail).await?;
            } else {
                let wait = back_off(job.attempts, u64::from_le_bytes(flow.source().bytes()));
                tracing::warn!(
                    kind = job.kind,
                    problem,
                    attempt = job.attempts,
                    wait_ms = wait,
                    "job to be tried again"
                );
                tx.retry_job(job, flow.source().now().plus(wait), problem, &detail)
                    .await?;
            }
        }
        JobEnd::Fail { problem, detail } => {
            let detail: String = detail.chars().take(DETAIL).collect();
            tracing::error!(kind = job.kind, problem, "job failed");
            tx.fail_job(job, problem, &detail).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Wait before the next attempt after `attempts` of them: 5 seconds, doubled each time up to an hour, and shortened by
/// up to a quarter by chance, so that many jobs that failed together do not come back together.
fn back_off(attempts: i64, chance: u64) -> i64 {
    let (first, longest) = BACK_OFF_MS;
    let doublings = u32::try_from(attempts.saturating_sub(1).clamp(0, 20)).unwrap_or(0);
    let wait = first.saturating_mul(1_i64 << doublings).min(longest);
    let quarter = (wait / 4).unsigned_abs().max(1);
    wait - i64::try_from(chance % quarter).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::back_off;

    #[test]
    fn waits_double_up_to_an_hour_and_differ() {
        assert_eq!(back_off(1, 0), 5_000);
        assert_eq!(back_off(2, 0), 10_000);
        assert_eq!(back_off(40, 0), 3_600_000);
        assert!((3_751..=5_000).contains(&back_off(1, u64::MAX)));
        assert!(back_off(12, 899_999) >= 2_700_000);
    }
}
