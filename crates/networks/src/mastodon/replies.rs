//! What others answered: mentions page by page, and whole threads.

use super::call::read;
use super::{Mastodon, wire};
use crate::http::Effect;
use crate::{CallError, Page, text};
use model::Millis;
use model::item::IncomingItem;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// Notifications in one page.
const PAGE: usize = 40;

/// The cursor is the id of the newest notification seen. The first poll takes the newest page only; later
/// ones go upwards from the cursor, so that nothing is passed over however much has come.
pub(super) async fn page(account: &Mastodon, cursor: &str) -> Result<Page, CallError> {
    let limit = PAGE.to_string();
    let mut query = vec![("types[]", "mention"), ("limit", limit.as_str())];
    if !cursor.is_empty() {
        query.push(("min_id", cursor));
    }
    let answer = account.ask("/api/v1/notifications", &query).await?;
    let list: Vec<wire::Notification<'_>> = read(&answer, Effect::Reads)?;
    let more = !cursor.is_empty() && list.len() >= PAGE;
    let mut newest = cursor.to_owned();
    let mut roots = HashMap::new();
    let mut items = Vec::new();
    for notification in list.iter().rev() {
        if let ("mention", Some(raw)) = (notification.kind.as_str(), notification.status) {
            let status = status(raw)?;
            let root = root(account, &status, &mut roots).await?;
            items.push(item(status, root, raw)?);
        }
        if newer(&notification.id, &newest) {
            newest.clone_from(&notification.id);
        }
    }
    Ok(Page {
        items,
        cursor: newest,
        more,
    })
}

pub(super) async fn thread(account: &Mastodon, root: &str) -> Result<Vec<IncomingItem>, CallError> {
    let own = account.account_id().await?;
    let answer = match account
        .ask(&format!("/api/v1/statuses/{root}/context"), &[])
        .await
    {
        Err(CallError::Refused { code, .. }) if code == "404" => return Ok(Vec::new()),
        other => other?,
    };
    let context: wire::Context<'_> = read(&answer, Effect::Reads)?;
    let mut items = Vec::new();
    for raw in context.descendants {
        let status = status(raw)?;
        if status.account.id != own {
            items.push(item(status, root.to_owned(), raw)?);
        }
    }
    Ok(items)
}

/// Ids are numbers that outgrow 64 bits on some servers, and ULID-like texts on others: a longer one is newer.
fn newer(id: &str, than: &str) -> bool {
    (id.len(), id) > (than.len(), than)
}

/// The first status of the thread: one question for each new parent in a page.
async fn root(
    account: &Mastodon,
    status: &wire::Status,
    known: &mut HashMap<String, String>,
) -> Result<String, CallError> {
    let Some(parent) = &status.in_reply_to_id else {
        return Ok(status.id.clone());
    };
    if let Some(root) = known.get(parent) {
        return Ok(root.clone());
    }
    let path = format!("/api/v1/statuses/{}/context", status.id);
    let root = match account.ask(&path, &[]).await {
        Ok(answer) => {
            let context: wire::Context<'_> = read(&answer, Effect::Reads)?;
            match context.ancestors.first() {
                Some(first) => self::status(first)?.id,
                None => parent.clone(),
            }
        }
        // Gone meanwhile: its parent is all that is known.
        Err(CallError::Refused { .. }) => parent.clone(),
        Err(other) => return Err(other),
    };
    known.insert(parent.clone(), root.clone());
    Ok(root)
}

fn status(raw: &RawValue) -> Result<wire::Status, CallError> {
    serde_json::from_str(raw.get()).map_err(|e| CallError::BadAnswer(e.to_string()))
}

/// An instant of the API: ISO 8601 with an offset.
pub(super) fn instant(text: &str) -> Result<Millis, CallError> {
    let at = text.parse::<jiff::Timestamp>();
    at.map(Millis::from)
        .map_err(|_| CallError::BadAnswer(format!("instant {text}")))
}

fn item(status: wire::Status, root: String, raw: &RawValue) -> Result<IncomingItem, CallError> {
    let written_at = instant(&status.created_at)?;
    let content = text::plain_from_html(&status.content);
    Ok(IncomingItem {
        remote_id: status.id,
        remote_cid: String::new(),
        parent_remote_id: status.in_reply_to_id.unwrap_or_default(),
        root_remote_id: root,
        author_remote_id: status.account.id,
        author_handle: status.account.acct,
        author_name: status.account.display_name,
        // A content warning is part of what was written.
        text: if status.spoiler_text.is_empty() {
            content
        } else {
            format!("{}\n\n{content}", status.spoiler_text)
        },
        url: text::web_address(&status.url.unwrap_or(status.uri)),
        written_at,
        raw: raw.get().to_owned(),
        gone: false,
    })
}
