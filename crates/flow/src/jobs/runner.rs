//! Takes jobs and runs them.
use crate::{Actor, Error, Flow, Result};
use model::JobId;

/// A worker of this process.
#[derive(Clone, Debug)]
pub struct Runner {
    /// Name in leases: host name and process id.
    pub worker: String,
}

/// Runs every job that is due now, once, and returns how many ran; for tests and for `rettesnor work --once`.
///
/// # Errors
/// The database.
pub async fn run_due(flow: &Flow, worker: &str) -> Result<usize> {
    let _ = (flow, worker);
    Err(Error::Internal("run_due".into()))
}

impl Runner {
    /// Runs jobs until `stop` is notified: woken by [`Flow::wake`], else looking every second.
    pub async fn run(&self, flow: Flow, stop: std::sync::Arc<tokio::sync::Notify>) {
        let _ = (flow, stop);
    }
}

/// Starts a failed job again.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Step`.
pub async fn restart(flow: &Flow, actor: &Actor, job: &JobId) -> Result<()> {
    let _ = (flow, actor, job);
    Err(Error::Internal("restart".into()))
}
