//! Jobs: promised in the same transaction as the change that needs them, taken under a lease.
//!
//! A job that is promised again while it runs remembers that (`again_at`) and becomes ready when the run ends, however
//! it ends. Who holds a job is known by worker and attempt: both must fit for the holder to say how it went.

use crate::lists::{self, Order};
use crate::session::Session;
use crate::value::{Row, Value, args, count, id};
use async_trait::async_trait;
use model::job::{Job, JobState};
use model::{JobId, Millis, MunicipalityId};
use store::{Cursor, JobCounts, JobRead, JobWrite, NewJob, Page, Result, StoreError};

const BY_ID: &str = "SELECT * FROM jobs WHERE municipality = $1 AND id = $2";
const COUNTS: &str = "SELECT COUNT(*) FILTER (WHERE state = 'ready') AS ready, \
     COUNT(*) FILTER (WHERE state = 'running') AS running, \
     COUNT(*) FILTER (WHERE state = 'ready' AND problem <> '') AS troubled, \
     COUNT(*) FILTER (WHERE state = 'failed') AS failed \
     FROM jobs WHERE municipality = $1 AND state IN ('ready', 'running', 'failed')";
const PENDING: &str = "SELECT * FROM jobs WHERE municipality = $1 AND kind = $2 AND subject = $3 \
     AND state IN ('ready', 'running')";
const NEXT: &str = "SELECT MIN(t.at) AS at FROM (SELECT MIN(run_at) AS at FROM jobs WHERE state = 'ready' \
     UNION ALL SELECT MIN(lease_until) AS at FROM jobs WHERE state = 'running') AS t";
const ENQUEUE: &str = "INSERT INTO jobs (id, municipality, kind, subject, state, run_at, again_at, lease_until, worker, \
     attempts, problem, detail, created_at) VALUES ($1, $2, $3, $4, 'ready', $5, NULL, 0, '', 0, '', '', $6) \
     ON CONFLICT (municipality, kind, subject) WHERE state IN ('ready', 'running') DO UPDATE SET \
     run_at = CASE WHEN jobs.state = 'ready' AND excluded.run_at < jobs.run_at THEN excluded.run_at ELSE jobs.run_at END, \
     again_at = CASE WHEN jobs.state = 'running' AND excluded.run_at < COALESCE(jobs.again_at, excluded.run_at + 1) \
     THEN excluded.run_at ELSE jobs.again_at END RETURNING id";

/// A statement that takes jobs, with what PostgreSQL needs so that two nodes do not wait for each other.
macro_rules! take {
    ($which:literal, $order:literal, $skip:literal) => {
        concat!(
            "UPDATE jobs SET state = 'running', worker = $1, lease_until = $2, attempts = attempts + 1 WHERE id IN \
             (SELECT id FROM jobs WHERE ",
            $which,
            " <= $3 ORDER BY ",
            $order,
            " LIMIT $4",
            $skip,
            ") RETURNING *"
        )
    };
}
const TAKE_ENDED: &str = take!("state = 'running' AND lease_until", "lease_until, id", "");
const TAKE_READY: &str = take!("state = 'ready' AND run_at", "run_at, id", "");
const TAKE_ENDED_PG: &str = take!(
    "state = 'running' AND lease_until",
    "lease_until, id",
    " FOR UPDATE SKIP LOCKED"
);
const TAKE_READY_PG: &str = take!(
    "state = 'ready' AND run_at",
    "run_at, id",
    " FOR UPDATE SKIP LOCKED"
);

/// A statement of the one who holds the job.
macro_rules! held {
    ($set:literal) => {
        concat!(
            "UPDATE jobs SET ",
            $set,
            " WHERE municipality = $1 AND id = $2 AND worker = $3 AND attempts = $4 AND state = 'running'"
        )
    };
}
const RENEW: &str = held!("lease_until = $5");
const FINISH: &str = held!(
    "state = CASE WHEN again_at IS NULL THEN 'done' ELSE 'ready' END, run_at = COALESCE(again_at, run_at), \
     attempts = CASE WHEN again_at IS NULL THEN attempts ELSE 0 END, again_at = NULL, problem = '', detail = ''"
);
const RETRY: &str = held!(
    "state = 'ready', run_at = CASE WHEN again_at < $5 THEN again_at ELSE $5 END, again_at = NULL, problem = $6, \
     detail = $7"
);
const FAIL: &str = held!(
    "state = CASE WHEN again_at IS NULL THEN 'failed' ELSE 'ready' END, run_at = COALESCE(again_at, run_at), \
     attempts = CASE WHEN again_at IS NULL THEN attempts ELSE 0 END, again_at = NULL, problem = $5, detail = $6"
);
const RESTART: &str = "UPDATE jobs SET state = 'ready', run_at = $3, attempts = 0, problem = '', detail = '' \
     WHERE municipality = $1 AND id = $2 AND state = 'failed'";
const RELEASE: &str = "UPDATE jobs SET lease_until = 0 WHERE state = 'running'";
const SWEEP: &str = "DELETE FROM jobs WHERE state = 'done' AND created_at < $1";

/// Every statement that both databases run, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    BY_ID, COUNTS, PENDING, NEXT, ENQUEUE, RENEW, FINISH, RETRY, FAIL, RESTART, RELEASE, SWEEP,
];
/// Statements of SQLite alone.
pub(crate) const STATEMENTS_SQLITE: &[&str] = &[TAKE_ENDED, TAKE_READY];
/// Statements of PostgreSQL alone.
pub(crate) const STATEMENTS_PG: &[&str] = &[TAKE_ENDED_PG, TAKE_READY_PG];

