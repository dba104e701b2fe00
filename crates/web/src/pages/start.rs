//! `GET /`: the way in; for those signed in, what waits for them.

use crate::access::{Access, Route};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::State;
use axum::response::Response;
use model::duty::roles_of;
use model::person::Permission;
use serde::Serialize;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/", Access::Public, show)]
}

/// Something that waits: text key, where to, how many, and whether it is urgent.
#[derive(Debug, Serialize)]
pub struct Waits {
    /// Text key, with `count`.
    pub key: &'static str,
    /// Where to.
    pub href: &'static str,
    /// How many.
    pub count: i64,
    /// Whether it is late or has gone wrong.
    pub urgent: bool,
}

/// The start page.
#[derive(Debug, Serialize)]
pub struct StartView {
    /// Whether the installation is set up.
    pub set_up: bool,
    /// First name of the person signed in.
    pub first_name: Option<String>,
    /// What waits for that person.
    pub waits: Vec<Waits>,
}

impl View for StartView {
    const TEMPLATE: &'static str = "start.html";
    fn samples() -> Vec<Self> {
        let view = |set_up, name: Option<&str>, waits| Self {
            set_up,
            first_name: name.map(str::to_owned),
            waits,
        };
        let waits = [
            "waits-approvals",
            "waits-overdue",
            "waits-inbox",
            "waits-duties-overdue",
            "waits-duties",
            "waits-failed",
        ];
        let waits = waits.map(|key| Waits {
            key,
            href: "/inbox",
            count: 2,
            urgent: key == "waits-overdue",
        });
        vec![
            view(false, None, Vec::new()),
            view(true, None, Vec::new()),
            view(true, Some("Kari"), Vec::new()),
            view(true, Some("Kari"), waits.into()),
        ]
    }
}

async fn show(State(web): State<Web>, page: Page, me: Option<Signed>) -> Result<Response, WebError> {
    let waits = match &me {
        Some(me) => waits(&web, me).await?,
        None => Vec::new(),
    };
    page.view(&StartView {
        set_up: page.is_set_up(),
        first_name: me.and_then(|s| s.person.name.split_whitespace().next().map(str::to_owned)),
        waits,
    })
}

async fn waits(web: &Web, me: &Signed) -> Result<Vec<Waits>, WebError> {
    let read = web.flow.store().read().await?;
    let (whose, person) = (&me.municipality.id, &me.person);
    let mut list = Vec::new();
    if person.may(Permission::Approve) {
        let open = read.open_approvals(whose, &person.roles, &person.id).await?;
        let count = i64::try_from(open.len()).unwrap_or(i64::MAX);
        list.push(Waits {
            key: "waits-approvals",
            href: "/approvals",
            count,
            urgent: false,
        });
    }
    if person.may(Permission::Answer) {
        let counts = read.inbox_counts(whose, web.flow.source().now()).await?;
        list.push(Waits {
            key: "waits-overdue",
            href: "/inbox?overdue=yes",
            count: counts.overdue,
            urgent: true,
        });
        let open = counts
            .new
            .saturating_add(counts.claimed)
            .saturating_sub(counts.overdue);
        list.push(Waits {
            key: "waits-inbox",
            href: "/inbox",
            count: open,
            urgent: false,
        });
    }
    if person.may(Permission::DoDuties) {
        let now = web.flow.source().now();
        let counts = read
            .duty_counts(whose, &person.id, &roles_of(person), now)
            .await?;
        list.push(Waits {
            key: "waits-duties-overdue",
            href: "/duties",
            count: counts.overdue,
            urgent: true,
        });
        list.push(Waits {
            key: "waits-duties",
            href: "/duties",
            count: counts.open.saturating_sub(counts.overdue),
            urgent: false,
        });
    }
    if person.may(Permission::SeeJobs) {
        let count = read.job_counts(whose).await?.failed;
        list.push(Waits {
            key: "waits-failed",
            href: "/jobs",
            count,
            urgent: true,
        });
    }
    list.retain(|w| w.count > 0);
    Ok(list)
}
