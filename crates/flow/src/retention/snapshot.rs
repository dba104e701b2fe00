//! Erasing one snapshot of a channel's page by itself, for instance because it shows somebody who asks to be forgotten. The
//! channel's record stays, with its other snapshots.

use super::fate::{self, Around};
use super::person::{Found, Going, Thing};
use crate::{Error, Flow, Result};
use model::archive::{Record, RecordKind};
use model::channel::Channel;
use model::retention::{Disposal, ErasureState};
use model::snapshot::{Snapshot, SnapshotState};
use model::{EntryId, ErasureId, Id as _, MunicipalityId, SnapshotId};
use store::{Read, Tx};

/// The open request that is about a snapshot, if there is one.
pub(crate) async fn asked(
    read: &(impl Read + ?Sized),
    municipality: &MunicipalityId,
    of: &SnapshotId,
) -> Result<Option<ErasureId>> {
    let about =
        |e: &model::retention::Erasure| e.state == ErasureState::Open && e.snapshot.as_ref() == Some(of);
    let found = read.erasures(municipality).await?.into_iter().find(about);
    Ok(found.map(|e| e.id))
}

/// A snapshot that is in the archive, with its channel.
pub(super) async fn kept(
    read: &(impl Read + ?Sized),
    municipality: &MunicipalityId,
    of: &SnapshotId,
) -> Result<(Channel, Snapshot)> {
    let snapshot = read.snapshot(municipality, of).await?;
    if snapshot.state != SnapshotState::Kept {
        return Err(Error::refused("snapshot-not-kept"));
    }
    let channel = read.channel(municipality, &snapshot.channel).await?;
    Ok((channel, snapshot))
}

/// The snapshot that a request is about, and why it stays.
pub(super) async fn find(
    read: &(impl Read + ?Sized),
    around: &Around,
    municipality: &MunicipalityId,
    of: &SnapshotId,
) -> Result<Found> {
    let snapshot = read.snapshot(municipality, of).await?;
    let channel = read.channel(municipality, &snapshot.channel).await?;
    let record = record_of(read, &snapshot).await?;
    let kept = fate::of_snapshot(read, around, &record, &snapshot).await?;
    let thing = Thing::Snapshot(Box::new(channel), Box::new(snapshot));
    Ok(Found { thing, kept })
}

/// Why the snapshot in an entry stays, though somebody asks to erase it.
pub(super) async fn demanded(
    read: &(impl Read + ?Sized),
    around: &Around,
    record: &Record,
    entry: &EntryId,
) -> Result<Option<&'static str>> {
    match read.snapshot_of(&record.municipality, entry).await? {
        Some(snapshot) => fate::of_snapshot(read, around, record, &snapshot).await,
        None => Ok(Some("kept-kind")),
    }
}

/// What of the channel's record goes.
pub(super) async fn going(read: &(impl Read + ?Sized), snapshot: &Snapshot) -> Result<Going> {
    Ok(Going {
        record: record_of(read, snapshot).await?.id,
        entries: vec![snapshot.entry.clone()],
        kind: RecordKind::Channel,
        opened_at: snapshot.asked_at,
    })
}

/// Notes on the row of the snapshot in an entry, if there is one, that it goes, and by what.
pub(super) async fn erased(flow: &Flow, tx: &dyn Tx, disposal: &Disposal, entry: &EntryId) -> Result<()> {
    if let Some(mut snapshot) = tx.snapshot_of(&disposal.municipality, entry).await? {
        snapshot.state = snapshot.state.go(SnapshotState::Erased)?;
        snapshot.erased_at = Some(flow.source().now());
        snapshot.disposal = Some(disposal.id.clone());
        tx.update_snapshot(&mut snapshot).await?;
    }
    Ok(())
}

async fn record_of(read: &(impl Read + ?Sized), snapshot: &Snapshot) -> Result<Record> {
    let record = read
        .record_of(
            &snapshot.municipality,
            RecordKind::Channel,
            snapshot.channel.as_str(),
        )
        .await?;
    record.ok_or(Error::NotFound)
}