fn job(row: &Row) -> Result<Job> {
    Ok(Job {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        kind: row.text("kind")?,
        subject: row.text("subject")?,
        state: row.word("state", JobState::parse)?,
        run_at: row.millis("run_at")?,
        lease_until: row.millis("lease_until")?,
        worker: row.text("worker")?,
        attempts: row.int("attempts")?,
        problem: row.text("problem")?,
        detail: row.text("detail")?,
        created_at: row.millis("created_at")?,
    })
}

impl Session {
    /// Runs a statement of the one who holds `job`.
    async fn held(&self, sql: &'static str, job: &Job, more: Vec<Value>) -> Result<()> {
        let mut values = vec![
            id(&job.municipality),
            id(&job.id),
            (&job.worker).into(),
            job.attempts.into(),
        ];
        values.extend(more);
        match self.conn().await.run(sql, values).await? {
            0 => Err(StoreError::Conflict("job")),
            _ => Ok(()),
        }
    }
}

#[async_trait]
impl JobRead for Session {
    async fn job(&self, municipality: &MunicipalityId, id_: &JobId) -> Result<Job> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(id_)])
            .await?;
        job(&row.ok_or(StoreError::NotFound("job"))?)
    }

    async fn jobs(
        &self,
        municipality: &MunicipalityId,
        states: &[JobState],
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Job>> {
        let states = if states.is_empty() { JobState::ALL } else { states };
        let states: Vec<_> = states.iter().map(|s| s.as_str()).collect();
        let sql = lists::merged("jobs", "created_at", Order::NewestFirst, &states, "");
        let [at, last] = lists::newest_first(after);
        let rows = self
            .conn()
            .await
            .all_built(sql, vec![id(municipality), at, last, lists::one_more(limit)])
            .await?;
        let rows = rows.iter().map(job).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(rows, limit, |j| Cursor {
            at: j.created_at.0,
            id: j.id.to_string(),
        }))
    }

    async fn job_counts(&self, municipality: &MunicipalityId) -> Result<JobCounts> {
        let Some(row) = self.conn().await.opt(COUNTS, vec![id(municipality)]).await? else {
            return Ok(JobCounts::default());
        };
        Ok(JobCounts {
            ready: row.int("ready")?,
            running: row.int("running")?,
            troubled: row.int("troubled")?,
            failed: row.int("failed")?,
        })
    }

    async fn pending_job(
        &self,
        municipality: &MunicipalityId,
        kind: &str,
        subject: &str,
    ) -> Result<Option<Job>> {
        let values = vec![id(municipality), kind.into(), subject.into()];
        self.conn()
            .await
            .opt(PENDING, values)
            .await?
            .as_ref()
            .map(job)
            .transpose()
    }

    async fn next_job_at(&self) -> Result<Option<Millis>> {
        self.conn()
            .await
            .opt(NEXT, args![])
            .await?
            .map_or(Ok(None), |row| row.opt_millis("at"))
    }
}

#[async_trait]
impl JobWrite for Session {
    async fn enqueue(&self, new: &NewJob) -> Result<JobId> {
        let values = args![
            new.id.to_string(),
            new.municipality.to_string(),
            &new.kind,
            &new.subject,
            new.run_at,
            new.created_at,
        ];
        let row = self.conn().await.opt(ENQUEUE, values).await?;
        row.ok_or(StoreError::NotFound("job"))?.id("id")
    }

    async fn take_jobs(&self, worker: &str, now: Millis, lease_ms: i64, limit: usize) -> Result<Vec<Job>> {
        let mut conn = self.conn().await;
        let [ended, ready] = if conn.is_pg() {
            [TAKE_ENDED_PG, TAKE_READY_PG]
        } else {
            [TAKE_ENDED, TAKE_READY]
        };
        let mut taken = Vec::new();
        for sql in [ended, ready] {
            let room = limit.saturating_sub(taken.len());
            let values = vec![worker.into(), now.plus(lease_ms).into(), now.into(), count(room)];
            for row in conn.all(sql, values).await? {
                taken.push(job(&row)?);
            }
        }
        taken.sort_by(|a, b| (a.run_at, &a.id).cmp(&(b.run_at, &b.id)));
        Ok(taken)
    }

    async fn renew_job(&self, job: &Job, lease_until: Millis) -> Result<()> {
        self.held(RENEW, job, args![lease_until]).await
    }

    async fn finish_job(&self, job: &Job) -> Result<()> {
        self.held(FINISH, job, args![]).await
    }

    async fn retry_job(&self, job: &Job, at: Millis, problem: &str, detail: &str) -> Result<()> {
        self.held(RETRY, job, args![at, problem, detail]).await
    }

    async fn fail_job(&self, job: &Job, problem: &str, detail: &str) -> Result<()> {
        self.held(FAIL, job, args![problem, detail]).await
    }

    async fn restart_job(&self, municipality: &MunicipalityId, id_: &JobId, now: Millis) -> Result<()> {
        let mut conn = self.conn().await;
        if conn
            .run(RESTART, vec![id(municipality), id(id_), now.into()])
            .await?
            > 0
        {
            return Ok(());
        }
        match conn.opt(BY_ID, vec![id(municipality), id(id_)]).await? {
            Some(_) => Err(StoreError::Conflict("job")),
            None => Err(StoreError::NotFound("job")),
        }
    }

    async fn release_jobs(&self) -> Result<u64> {
        self.conn().await.run(RELEASE, args![]).await
    }

    async fn sweep_jobs(&self, before: Millis) -> Result<u64> {
        self.conn().await.run(SWEEP, args![before]).await
    }
}
