//! `/channels/{id}/snapshots`: how a channel has looked, and taking a snapshot now.

use crate::pages::common::{self, PAGE, Problem, after};
use crate::{Page, Signed, View, Web, WebError};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use model::channel::ChannelState;
use model::person::Permission;
use model::snapshot::{Snapshot, SnapshotOrigin, SnapshotState};
use model::{ChannelId, Id as _};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::Cursor;

/// One snapshot.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Id.
    pub id: String,
    /// When it was asked for, in milliseconds.
    pub at: i64,
    /// By whom; empty when a duty's day did.
    pub by: String,
    /// Word of the state.
    pub state: &'static str,
    /// Word of what it was made from.
    pub origin: &'static str,
    /// What went wrong, or why it was made from our own data.
    pub problem: Option<Problem>,
    /// Bytes.
    pub bytes: i64,
}

impl Row {
    pub(super) fn of(page: &Page, people: &HashMap<String, String>, s: &Snapshot) -> Self {
        let by = s.asked_by.as_ref().and_then(|p| people.get(p.as_str()));
        Self {
            id: s.id.as_str().to_owned(),
            at: s.asked_at.0,
            by: by.cloned().unwrap_or_default(),
            state: s.state.as_str(),
            origin: s.origin.as_str(),
            problem: common::problem(page, &s.problem, "", ""),
            bytes: s.bytes,
        }
    }

    pub(super) fn sample(state: SnapshotState, origin: SnapshotOrigin) -> Self {
        let odd = state == SnapshotState::Failed || origin == SnapshotOrigin::Own;
        Self {
            id: "s".to_owned(),
            at: 1_795_348_800_000,
            by: if odd {
                String::new()
            } else {
                "Kari Nordmann".to_owned()
            },
            state: state.as_str(),
            origin: origin.as_str(),
            problem: odd.then(|| Problem {
                what: "error-snapshot-login".to_owned(),
                todo: Some("error-snapshot-login-todo".to_owned()),
                params: std::collections::BTreeMap::new(),
            }),
            bytes: 1_204_000,
        }
    }
}

/// The page.
#[derive(Debug, Serialize)]
pub struct SnapshotsView {
    /// Channel.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Last asked first.
    pub snapshots: Vec<Row>,
    /// Whether one is being made.
    pub busy: bool,
    /// Whether the reader may have one taken.
    pub may_take: bool,
    /// Whether the reader may open them.
    pub may_see: bool,
    /// Where the next page begins.
    pub next: Option<String>,
}

impl View for SnapshotsView {
    const TEMPLATE: &'static str = "snapshots/list.html";
    fn samples() -> Vec<Self> {
        use SnapshotOrigin as O;
        use SnapshotState as S;
        let view = |snapshots: Vec<Row>, may, next: Option<&str>| Self {
            id: "c".to_owned(),
            name: "Båtsfjord kommune".to_owned(),
            busy: snapshots.iter().any(|s| s.state == "making"),
            snapshots,
            may_take: may,
            may_see: may,
            next: next.map(str::to_owned),
        };
        let all = vec![
            Row::sample(S::Making, O::Page),
            Row::sample(S::Kept, O::Page),
            Row::sample(S::Kept, O::Own),
            Row::sample(S::Failed, O::Page),
            Row::sample(S::Erased, O::Page),
        ];
        let kept = vec![Row::sample(S::Kept, O::Page)];
        vec![
            view(all, true, Some("1:a")),
            view(Vec::new(), true, None),
            view(kept, false, None),
        ]
    }
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    after: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let channel: ChannelId = common::id(&channel)?;
    let after = Cursor::parse(&wanted.after);
    let (channel, found) = flow::snapshots::list(&web.flow, &me, &channel, after.as_ref(), PAGE).await?;
    let read = web.flow.store().read().await?;
    let people = common::people(&*read, &me.municipality.id).await?;
    drop(read);
    let view = SnapshotsView {
        id: channel.id.as_str().to_owned(),
        busy: found.items.iter().any(|s| s.state == SnapshotState::Making),
        snapshots: found.items.iter().map(|s| Row::of(&page, &people, s)).collect(),
        may_take: me.person.may(Permission::ConnectChannel)
            && !channel.url.is_empty()
            && matches!(channel.state, ChannelState::Active | ChannelState::Closing),
        may_see: me.person.may(Permission::SeeArchive),
        next: found.next.map(|c| c.to_string()),
        name: channel.name,
    };
    if page.is_htmx() {
        page.fragment(&view, "made")
    } else {
        page.view(&view)
    }
}

pub(super) async fn take(
    State(web): State<Web>,
    page: Page,
    me: Signed,
    Path(channel): Path<String>,
) -> Result<Response, WebError> {
    let channel: ChannelId = common::id(&channel)?;
    let done = flow::snapshots::take(&web.flow, &me, &channel).await;
    let to = format!("/channels/{channel}/snapshots");
    after(&page, done, &to, "snapshot-asked")
}
