//! Reading snapshots, for their pages.

use super::{OwnData, PARTS};
use crate::{Actor, Error, Flow, Result, retention};
use ledger::LedgerError;
use model::archive::Part;
use model::channel::Channel;
use model::person::Permission;
use model::retention::Ruling;
use model::snapshot::Snapshot;
use model::{ChannelId, DisposalId, ErasureId, Millis, SnapshotId};
use store::{Cursor, Page, Read};

/// Places looked at on the list of a disposal that erased a snapshot: a request is about one.
const LISTED: usize = 16;

/// One file of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Name of the part.
    pub name: String,
    /// Media type.
    pub content_type: String,
    /// Ending of the file's name.
    pub ending: &'static str,
}

/// A snapshot with what there is of it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its channel.
    pub channel: Channel,
    /// The snapshot.
    pub snapshot: Snapshot,
    /// Its files; none before it is kept, and none after it was lawfully erased.
    pub files: Vec<File>,
    /// When it was lawfully erased, and by which decision.
    pub erased: Option<Erased>,
    /// The request to erase it that waits for its answer.
    pub asked: Option<ErasureId>,
    /// Position of its entry in the log.
    pub seq: Option<i64>,
}

/// What is left to say of a snapshot that was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// When.
    pub at: Millis,
    /// By which decision.
    pub ruling: Ruling,
    /// The disposal that has the protocol.
    pub disposal: DisposalId,
}

/// A channel's snapshots, last asked first.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn list(
    flow: &Flow,
    actor: &Actor,
    channel: &ChannelId,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<(Channel, Page<Snapshot>)> {
    actor.must(Permission::SeeChannels)?;
    let whose = &actor.municipality.id;
    let read = flow.store().read().await?;
    let channel = read.channel(whose, channel).await?;
    let page = read.snapshots(whose, &channel.id, after, limit).await?;
    Ok((channel, page))
}

/// One snapshot.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn shown(flow: &Flow, actor: &Actor, channel: &ChannelId, id: &SnapshotId) -> Result<Shown> {
    actor.must(Permission::SeeArchive)?;
    let whose = &actor.municipality.id;
    let read = flow.store().read().await?;
    let snapshot = read.snapshot(whose, id).await?;
    if snapshot.channel != *channel {
        return Err(Error::NotFound);
    }
    let channel = read.channel(whose, channel).await?;
    let (mut files, mut seq) = (Vec::new(), None);
    if let Some(entry) = &snapshot.entry {
        for part in read.parts_of(whose, entry).await? {
            let Some((_, _, ending)) = PARTS.iter().find(|(name, ..)| *name == part.name) else {
                continue;
            };
            if is_gone(&part) {
                continue;
            }
            files.push(File {
                name: part.name,
                content_type: part.content_type,
                ending,
            });
        }
        seq = Some(read.entry(whose, entry).await?.seq);
    }
    let erased = erased(&*read, &snapshot).await?;
    let asked = retention::snapshot_asked(&*read, whose, id).await?;
    Ok(Shown {
        channel,
        snapshot,
        files,
        erased,
        asked,
        seq,
    })
}

async fn erased(read: &dyn Read, snapshot: &Snapshot) -> Result<Option<Erased>> {
    let (Some(at), Some(disposal)) = (snapshot.erased_at, &snapshot.disposal) else {
        return Ok(None);
    };
    let list = read
        .disposal_items(&snapshot.municipality, disposal, &[], ("", ""), LISTED)
        .await?;
    let place = list.into_iter().find(|item| item.entry == snapshot.entry);
    Ok(place.map(|place| Erased {
        at,
        ruling: place.ruling,
        disposal: disposal.clone(),
    }))
}

fn is_gone(part: &Part) -> bool {
    part.sealed.is_empty() && part.blob.is_empty()
}

/// The bytes of one file.
///
/// # Errors
/// `NotAllowed`; `NotFound`, also when it was erased; `Ledger` when it is damaged.
pub async fn file(
    flow: &Flow,
    actor: &Actor,
    channel: &ChannelId,
    id: &SnapshotId,
    name: &str,
) -> Result<(File, Vec<u8>)> {
    let shown = shown(flow, actor, channel, id).await?;
    let file = shown.files.into_iter().find(|f| f.name == name);
    let (Some(file), Some(entry)) = (file, &shown.snapshot.entry) else {
        return Err(Error::NotFound);
    };
    let whose = &actor.municipality.id;
    let read = flow.store().read().await?;
    let record = read.entry(whose, entry).await?.record;
    let record = read.record(whose, &record).await?;
    let part = read
        .parts_of(whose, entry)
        .await?
        .into_iter()
        .find(|p| p.name == name);
    drop(read);
    let (Some(part), Some(key)) = (part, crate::archive::key(flow, &record)?) else {
        return Err(Error::NotFound);
    };
    let bytes = crate::archive::part(flow, &key, &part).await?;
    Ok((file, bytes))
}

/// What a snapshot from our own data shows.
///
/// # Errors
/// As [`file`].
pub async fn own_data(flow: &Flow, actor: &Actor, channel: &ChannelId, id: &SnapshotId) -> Result<OwnData> {
    let (_, bytes) = file(flow, actor, channel, id, "own-data").await?;
    serde_json::from_slice(&bytes).map_err(|_| LedgerError::Damaged.into())
}
