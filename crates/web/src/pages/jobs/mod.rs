//! `/jobs`: what the system is busy with, and what did not work.

use crate::access::{Access, Route};
use crate::pages::common::{Problem, after, id, problem};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use model::Id as _;
use model::job::{Job, JobState};
use model::person::Permission;
use serde::Serialize;

/// Jobs shown of each sort.
const SHOWN: usize = 100;

pub(crate) fn routes() -> Vec<Route> {
    let access = Access::May(Permission::SeeJobs);
    vec![
        Route::get("/jobs", access, show),
        Route::post("/jobs/{id}/restart", access, restart),
    ]
}

/// One job.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it runs next, or last ran, in milliseconds.
    pub at: i64,
    /// What went wrong last.
    pub problem: Option<Problem>,
    /// More about that, for IT; may be empty.
    pub detail: String,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct JobsView {
    /// Given up.
    pub failed: Vec<Row>,
    /// Waiting, or at work.
    pub waiting: Vec<Row>,
}

impl View for JobsView {
    const TEMPLATE: &'static str = "jobs/list.html";
    fn samples() -> Vec<Self> {
        let row = |kind: &str, problem: bool| Row {
            id: "j".to_owned(),
            kind: kind.to_owned(),
            attempts: 3,
            at: 1_795_348_800_000,
            problem: problem.then(|| Problem {
                what: "error-internal".to_owned(),
                todo: Some("error-internal-todo".to_owned()),
                params: std::collections::BTreeMap::new(),
            }),
            detail: if problem {
                "timeout".to_owned()
            } else {
                String::new()
            },
        };
        let kinds = [
            "publish",
            "answer",
            "moderate",
            "poll",
            "checkpoint",
            "stamp",
            "witness",
            "sweep",
            "other",
        ];
        vec![
            Self {
                failed: kinds.map(|k| row(k, true)).into(),
                waiting: vec![row("poll", true), row("poll", false)],
            },
            Self {
                failed: Vec::new(),
                waiting: Vec::new(),
            },
        ]
    }
}

async fn show(State(web): State<Web>, page: Page, me: Signed) -> Result<Response, WebError> {
    let read = web.flow.store().read().await?;
    let whose = &me.municipality.id;
    let failed = read.jobs(whose, &[JobState::Failed], None, SHOWN).await?;
    let waiting = read
        .jobs(whose, &[JobState::Ready, JobState::Running], None, SHOWN)
        .await?;
    drop(read);
    let row = |job: Job| Row {
        id: job.id.as_str().to_owned(),
        problem: problem(&page, &job.problem, "", ""),
        kind: job.kind,
        attempts: job.attempts,
        at: job.run_at.0,
        detail: job.detail,
    };
    page.view(&JobsView {
        failed: failed.items.into_iter().map(row).collect(),
        waiting: waiting.items.into_iter().map(row).collect(),
    })
}

async fn restart(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(job): Path<String>,
) -> Result<Response, WebError> {
    after(
        &page,
        flow::jobs::restart(&web.flow, &me, &id(&job)?).await,
        "/jobs",
        "job-restarted",
    )
}
