//! Jobs: promised once, taken by one, never lost.

use crate::both::{T0, TestDb};
use model::job::{Job, JobState};
use model::{JobId, Millis, MunicipalityId};
use store::{JobCounts, NewJob, StoreError};

const LEASE: i64 = 1000;

fn new(db: &TestDb, municipality: &MunicipalityId, subject: &str, run_at: Millis) -> NewJob {
    NewJob {
        id: db.id(),
        municipality: municipality.clone(),
        kind: "publish".to_owned(),
        subject: subject.to_owned(),
        run_at,
        created_at: T0,
    }
}

async fn promise(db: &TestDb, tx: &dyn store::Tx, subject: &str, run_at: Millis) -> JobId {
    tx.enqueue(&new(db, &db.home, subject, run_at)).await.unwrap()
}

async fn take_one(tx: &dyn store::Tx, worker: &str, now: Millis) -> Job {
    let mut taken = tx.take_jobs(worker, now, LEASE, 1).await.unwrap();
    taken.pop().expect("a job is ready")
}

both! {
    async fn a_waiting_job_stands_for_both_promises(db: TestDb) {
        let tx = db.writing().await;
        let first = promise(&db, &*tx, "a", T0.plus(50)).await;
        assert_eq!(promise(&db, &*tx, "a", T0.plus(90)).await, first);
        assert_eq!(tx.job(&db.home, &first).await.unwrap().run_at, T0.plus(50));
        assert_eq!(promise(&db, &*tx, "a", T0.plus(10)).await, first);
        assert_eq!(tx.job(&db.home, &first).await.unwrap().run_at, T0.plus(10));
        let elsewhere = tx.enqueue(&new(&db, &db.away, "a", T0)).await.unwrap();
        assert_ne!(elsewhere, first);
        assert!(matches!(tx.job(&db.away, &first).await, Err(StoreError::NotFound("job"))));
        let pending = tx.pending_job(&db.home, "publish", "a").await.unwrap().unwrap();
        assert_eq!(pending.id, first);
        assert_eq!(tx.pending_job(&db.home, "poll", "a").await.unwrap(), None);
    }

    async fn jobs_are_taken_first_due_first_and_by_one(db: TestDb) {
        let tx = db.writing().await;
        for (subject, at) in [("late", 3), ("first", 1), ("second", 2), ("future", 100)] {
            promise(&db, &*tx, subject, T0.plus(at)).await;
        }
        let subjects = |jobs: &[Job]| jobs.iter().map(|j| j.subject.clone()).collect::<Vec<_>>();
        let taken = tx.take_jobs("w1", T0.plus(10), LEASE, 2).await.unwrap();
        assert_eq!(subjects(&taken), ["first", "second"]);
        assert_eq!(taken[0].state, JobState::Running);
        assert_eq!((taken[0].worker.as_str(), taken[0].attempts), ("w1", 1));
        assert_eq!(taken[0].lease_until, T0.plus(10 + LEASE));
        assert_eq!(subjects(&tx.take_jobs("w2", T0.plus(10), LEASE, 9).await.unwrap()), ["late"]);
        assert!(tx.take_jobs("w2", T0.plus(10), LEASE, 9).await.unwrap().is_empty());
    }

    async fn a_job_whose_lease_ended_goes_to_another(db: TestDb) {
        let tx = db.writing().await;
        promise(&db, &*tx, "a", T0).await;
        let lost = take_one(&*tx, "w1", T0).await;
        tx.renew_job(&lost, T0.plus(5000)).await.unwrap();
        assert!(tx.take_jobs("w2", T0.plus(4999), LEASE, 1).await.unwrap().is_empty());
        assert_eq!(tx.next_job_at().await.unwrap(), Some(T0.plus(5000)));
        let again = take_one(&*tx, "w2", T0.plus(5000)).await;
        assert_eq!((again.id.clone(), again.attempts), (lost.id.clone(), 2));
        // The first holder can no longer say how it went.
        for refused in [
            tx.renew_job(&lost, T0.plus(9000)).await,
            tx.finish_job(&lost).await,
            tx.retry_job(&lost, T0, "p", "d").await,
            tx.fail_job(&lost, "p", "d").await,
        ] {
            assert!(matches!(refused, Err(StoreError::Conflict("job"))));
        }
        tx.finish_job(&again).await.unwrap();
        assert_eq!(tx.job(&db.home, &lost.id).await.unwrap().state, JobState::Done);
        assert_eq!(tx.next_job_at().await.unwrap(), None);
    }

    async fn a_promise_during_the_run_is_kept(db: TestDb) {
        let tx = db.writing().await;
        let id = promise(&db, &*tx, "a", T0).await;
        let running = take_one(&*tx, "w", T0).await;
        assert_eq!(promise(&db, &*tx, "a", T0.plus(70)).await, id);
        promise(&db, &*tx, "a", T0.plus(60)).await;
        promise(&db, &*tx, "a", T0.plus(80)).await;
        tx.finish_job(&running).await.unwrap();
        let job = tx.job(&db.home, &id).await.unwrap();
        assert_eq!((job.state, job.run_at, job.attempts), (JobState::Ready, T0.plus(60), 0));
        let running = take_one(&*tx, "w", T0.plus(60)).await;
        promise(&db, &*tx, "a", T0.plus(90)).await;
        tx.fail_job(&running, "gone", "").await.unwrap();
        let job = tx.job(&db.home, &id).await.unwrap();
        assert_eq!((job.state, job.run_at), (JobState::Ready, T0.plus(90)));
        let running = take_one(&*tx, "w", T0.plus(90)).await;
        tx.finish_job(&running).await.unwrap();
        assert_eq!(tx.job(&db.home, &id).await.unwrap().state, JobState::Done);
        assert_ne!(promise(&db, &*tx, "a", T0.plus(99)).await, id, "a done job is not promised anew");
    }

    async fn trouble_is_seen_counted_and_mended(db: TestDb) {
        let tx = db.writing().await;
        let id = promise(&db, &*tx, "a", T0).await;
        let untouched = promise(&db, &*tx, "b", T0.plus(5)).await;
        let running = take_one(&*tx, "w", T0).await;
        let counts = |ready, running, troubled, failed| JobCounts { ready, running, troubled, failed };
        assert_eq!(tx.job_counts(&db.home).await.unwrap(), counts(1, 1, 0, 0));
        tx.retry_job(&running, T0.plus(500), "network-down", "503").await.unwrap();
        let job = tx.job(&db.home, &id).await.unwrap();
        assert_eq!((job.run_at, job.problem.as_str(), job.detail.as_str()), (T0.plus(500), "network-down", "503"));
        assert_eq!(tx.job_counts(&db.home).await.unwrap(), counts(2, 0, 1, 0));
        let running = tx.take_jobs("w", T0.plus(500), LEASE, 9).await.unwrap().pop().unwrap();
        assert_eq!(running.attempts, 2);
        tx.fail_job(&running, "token-expired", "401").await.unwrap();
        assert_eq!(tx.job_counts(&db.home).await.unwrap(), counts(0, 1, 0, 1));
        let foreign = tx.restart_job(&db.away, &id, T0).await;
        assert!(matches!(foreign, Err(StoreError::NotFound("job"))));
        let not_failed = tx.restart_job(&db.home, &untouched, T0).await;
        assert!(matches!(not_failed, Err(StoreError::Conflict("job"))));
        tx.restart_job(&db.home, &id, T0.plus(600)).await.unwrap();
        let job = tx.job(&db.home, &id).await.unwrap();
        assert_eq!((job.state, job.run_at, job.attempts), (JobState::Ready, T0.plus(600), 0));
        assert_eq!(job.problem, "");
    }

    async fn a_failed_job_does_not_start_beside_its_successor(db: TestDb) {
        let tx = db.writing().await;
        let id = promise(&db, &*tx, "a", T0).await;
        let running = take_one(&*tx, "w", T0).await;
        tx.fail_job(&running, "p", "").await.unwrap();
        assert_ne!(promise(&db, &*tx, "a", T0).await, id);
        let refused = tx.restart_job(&db.home, &id, T0).await.unwrap_err();
        assert!(matches!(&refused, StoreError::Duplicate { what } if what == "jobs"), "{refused:?}");
    }

    async fn the_jobs_of_an_ended_process_are_taken_at_once(db: TestDb) {
        let tx = db.writing().await;
        let lost = promise(&db, &*tx, "a", T0).await;
        promise(&db, &*tx, "b", T0.plus(50)).await;
        let before = take_one(&*tx, "old process", T0).await;
        assert_eq!(tx.release_jobs().await.unwrap(), 1);
        let after = take_one(&*tx, "new process", T0.plus(1)).await;
        assert_eq!((after.id, after.attempts), (lost, 2));
        assert!(matches!(tx.finish_job(&before).await, Err(StoreError::Conflict("job"))));
        assert!(tx.take_jobs("new process", T0.plus(1), LEASE, 9).await.unwrap().is_empty());
    }

    async fn a_promise_that_is_undone_was_never_made(db: TestDb) {
        let tx = db.writing().await;
        promise(&db, &*tx, "a", T0).await;
        drop(tx);
        let tx = db.writing().await;
        assert!(tx.take_jobs("w", T0.plus(1), LEASE, 9).await.unwrap().is_empty());
        assert_eq!(tx.next_job_at().await.unwrap(), None);
    }

    async fn pages_go_by_state_and_old_done_ones_are_swept(db: TestDb) {
        let tx = db.writing().await;
        let mut ids = Vec::new();
        for n in 0..5_i64 {
            let mut job = new(&db, &db.home, &format!("s{n}"), T0.plus(n));
            job.created_at = T0.plus(n);
            ids.push(tx.enqueue(&job).await.unwrap());
        }
        ids.reverse();
        for job in tx.take_jobs("w", T0.plus(1), LEASE, 2).await.unwrap() {
            tx.finish_job(&job).await.unwrap();
        }
        let first = tx.jobs(&db.home, &[], None, 3).await.unwrap();
        let second = tx.jobs(&db.home, &[], first.next.as_ref(), 3).await.unwrap();
        let listed: Vec<JobId> = first.items.iter().chain(&second.items).map(|j| j.id.clone()).collect();
        assert_eq!(listed, ids);
        assert_eq!(second.next, None);
        let done = tx.jobs(&db.home, &[JobState::Done], None, 9).await.unwrap();
        assert_eq!(done.items.len(), 2);
        assert!(tx.jobs(&db.away, &[], None, 9).await.unwrap().items.is_empty());
        assert_eq!(tx.sweep_jobs(T0.plus(1)).await.unwrap(), 1);
        assert_eq!(tx.sweep_jobs(T0.plus(100)).await.unwrap(), 1);
        assert_eq!(tx.jobs(&db.home, &[], None, 9).await.unwrap().items.len(), 3);
    }

    async fn workers_at_once_never_share_a_job(db: TestDb) {
        let tx = db.writing().await;
        for n in 0..40 {
            promise(&db, &*tx, &format!("s{n}"), T0).await;
        }
        tx.commit().await.unwrap();
        let db = std::sync::Arc::new(db);
        let mut workers = tokio::task::JoinSet::new();
        for worker in 0..4 {
            let db = db.clone();
            workers.spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let tx = db.writing().await;
                    let taken = tx.take_jobs(&format!("w{worker}"), T0, LEASE, 3).await.unwrap();
                    tx.commit().await.unwrap();
                    if taken.is_empty() {
                        return mine;
                    }
                    mine.extend(taken.into_iter().map(|job| job.id));
                }
            });
        }
        let mut all = workers.join_all().await.concat();
        assert_eq!(all.len(), 40);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 40);
    }
}
