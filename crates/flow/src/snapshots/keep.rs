//! Keeping a snapshot, or that there is none.

use super::{KIND, PARTS};
use crate::journal::{self, Event};
use crate::{Flow, Result, duties};
use model::Id as _;
use model::archive::RecordKind;
use model::channel::Channel;
use model::snapshot::{Snapshot, SnapshotState};
use serde_json::Value;

/// Keeps all parts of a snapshot, and calls the duties done that asked for it: in one transaction.
pub(super) async fn keep(
    flow: &Flow,
    mut snapshot: Snapshot,
    channel: &Channel,
    mut told: Value,
    parts: &[(&str, &[u8])],
) -> Result<()> {
    let whose = snapshot.municipality.clone();
    let tx = flow.store().begin().await?;
    if let Some(told) = told.as_object_mut() {
        told.insert("snapshot".to_owned(), serde_json::json!(snapshot.id));
        told.insert(
            "asked_at".to_owned(),
            serde_json::json!(snapshot.asked_at.rfc3339()),
        );
        told.insert("asked_by".to_owned(), serde_json::json!(snapshot.asked_by));
    }
    let mut event = Event::new(RecordKind::Channel, channel.id.as_str(), KIND, told);
    for (name, content) in parts {
        let known = PARTS.iter().find(|(part, ..)| part == name);
        event = event.part(
            name,
            known.map_or("application/octet-stream", |(_, kind, _)| kind),
            content,
        );
    }
    let entries = journal::write(flow, &*tx, &whose, vec![event]).await?;
    snapshot.state = snapshot.state.go(SnapshotState::Kept)?;
    snapshot.entry = entries.into_iter().next();
    snapshot.bytes = parts
        .iter()
        .map(|(_, content)| i64::try_from(content.len()).unwrap_or(i64::MAX))
        .sum();
    snapshot.ended_at = Some(flow.source().now());
    tx.update_snapshot(&mut snapshot).await?;
    let link = format!(
        "{}/channels/{}/snapshots/{}",
        flow.settings().base_url,
        channel.id,
        snapshot.id
    );
    duties::snapshot_kept(flow, &*tx, &snapshot, &link).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes down that there is none, and why.
pub(super) async fn give_up(flow: &Flow, mut snapshot: Snapshot, problem: &'static str) -> Result<()> {
    snapshot.state = snapshot.state.go(SnapshotState::Failed)?;
    problem.clone_into(&mut snapshot.problem);
    snapshot.ended_at = Some(flow.source().now());
    let tx = flow.store().begin().await?;
    tx.update_snapshot(&mut snapshot).await?;
    tx.commit().await?;
    Ok(())
}
