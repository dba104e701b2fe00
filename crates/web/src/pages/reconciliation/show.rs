//! `GET /channels/{id}/reconciliation`: whether all is held, or exactly what is missing.

use crate::pages::common::{self, Problem};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, State};
use axum::response::Response;
use model::person::Permission;
use model::reconciliation::{Gap, GapKind, Reconciliation};
use model::{ChannelId, Id as _, Millis};
use serde::Serialize;

/// A gap.
#[derive(Debug, Serialize)]
pub struct GapRow {
    /// Id.
    pub id: String,
    /// Word of its kind.
    pub kind: &'static str,
    /// Address on the network; may be empty.
    pub url: String,
    /// Path of our page about it; empty when there is none.
    pub page: String,
    /// When it was written or published there, in milliseconds.
    pub at: Option<i64>,
    /// When it was found.
    pub found_at: i64,
}

/// A day.
#[derive(Debug, Serialize)]
pub struct DayRow {
    /// When the network was asked.
    pub asked_at: i64,
    /// How far back was compared.
    pub since: i64,
    /// Whether that is less far than usual.
    pub cut: bool,
    /// Posts and answers compared.
    pub posts: i64,
    /// Comments compared.
    pub comments: i64,
    /// Gaps open then.
    pub gaps: i64,
    /// Why it could not be done.
    pub problem: Option<Problem>,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct ReconciliationView {
    /// Channel.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Word of its network.
    pub network: &'static str,
    /// Days, newest first.
    pub days: Vec<DayRow>,
    /// What is open.
    pub open: Vec<GapRow>,
    /// How many more differ and are settled.
    pub settled: usize,
    /// Whether the network is being asked.
    pub asking: bool,
    /// Whether the reader may settle and ask.
    pub may_settle: bool,
}

impl View for ReconciliationView {
    const TEMPLATE: &'static str = "reconciliation/show.html";
    fn samples() -> Vec<Self> {
        let at = 1_795_348_800_000;
        let day = |days: i64, gaps, cut, problem: bool| DayRow {
            asked_at: at - days * Millis::DAY,
            since: at - 30 * Millis::DAY,
            cut,
            posts: 42,
            comments: 117,
            gaps,
            problem: problem.then(|| Problem {
                what: "error-network-down".to_owned(),
                todo: Some("error-network-down-todo".to_owned()),
                params: std::collections::BTreeMap::new(),
            }),
        };
        let gap = |(n, kind): (usize, &GapKind)| GapRow {
            id: format!("g{n}"),
            kind: kind.as_str(),
            url: if n % 2 == 0 {
                "https://bsky.app/profile/batsfjord.example.no/post/3kabc".to_owned()
            } else {
                String::new()
            },
            page: page(*kind, "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
            at: (n % 3 != 0).then_some(at - Millis::HOUR),
            found_at: at,
        };
        let view = |days, open: Vec<GapRow>, asking, may_settle: bool| Self {
            id: "c".to_owned(),
            name: "Båtsfjord kommune".to_owned(),
            network: "bluesky",
            days,
            open,
            settled: usize::from(!may_settle),
            asking,
            may_settle,
        };
        let gaps = || GapKind::ALL.iter().enumerate().map(gap).collect();
        vec![
            view(
                vec![
                    day(0, 8, true, false),
                    day(1, 0, false, false),
                    day(2, 0, false, true),
                ],
                gaps(),
                false,
                true,
            ),
            view(vec![day(0, 0, false, false)], Vec::new(), true, true),
            view(vec![day(0, 0, false, true)], Vec::new(), false, true),
            view(Vec::new(), Vec::new(), false, false),
            view(vec![day(0, 8, false, false)], gaps(), false, false),
        ]
    }
}

/// Our page about what a gap belongs to.
fn page(kind: GapKind, about: &str) -> String {
    if about.is_empty() {
        return String::new();
    }
    match kind {
        GapKind::PostGone | GapKind::PostChanged | GapKind::CommentMissing => format!("/posts/{about}"),
        GapKind::AnswerGone | GapKind::CommentChanged | GapKind::CommentGone => format!("/inbox/{about}"),
        GapKind::PostOutside | GapKind::AnswerOutside => String::new(),
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
) -> Result<Response, WebError> {
    let channel: ChannelId = common::id(&channel)?;
    let found = flow::reconciliation::overview(&web.flow, &me, &channel).await?;
    let network = page.t(
        &format!("network-{}", found.channel.network.as_str()),
        &std::collections::BTreeMap::new(),
    );
    let day = |r: Reconciliation| DayRow {
        asked_at: r.asked_at.0,
        since: r.since.0,
        cut: r.cut,
        posts: r.posts,
        comments: r.comments,
        gaps: r.gaps,
        problem: common::problem(&page, &r.problem, &found.channel.name, &network),
    };
    let row = |g: Gap| GapRow {
        id: g.id.as_str().to_owned(),
        kind: g.kind.as_str(),
        url: g.url,
        page: self::page(g.kind, &g.about),
        at: g.at.map(|at| at.0),
        found_at: g.found_at.0,
    };
    page.view(&ReconciliationView {
        id: found.channel.id.as_str().to_owned(),
        network: found.channel.network.as_str(),
        days: found.days.into_iter().map(day).collect(),
        open: found.open.into_iter().map(row).collect(),
        settled: found.settled,
        asking: found.asking,
        may_settle: me.person.may(Permission::ConnectChannel),
        name: found.channel.name,
    })
}
