//! Jobs: promised in the same transaction as the change that needs them, taken under a lease.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::job::{Job, JobState};
use model::{JobId, Millis, MunicipalityId};

/// A promise of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Id to take if no such job is waiting already.
    pub id: JobId,
    /// For whom.
    pub municipality: MunicipalityId,
    /// Kind, e.g. "publish".
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// Not before.
    pub run_at: Millis,
    /// Now.
    pub created_at: Millis,
}

/// How many jobs in each state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// Waiting.
    pub ready: i64,
    /// Being done.
    pub running: i64,
    /// Waiting, and tried without success before.
    pub troubled: i64,
    /// Given up.
    pub failed: i64,
}

/// Reads jobs.
#[async_trait]
pub trait JobRead {
    /// One by id.
    async fn job(&self, municipality: &MunicipalityId, id: &JobId) -> Result<Job>;
    /// A page, newest first; `states` empty is any.
    async fn jobs(
        &self,
        municipality: &MunicipalityId,
        states: &[JobState],
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Job>>;
    /// How many; done ones are not counted.
    async fn job_counts(&self, municipality: &MunicipalityId) -> Result<JobCounts>;
    /// The waiting or running job about `subject`.
    async fn pending_job(
        &self,
        municipality: &MunicipalityId,
        kind: &str,
        subject: &str,
    ) -> Result<Option<Job>>;
    /// When the next job of the installation may be taken (also one whose lease will have ended); `None` when all is done.
    async fn next_job_at(&self) -> Result<Option<Millis>>;
}

/// Writes jobs.
#[async_trait]
pub trait JobWrite {
    /// Promises work. A waiting job of the same municipality, kind and subject stands for both and runs at the earlier
    /// time; a running one will run again when it is done. The id of the job that stands.
    async fn enqueue(&self, job: &NewJob) -> Result<JobId>;
    /// Takes up to `limit` jobs that may run at `now`, first due first, in the whole installation, with a lease of
    /// `lease_ms`; a job whose lease ended is taken again. Counts the attempt.
    async fn take_jobs(&self, worker: &str, now: Millis, lease_ms: i64, limit: usize) -> Result<Vec<Job>>;
    /// Lengthens the lease. Like the three below it answers [`crate::StoreError::Conflict`] when another has the job now.
    async fn renew_job(&self, job: &Job, lease_until: Millis) -> Result<()>;
    /// Done (or ready again, if it was promised anew while it ran).
    async fn finish_job(&self, job: &Job) -> Result<()>;
    /// To be tried again at `at`.
    async fn retry_job(&self, job: &Job, at: Millis, problem: &str, detail: &str) -> Result<()>;
    /// Given up.
    async fn fail_job(&self, job: &Job, problem: &str, detail: &str) -> Result<()>;
    /// A person starts a failed job again: attempts count from zero. [`crate::StoreError::Duplicate`] when the same is
    /// waiting already, [`crate::StoreError::Conflict`] when it has not failed.
    async fn restart_job(&self, municipality: &MunicipalityId, id: &JobId, now: Millis) -> Result<()>;
    /// Ends every lease, so that running jobs are taken again at once; how many. Only for a process that has the
    /// database for itself and has just started: whoever held these jobs is gone.
    async fn release_jobs(&self) -> Result<u64>;
    /// Removes done jobs promised before `before`; how many.
    async fn sweep_jobs(&self, before: Millis) -> Result<u64>;
}
