//! Which thread and which record an item belongs to.

use crate::Result;
use model::Id as _;
use model::archive::RecordKind;
use model::item::{Answer, Item, ItemState};
use model::publication::PublicationState as S;
use networks::RemoteRef;
use store::{Read, Tx};

/// The record that keeps an item: its post's when it is in one of our threads, its own otherwise.
pub(crate) async fn record_of(read: &(impl Read + ?Sized), item: &Item) -> Result<(RecordKind, String)> {
    match &item.publication {
        Some(publication) => {
            let publication = read.publication(&item.municipality, publication).await?;
            Ok((RecordKind::Post, publication.post.as_str().to_owned()))
        }
        None => Ok((RecordKind::Item, item.id.as_str().to_owned())),
    }
}

/// Our post that began the item's thread; `None` for an item outside our threads.
pub(crate) async fn root_of(read: &(impl Read + ?Sized), item: &Item) -> Result<Option<RemoteRef>> {
    let Some(publication) = &item.publication else {
        return Ok(None);
    };
    let publication = read.publication(&item.municipality, publication).await?;
    Ok(Some(RemoteRef::new(
        publication.remote_id,
        publication.remote_cid,
    )))
}

/// What an answer's state means for its item: it counts as answered from the moment it is written, and waits again for
/// the one who wrote it when the answer stopped on its way.
pub(crate) async fn settle_item(tx: &dyn Tx, answer: &Answer) -> Result<()> {
    let (from, to) = match answer.state {
        S::Scheduled | S::Unknown | S::Published => {
            ([ItemState::New, ItemState::Claimed], ItemState::Answered)
        }
        S::Held | S::Failed | S::Expired => ([ItemState::Answered; 2], ItemState::Claimed),
        S::Prepared | S::Sending | S::Cancelled | S::Removed => return Ok(()),
    };
    let mut item = tx.item(&answer.municipality, &answer.item).await?;
    if from.contains(&item.state) {
        item.state = item.state.go(to)?;
        item.claimed_by = Some(answer.author.clone());
        tx.update_item(&mut item).await?;
    }
    Ok(())
}
