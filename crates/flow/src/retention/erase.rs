//! Destroys what a record, or one entry of it, said: in one transaction its rows, its sealed parts and its key, with the
//! leaf that says so. Files of the blob store go right after; what is left in the database's files, and in backups, the job
//! sees to when everything on the list is gone.

use super::decide::stays;
use super::fate::Around;
use super::{part, snapshot};
use crate::{Error, Flow, Result, journal};
use model::archive::{Record, RecordKind};
use model::municipality::Municipality;
use model::retention::{Disposal, DisposalItem, DisposalItemState};
use model::{EntryId, Id as _, ItemId, MunicipalityId, PostId};
use store::Tx;

/// Files removed at a time.
const CHUNK: usize = 64;
/// What marks of forgotten things are bound to.
const REMOTE: &str = "forgotten-remote-id";

/// Erases one place on a list, or leaves it out and says why. Nothing of it is done unless all of it is.
pub(super) async fn erase(
    flow: &Flow,
    municipality: &Municipality,
    disposal: &Disposal,
    mut item: DisposalItem,
) -> Result<()> {
    let Some(decision) = &disposal.entry else {
        return Err(Error::refused("no-disposal-decision"));
    };
    let tx = flow.store().begin().await?;
    let around = Around::read(&*tx, municipality, flow.source().now()).await?;
    let record = tx.record(&municipality.id, &item.record).await?;
    if let Some(why) = stays(&*tx, &around, disposal, &item).await? {
        item.state = DisposalItemState::LeftOut;
        item.why = why.to_owned();
        tx.update_disposal_item(&item).await?;
    } else {
        let blobs = match &item.entry {
            None => whole(flow, &*tx, &record, decision).await?,
            Some(entry) => {
                snapshot::erased(flow, &*tx, disposal, entry).await?;
                part::erase(flow, &*tx, &record, entry, decision).await?
            }
        };
        tx.queue_blob_removals(&municipality.id, &blobs).await?;
        item.state = DisposalItemState::Erased;
        tx.update_disposal_item(&item).await?;
    }
    tx.commit().await?;
    remove_blobs(flow, &municipality.id).await
}

/// A whole record; names of files that are to go.
async fn whole(flow: &Flow, tx: &dyn Tx, record: &Record, decision: &EntryId) -> Result<Vec<String>> {
    let municipality = &record.municipality;
    let mut items = Vec::new();
    match record.kind {
        RecordKind::Post => {
            let post = PostId::parse(&record.subject).map_err(|_| Error::NotFound)?;
            items = tx.thread_items(municipality, &post).await?;
        }
        RecordKind::Item => items.push(ItemId::parse(&record.subject).map_err(|_| Error::NotFound)?),
        RecordKind::Case => {}
        RecordKind::Channel | RecordKind::Municipality => return Err(Error::refused("kind-stays")),
    }
    for item in items {
        forget_remote(flow, tx, &tx.item(municipality, &item).await?).await?;
    }
    if let Ok(post) = PostId::parse(&record.subject)
        && record.kind == RecordKind::Post
    {
        // Our own post may stand on the network still: it is not to be taken for one made elsewhere.
        for publication in tx.publications_of(municipality, &[post]).await? {
            let mark = flow.parts.master.mark(REMOTE, &publication.remote_id);
            tx.forget_remote(municipality, &publication.channel, &mark)
                .await?;
        }
    }
    let mut blobs = tx
        .forget_subject(municipality, record.kind, &record.subject)
        .await?;
    blobs.extend(tx.erase_record(municipality, &record.id).await?);
    journal::write_bare(flow, tx, record, &[ledger::leaf::disposal_kind(decision)]).await?;
    Ok(blobs)
}

/// Remembers, as a mark that tells nothing, that an item is not to be read in again.
pub(super) async fn forget_remote(flow: &Flow, tx: &dyn Tx, item: &model::item::Item) -> Result<()> {
    let mark = flow.parts.master.mark(REMOTE, &item.remote_id);
    tx.forget_remote(&item.municipality, &item.channel, &mark).await?;
    // Our answers go with it, and are not to be taken for answers written elsewhere.
    for answer in tx
        .answers_of(&item.municipality, std::slice::from_ref(&item.id))
        .await?
    {
        let mark = flow.parts.master.mark(REMOTE, &answer.remote_id);
        tx.forget_remote(&item.municipality, &item.channel, &mark).await?;
    }
    Ok(())
}

/// Whether what a network has under this name was erased here.
pub(crate) async fn is_forgotten(
    flow: &Flow,
    read: &dyn store::Read,
    municipality: &MunicipalityId,
    channel: &model::ChannelId,
    remote_id: &str,
) -> Result<bool> {
    let mark = flow.parts.master.mark(REMOTE, remote_id);
    Ok(!read.forgotten(municipality, channel, &[mark]).await?.is_empty())
}

/// Leaves out what was erased here and still stands on the network.
pub(crate) async fn not_forgotten(
    flow: &Flow,
    tx: &dyn Tx,
    municipality: &MunicipalityId,
    channel: &model::ChannelId,
    items: Vec<model::item::IncomingItem>,
) -> Result<Vec<model::item::IncomingItem>> {
    let mark = |i: &model::item::IncomingItem| flow.parts.master.mark(REMOTE, &i.remote_id);
    let marks: Vec<String> = items.iter().map(mark).collect();
    let gone = tx.forgotten(municipality, channel, &marks).await?;
    let kept = items
        .into_iter()
        .zip(marks)
        .filter(|(_, mark)| !gone.contains(mark));
    Ok(kept.map(|(item, _)| item).collect())
}

/// Removes the files that committed disposals have left; those that something uses again stay.
pub(super) async fn remove_blobs(flow: &Flow, municipality: &MunicipalityId) -> Result<()> {
    loop {
        let names = flow.store().read().await?;
        let names = names.blob_removals(municipality, CHUNK).await?;
        if names.is_empty() {
            return Ok(());
        }
        for name in names {
            if !flow.store().read().await?.blob_is_used(&name).await? {
                flow.blobs().remove(&name).await?;
            }
            let tx = flow.store().begin().await?;
            tx.blob_removed(municipality, &name).await?;
            tx.commit().await?;
        }
    }
}
