//! What the account itself has: the records of its own repository, which its own server holds whole.

use super::session::read;
use super::{Bluesky, POST, address, owner_and_key, wire};
use crate::CallError;
use crate::connector::{OwnPage, OwnPost};
use crate::http::Effect;
use model::Millis;

/// Records in one page, the most that a server gives.
const PAGE: &str = "100";

/// Newest record keys come first; the cursor is the server's own.
pub(super) async fn page(account: &Bluesky, cursor: &str) -> Result<OwnPage, CallError> {
    let session = account.session().await?;
    let mut query = vec![
        ("repo", session.did.as_str()),
        ("collection", POST),
        ("limit", PAGE),
    ];
    if !cursor.is_empty() {
        query.push(("cursor", cursor));
    }
    let answer = account.ask("com.atproto.repo.listRecords", &query).await?;
    let list: wire::Records<'_> = read(&answer, Effect::Reads)?;
    let mut posts = Vec::with_capacity(list.records.len());
    for raw in list.records {
        let listed: wire::Listed =
            serde_json::from_str(raw.get()).map_err(|e| CallError::BadAnswer(e.to_string()))?;
        // The time stands in the record, which any app may have written: without one it is as old as can be.
        let written = listed.value.created_at.parse::<jiff::Timestamp>();
        let url = owner_and_key(&listed.uri).map(|(owner, key)| address(&session.handle, owner, key));
        posts.push(OwnPost {
            url: url.unwrap_or_default(),
            remote_id: listed.uri,
            cid: listed.cid,
            text: listed.value.text,
            parent_remote_id: listed.value.reply.map(|r| r.parent.uri).unwrap_or_default(),
            written_at: written.map_or(Millis(0), Millis::from),
            edited: None,
            raw: raw.get().to_owned(),
        });
    }
    let cursor = list.cursor.filter(|_| !posts.is_empty()).unwrap_or_default();
    Ok(OwnPage { posts, cursor })
}
