//! Hiding answers by the thread gate: a record beside our post that names the answers to fold away.

use super::post::get_record;
use super::session::{Body, read};
use super::{Bluesky, OTHER_MEANS, no_record, owner_and_key, wire};
use crate::http::Effect;
use crate::{CallError, Seen};
use reqwest::Method;
use serde_json::{Value, json};

/// Collection of thread gates; a gate has the record key of its post.
const GATE: &str = "app.bsky.feed.threadgate";
/// Most answers that one gate can hide (lexicon `app.bsky.feed.threadgate`).
const HIDDEN_LIMIT: usize = 300;
/// How often we read again when somebody else changed the gate in between.
const TRIES: usize = 4;

pub(super) async fn set(account: &Bluesky, root: &str, item: &str, hide: bool) -> Result<(), CallError> {
    let did = account.session().await?.did;
    let key = own_thread(&did, root)?;
    for _ in 0..TRIES {
        let gate = current(account, &did, key).await?;
        let (mut record, cid) = match gate {
            Some(gate) => (gate.value, Value::String(gate.cid)),
            None if !hide => return Ok(()),
            // Without `allow` everybody may still answer.
            None => (serde_json::Map::new(), Value::Null),
        };
        let mut hidden = hidden_in(&record);
        if hidden.iter().any(|uri| uri == item) == hide {
            return Ok(());
        }
        if hide {
            if hidden.len() >= HIDDEN_LIMIT {
                return Err(CallError::Refused {
                    code: "too-many-hidden".into(),
                    message: format!("a thread gate hides at most {HIDDEN_LIMIT} answers"),
                });
            }
            hidden.push(item.to_owned());
        } else {
            hidden.retain(|uri| uri != item);
        }
        record.insert("$type".into(), json!(GATE));
        record.insert("post".into(), json!(root));
        record.insert("hiddenReplies".into(), json!(hidden));
        record
            .entry("createdAt")
            .or_insert_with(|| json!(account.source.now().rfc3339()));
        let call = json!({
            "repo": did, "collection": GATE, "rkey": key, "record": record,
            // Null says that there must be none yet.
            "swapRecord": cid,
        });
        let written = account
            .call(
                Method::POST,
                "com.atproto.repo.putRecord",
                &[],
                Body::Json(&call),
                Effect::Changes,
            )
            .await;
        match written {
            Err(CallError::Refused { code, .. }) if code == "InvalidSwap" => {}
            other => return other.map(|_| ()),
        }
    }
    Err(CallError::Down("the thread gate keeps changing".into()))
}

/// Hidden is what our own server holds, which every AppView follows; gone is what the AppView says, where
/// there is one.
pub(super) async fn look(account: &Bluesky, root: &str, item: &str) -> Result<Seen, CallError> {
    let did = account.session().await?.did;
    let posts = account
        .ask("app.bsky.feed.getPosts", &[("uris", item)])
        .await
        .and_then(|answer| read::<wire::Posts>(&answer, Effect::Reads));
    match posts {
        Ok(found) if found.posts.iter().all(|post| post.uri != item) => return Ok(Seen::Gone),
        Ok(_) | Err(CallError::Down(_) | CallError::BadAnswer(_)) => {}
        Err(error) => return Err(error),
    }
    let Ok(key) = own_thread(&did, root) else {
        return Ok(Seen::Visible);
    };
    let gate = current(account, &did, key).await?;
    let hidden = gate.is_some_and(|gate| hidden_in(&gate.value).iter().any(|uri| uri == item));
    Ok(if hidden { Seen::Hidden } else { Seen::Visible })
}

/// The record key of `root` when we began that thread; otherwise it has no gate of ours.
fn own_thread<'a>(did: &str, root: &'a str) -> Result<&'a str, CallError> {
    match owner_and_key(root) {
        Some((owner, key)) if owner == did => Ok(key),
        _ => Err(CallError::NotSupported { means: OTHER_MEANS }),
    }
}

async fn current(account: &Bluesky, did: &str, key: &str) -> Result<Option<wire::Gate>, CallError> {
    match get_record(account, did, GATE, key).await {
        Ok(answer) => read(&answer, Effect::Reads).map(Some),
        Err(error) if no_record(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn hidden_in(record: &serde_json::Map<String, Value>) -> Vec<String> {
    let list = record.get("hiddenReplies").and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
