//! Takes a page of items from a network.
use crate::{Error, Flow, Result};
use model::channel::Channel;
use model::item::IncomingItem;
use model::municipality::Municipality;

/// What became of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ingested {
    /// Items seen for the first time.
    pub new: usize,
    /// Items with a new version.
    pub edited: usize,
    /// Items that are gone on the network.
    pub gone: usize,
    /// Items already known.
    pub seen: usize,
}

/// Takes a page in one transaction: new items with due time, route and findings; edits as new versions; removals as a
/// state; each with its journal entry and sealed raw JSON. Our own posts and answers are left out. `cursor` is stored
/// in the same transaction, so that nothing is skipped after a crash.
///
/// # Errors
/// The database; nothing of the page is taken then.
pub async fn ingest(
    flow: &Flow,
    municipality: &Municipality,
    channel: &Channel,
    items: Vec<IncomingItem>,
    cursor: &str,
) -> Result<Ingested> {
    let _ = (flow, municipality, channel, items, cursor);
    Err(Error::Internal("ingest".into()))
}
