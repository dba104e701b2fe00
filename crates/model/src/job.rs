//! Jobs: work that is promised in the same transaction as the change that needs it.

use crate::{JobId, Millis, MunicipalityId};

crate::states! {
    /// Life of a job.
    JobState {
        /// Waits for its time or a free worker.
        Ready = "ready" => [Running],
        /// A worker has it, until the lease ends.
        Running = "running" => [Done, Ready, Failed],
        /// Done.
        Done = "done" => [],
        /// Given up; says why; a person may start it again.
        Failed = "failed" => [Ready],
    }
}

/// One job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Id.
    pub id: JobId,
    /// For whom.
    pub municipality: MunicipalityId,
    /// Kind, e.g. "publish".
    pub kind: String,
    /// What it is about, e.g. the publication's id. One ready or running job for each (kind, subject).
    pub subject: String,
    /// State.
    pub state: JobState,
    /// Not before.
    pub run_at: Millis,
    /// Until when the worker has it.
    pub lease_until: Millis,
    /// Which worker.
    pub worker: String,
    /// How often it was taken.
    pub attempts: i64,
    /// Stable key of the last problem; empty when none.
    pub problem: String,
    /// More about the last problem, for IT; never a secret, never personal data.
    pub detail: String,
    /// When it was promised.
    pub created_at: Millis,
}
