//! Which file carries out which kind of job.

use super::{
    JobEnd, answer, checkpoint, dispose, duties, escalate, moderate, poll, publish, rebuild_search, stamp,
    sweep, tally, witness,
};
use crate::Flow;
use model::job::Job;

/// Runs one job.
pub(super) async fn run(flow: &Flow, job: &Job) -> JobEnd {
    match job.kind.as_str() {
        "answer" => answer::run(flow, job).await.into(),
        "checkpoint" => checkpoint::run(flow, job).await.into(),
        "dispose" => dispose::run(flow, job).await.into(),
        "duties" => duties::run(flow, job).await.into(),
        "escalate" => escalate::run(flow, job).await.into(),
        "export" => crate::archive::exports::run(flow, job).await.into(),
        "moderate" => moderate::run(flow, job).await.into(),
        "poll" => poll::run(flow, job).await.into(),
        "publish" => publish::run(flow, job).await.into(),
        "reconcile" => crate::reconciliation::run(flow, job).await.into(),
        "publicise" => crate::archive::shown::run(flow, job).await.into(),
        "read-picture" => crate::posts::read_picture(flow, job).await.into(),
        "search.rebuild" => rebuild_search::run(flow, job).await.into(),
        "snapshot" => crate::snapshots::run(flow, job).await.into(),
        "stamp" => stamp::run(flow, job).await.into(),
        "sweep" => sweep::run(flow, job).await.into(),
        "tally" => tally::run(flow, job).await.into(),
        "witness" => witness::run(flow, job).await.into(),
        kind => JobEnd::Fail {
            problem: "job-kind-unknown",
            detail: kind.to_owned(),
        },
    }
}
