//! Asking for a snapshot.

use crate::{Actor, Error, Flow, Result, jobs};
use model::channel::{Channel, ChannelState};
use model::person::Permission;
use model::snapshot::{Snapshot, SnapshotOrigin, SnapshotState};
use model::{ChannelId, Id as _, PersonId, SnapshotId};
use store::Tx;

/// Has a snapshot of a channel's page taken now. One that is being made stands for both.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused` with `channel-not-active` or `snapshot-no-address`.
pub async fn take(flow: &Flow, actor: &Actor, channel: &ChannelId) -> Result<SnapshotId> {
    actor.must(Permission::ConnectChannel)?;
    let tx = flow.store().begin().await?;
    let channel = tx.channel(&actor.municipality.id, channel).await?;
    if !matches!(channel.state, ChannelState::Active | ChannelState::Closing) {
        return Err(Error::refused("channel-not-active"));
    }
    if channel.url.is_empty() {
        return Err(Error::refused("snapshot-no-address"));
    }
    let id = promise(flow, &*tx, &channel, Some(&actor.person.id)).await?;
    tx.commit().await?;
    flow.wake();
    Ok(id)
}

/// Promises a snapshot in the caller's transaction.
pub(crate) async fn promise(
    flow: &Flow,
    tx: &dyn Tx,
    channel: &Channel,
    asked_by: Option<&PersonId>,
) -> Result<SnapshotId> {
    let newest = tx
        .snapshots(&channel.municipality, &channel.id, None, 1)
        .await?
        .items
        .into_iter()
        .next();
    if let Some(making) = newest.filter(|s| s.state == SnapshotState::Making) {
        return Ok(making.id);
    }
    let now = flow.source().now();
    let snapshot = Snapshot {
        id: flow.source().id(),
        municipality: channel.municipality.clone(),
        channel: channel.id.clone(),
        asked_by: asked_by.cloned(),
        asked_at: now,
        state: SnapshotState::Making,
        origin: SnapshotOrigin::Page,
        url: channel.url.clone(),
        problem: String::new(),
        entry: None,
        bytes: 0,
        ended_at: None,
        erased_at: None,
        disposal: None,
        version: 1,
    };
    tx.insert_snapshot(&snapshot).await?;
    let subject = snapshot.id.as_str();
    jobs::promise(flow, tx, &channel.municipality, "snapshot", subject, now).await?;
    Ok(snapshot.id)
}
