//! Which thread and which record an item belongs to.

use crate::Result;
use model::Id as _;
use model::archive::RecordKind;
use model::item::Item;
use networks::RemoteRef;
use store::Read;

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
