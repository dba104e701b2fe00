//! What the network has: the account's own posts and answers, page by page, within bounds.

use crate::Result;
use model::Millis;
use networks::{Connector, OwnPost};

/// Pages that are asked for at once.
const PAGES: usize = 25;
/// How far a network's clock and ours may differ.
pub(super) const SKEW: i64 = Millis::HOUR;

/// What the account has put up.
pub(super) struct Theirs {
    /// Newest first.
    pub posts: Vec<OwnPost>,
    /// From when on nothing is left out.
    pub since: Millis,
    /// Whether there is more since the time asked for than is read at once.
    pub cut: bool,
}

/// All since `since`. A page counts as older than that only when all of it is: what another program has put up may carry
/// any date.
pub(super) async fn theirs(connector: &dyn Connector, since: Millis) -> Result<Theirs> {
    let mut posts = Vec::new();
    let mut cursor = String::new();
    for _ in 0..PAGES {
        let page = connector.own(&cursor).await?;
        let old = |p: &OwnPost| p.written_at < since.plus(-SKEW);
        let reached = !page.posts.is_empty() && page.posts.iter().all(old);
        posts.extend(page.posts);
        if reached || page.cursor.is_empty() {
            return Ok(Theirs {
                posts,
                since,
                cut: false,
            });
        }
        cursor = page.cursor;
    }
    let oldest = posts.iter().map(|p: &OwnPost| p.written_at).min();
    Ok(Theirs {
        since: oldest.map_or(since, |at| at.plus(SKEW).max(since)),
        posts,
        cut: true,
    })
}

/// The account's post or answer of this name, as it stands now.
pub(super) async fn one(connector: &dyn Connector, remote_id: &str) -> Result<Option<OwnPost>> {
    let mut cursor = String::new();
    for _ in 0..PAGES {
        let page = connector.own(&cursor).await?;
        if let Some(found) = page.posts.into_iter().find(|p| p.remote_id == remote_id) {
            return Ok(Some(found));
        }
        if page.cursor.is_empty() {
            break;
        }
        cursor = page.cursor;
    }
    Ok(None)
}
