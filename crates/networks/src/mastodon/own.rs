//! What the account itself has on the server.

use super::call::read;
use super::{Mastodon, wire};
use crate::connector::{OwnPage, OwnPost};
use crate::http::Effect;
use crate::{CallError, text};
use serde_json::value::RawValue;

/// Statuses in one page, the most that a server gives.
const PAGE: &str = "40";

/// The cursor is the id of the oldest status seen.
pub(super) async fn page(account: &Mastodon, cursor: &str) -> Result<OwnPage, CallError> {
    let path = format!("/api/v1/accounts/{}/statuses", account.account_id().await?);
    let mut query = vec![("limit", PAGE), ("exclude_reblogs", "true")];
    if !cursor.is_empty() {
        query.push(("max_id", cursor));
    }
    let answer = account.ask(&path, &query).await?;
    let list: Vec<&RawValue> = read(&answer, Effect::Reads)?;
    let mut page = OwnPage::default();
    for raw in list {
        let status: wire::Status =
            serde_json::from_str(raw.get()).map_err(|e| CallError::BadAnswer(e.to_string()))?;
        page.cursor.clone_from(&status.id);
        page.posts.push(OwnPost {
            written_at: super::replies::instant(&status.created_at)?,
            text: text::plain_from_html(&status.content),
            url: text::web_address(&status.url.unwrap_or(status.uri)),
            remote_id: status.id,
            cid: String::new(),
            parent_remote_id: status.in_reply_to_id.unwrap_or_default(),
            // The server rewrites what it is given (mentions, links), so the text itself tells nothing.
            edited: Some(status.edited_at.is_some()),
            raw: raw.get().to_owned(),
        });
    }
    Ok(page)
}
