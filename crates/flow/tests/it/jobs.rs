use crate::bench::{Bench, Db, key};
use crate::on_both;
use flow::jobs::{Runner, ensure_recurring, restart, run_due};
use model::job::{Job, JobState};
use model::person::{Permission, Role};
use model::{Id as _, JobId, Millis};
use std::sync::Arc;
use store::NewJob;
use tokio::sync::Notify;

on_both!(
    recurring_jobs_do_their_work_and_come_back,
    missing_recurring_jobs_are_promised_at_start,
    a_job_that_cannot_be_done_is_shown_and_can_be_started_again,
    a_promised_job_is_not_started_twice,
    a_runner_stops_when_its_work_is_done,
);

async fn promise(bench: &Bench, kind: &str, subject: &str) -> JobId {
    let now = bench.flow.source().now();
    let job = NewJob {
        id: bench.flow.source().id(),
        municipality: bench.municipality.id.clone(),
        kind: kind.into(),
        subject: subject.into(),
        run_at: now,
        created_at: now,
    };
    let tx = bench.flow.store().begin().await.unwrap();
    let id = tx.enqueue(&job).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn job(bench: &Bench, id: &JobId) -> Job {
    bench
        .flow
        .store()
        .read()
        .await
        .unwrap()
        .job(&bench.municipality.id, id)
        .await
        .unwrap()
}

async fn recurring_jobs_do_their_work_and_come_back(db: Db) {
    let bench = Bench::new(db).await;
    assert_eq!(
        run_due(&bench.flow, "test").await.unwrap(),
        4,
        "checkpoint, sweep, the day's duties and the count of decisions"
    );
    assert_eq!(
        run_due(&bench.flow, "test").await.unwrap(),
        0,
        "not before their time"
    );
    bench.clock.advance(10 * Millis::MINUTE);
    assert_eq!(
        run_due(&bench.flow, "test").await.unwrap(),
        2,
        "the checkpoint and the count"
    );
    // Among the entries that it covers are those of the day's duties.
    let read = bench.flow.store().read().await.unwrap();
    let checkpoint = read
        .latest_checkpoint(&bench.municipality.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        checkpoint.size,
        read.log_state(&bench.municipality.id).await.unwrap().size
    );
    drop(read);
    bench.clock.advance(Millis::HOUR);
    assert_eq!(run_due(&bench.flow, "test").await.unwrap(), 3, "the sweep too");
}

async fn missing_recurring_jobs_are_promised_at_start(db: Db) {
    let bench = Bench::new(db).await;
    let id = bench.practice().await;
    let read = bench.flow.store().read().await.unwrap();
    let poll = read
        .pending_job(&bench.municipality.id, "poll", id.as_str())
        .await
        .unwrap()
        .unwrap();
    drop(read);
    // Somebody's hand in the database, or a version that knew no such job.
    let tx = bench.flow.store().begin().await.unwrap();
    for taken in tx
        .take_jobs("lost", bench.flow.source().now(), 1_000, 10)
        .await
        .unwrap()
    {
        tx.finish_job(&taken).await.unwrap();
    }
    tx.commit().await.unwrap();
    ensure_recurring(&bench.flow).await.unwrap();
    ensure_recurring(&bench.flow).await.unwrap();
    let read = bench.flow.store().read().await.unwrap();
    let again = read
        .pending_job(&bench.municipality.id, "poll", id.as_str())
        .await
        .unwrap()
        .unwrap();
    assert_ne!(again.id, poll.id);
    assert_eq!(
        read.job_counts(&bench.municipality.id).await.unwrap().ready,
        6,
        "checkpoint, sweep, duties, tally, poll, reconcile"
    );
}

async fn a_job_that_cannot_be_done_is_shown_and_can_be_started_again(db: Db) {
    let bench = Bench::new(db).await;
    let unknown = promise(&bench, "knit", "").await;
    let nothing = promise(&bench, "publish", "01ARZ3NDEKTSV4RRFFQ69G5FAV").await;
    let admin = bench.actor("administrator");
    assert_eq!(
        key(restart(&bench.flow, &admin, &unknown).await),
        "no-such-step",
        "it waits"
    );
    run_due(&bench.flow, "test").await.unwrap();
    let failed = job(&bench, &unknown).await;
    assert_eq!(
        (failed.state, failed.problem.as_str(), failed.attempts),
        (JobState::Failed, "job-kind-unknown", 1)
    );
    assert_eq!(job(&bench, &nothing).await.problem, "not-found");
    assert_eq!(
        bench
            .flow
            .store()
            .read()
            .await
            .unwrap()
            .job_counts(&bench.municipality.id)
            .await
            .unwrap()
            .failed,
        2
    );

    for role in Role::ALL
        .iter()
        .filter(|r| !r.permissions().contains(&Permission::SeeJobs))
    {
        assert_eq!(
            key(restart(&bench.flow, &bench.actor(role.as_str()), &unknown).await),
            "not-allowed",
            "{role:?}"
        );
    }
    assert_eq!(
        key(restart(&bench.flow, &bench.stranger().await, &unknown).await),
        "not-found"
    );
    restart(&bench.flow, &admin, &unknown).await.unwrap();
    let ready = job(&bench, &unknown).await;
    assert_eq!((ready.state, ready.attempts), (JobState::Ready, 0));
    assert_eq!(bench.journal().await.last().unwrap(), "job.restarted");
}

async fn a_promised_job_is_not_started_twice(db: Db) {
    let bench = Bench::new(db).await;
    let failed = promise(&bench, "knit", "mittens").await;
    run_due(&bench.flow, "test").await.unwrap();
    promise(&bench, "knit", "mittens").await;
    assert_eq!(
        key(restart(&bench.flow, &bench.actor("it"), &failed).await),
        "job-waiting"
    );
}

async fn a_runner_stops_when_its_work_is_done(db: Db) {
    let bench = Bench::new(db).await;
    let stop = Arc::new(Notify::new());
    stop.notify_one();
    let runner = Runner {
        worker: "test".into(),
    };
    let ended = tokio::time::timeout(
        std::time::Duration::from_secs(20),
        runner.run(bench.flow.clone(), stop),
    )
    .await;
    assert!(ended.is_ok(), "it stops");
    let read = bench.flow.store().read().await.unwrap();
    assert!(
        read.latest_checkpoint(&bench.municipality.id)
            .await
            .unwrap()
            .is_some(),
        "what it had taken is done"
    );
    assert_eq!(read.job_counts(&bench.municipality.id).await.unwrap().running, 0);
}
