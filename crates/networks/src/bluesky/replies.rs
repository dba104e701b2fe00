//! What others answered: notifications page by page, and whole threads.

use super::session::read;
use super::{Bluesky, address, no_record, owner_and_key, wire};
use crate::http::Effect;
use crate::{CallError, Page};
use model::Millis;
use model::item::IncomingItem;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Notifications in one page; the network gives at most 100.
const PAGE: &str = "100";
/// How far a poll reaches back behind the last one: notifications are sorted by a time that their author
/// sets in part, so a late one may appear below a newer one.
const OVERLAP: i64 = Millis::HOUR;
/// How far the first poll of an account reaches back.
const FIRST: i64 = 30 * Millis::DAY;
/// Levels of a thread that are read.
const DEPTH: &str = "20";

/// Newest notifications come first, so a poll walks from the newest down to where the last poll began.
#[derive(Default, Serialize, Deserialize)]
struct Cursor {
    /// Down to here everything is known; 0 before the first poll is through.
    since: i64,
    /// Newest seen in the walk under way; becomes `since` at its end.
    top: i64,
    /// The network's own cursor in the walk under way; empty between walks.
    page: String,
}

pub(super) async fn page(account: &Bluesky, cursor: &str) -> Result<Page, CallError> {
    let mut cursor: Cursor = serde_json::from_str(cursor).unwrap_or_default();
    let bottom = if cursor.since == 0 {
        account.source.now().plus(-FIRST)
    } else {
        Millis(cursor.since).plus(-OVERLAP)
    };
    let mut query = vec![
        ("limit", PAGE),
        ("reasons", "reply"),
        ("reasons", "mention"),
        ("reasons", "quote"),
    ];
    if !cursor.page.is_empty() {
        query.push(("cursor", &cursor.page));
    }
    let answer = account
        .ask("app.bsky.notification.listNotifications", &query)
        .await?;
    let list: wire::Notifications<'_> = read(&answer, Effect::Reads)?;
    let mut items = Vec::new();
    let mut reached = list.notifications.is_empty();
    for raw in list.notifications {
        let (view, at) = view(raw)?;
        cursor.top = cursor.top.max(at.0);
        if at < bottom {
            reached = true;
        } else if matches!(view.reason.as_str(), "reply" | "mention" | "quote") {
            items.push(item(view, at, raw));
        }
    }
    let more = match list.cursor {
        Some(next) if !reached => {
            cursor.page = next;
            true
        }
        _ => {
            cursor.page.clear();
            cursor.since = cursor.since.max(cursor.top);
            cursor.top = 0;
            false
        }
    };
    Ok(Page {
        items,
        // Three plain fields always serialise.
        cursor: serde_json::to_string(&cursor).unwrap_or_default(),
        more,
    })
}

pub(super) async fn thread(account: &Bluesky, root: &str) -> Result<Vec<IncomingItem>, CallError> {
    let own = account.session().await?.did;
    let query = [("uri", root), ("depth", DEPTH), ("parentHeight", "0")];
    let answer = match account.ask("app.bsky.feed.getPostThread", &query).await {
        Ok(answer) => answer,
        Err(CallError::Refused { code, .. }) if code == "NotFound" => return Ok(Vec::new()),
        Err(error) if no_record(&error) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let thread: wire::Thread<'_> = read(&answer, Effect::Reads)?;
    let mut items = Vec::new();
    let mut waiting = thread.thread.replies;
    while let Some(node) = waiting.pop() {
        waiting.extend(node.replies);
        let Some(raw) = node.post else { continue };
        let (view, at) = view(raw)?;
        if view.author.did != own {
            items.push(item(view, at, raw));
        }
    }
    items.sort_by_key(|item| item.written_at);
    Ok(items)
}

/// Reads a notification or post view, and when the AppView saw it.
fn view(raw: &RawValue) -> Result<(wire::View, Millis), CallError> {
    let view: wire::View =
        serde_json::from_str(raw.get()).map_err(|e| CallError::BadAnswer(e.to_string()))?;
    let at = instant(&view.indexed_at)
        .ok_or_else(|| CallError::BadAnswer(format!("indexedAt {}", view.indexed_at)))?;
    Ok((view, at))
}

fn instant(text: &str) -> Option<Millis> {
    text.parse::<jiff::Timestamp>().ok().map(Millis::from)
}

fn item(view: wire::View, indexed: Millis, raw: &RawValue) -> IncomingItem {
    // The author's own clock says when it was written; it cannot be after the network saw it.
    let written = instant(&view.record.created_at).map_or(indexed, |at| at.min(indexed));
    let (owner, key) = owner_and_key(&view.uri).unwrap_or((&view.author.did, ""));
    let url = address(&view.author.handle, owner, key);
    let (parent, root) = match view.record.reply {
        Some(reply) => (reply.parent.uri, reply.root.uri),
        None => (String::new(), view.uri.clone()),
    };
    IncomingItem {
        url,
        remote_id: view.uri,
        remote_cid: view.cid,
        parent_remote_id: parent,
        root_remote_id: root,
        author_remote_id: view.author.did,
        author_handle: view.author.handle,
        author_name: view.author.display_name,
        text: view.record.text,
        written_at: written,
        raw: raw.get().to_owned(),
        gone: false,
    }
}
