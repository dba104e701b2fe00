//! Publishing posts and replies.

use super::facets::{Kind, marks};
use super::session::{Body, read};
use super::{Bluesky, POST, address, no_record, owner_and_key, wire};
use crate::connector::{Connector, Outgoing, Remote, RemoteRef};
use crate::http::{Answer, Effect};
use crate::{CallError, Image, Video, text};
use bytes::Bytes;
use model::Source;
use reqwest::Method;
use serde_json::{Value, json};

/// A fresh record key: a TID, 53 bits of microseconds and 10 random bits in sortable base 32
/// (AT Protocol, "Timestamp Identifiers").
pub(super) fn record_key(source: &Source) -> String {
    let random = u64::from_le_bytes(source.bytes::<8>());
    let ms = u64::try_from(source.now().0).unwrap_or(0);
    // The clock gives milliseconds; the microseconds within are random like the clock id.
    let micros = ms.saturating_mul(1_000).saturating_add(random % 1_000) & ((1 << 53) - 1);
    let tid = (micros << 10) | ((random >> 32) & 0x3ff);
    const ALPHABET: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";
    (0..13)
        .rev()
        .filter_map(|place| {
            let digit = usize::try_from((tid >> (place * 5)) & 31).ok()?;
            ALPHABET.get(digit).copied().map(char::from)
        })
        .collect()
}

pub(super) async fn publish(account: &Bluesky, out: &Outgoing, key: &str) -> Result<Remote, CallError> {
    let body = out.body();
    text::refuse_too_long(account.count_length(&body))?;
    let session = account.session().await?;
    let mut record = json!({
        "$type": POST,
        "text": body,
        "createdAt": out.at.rfc3339(),
    });
    let mut set = |name: &str, value: Value| {
        if let Some(map) = record.as_object_mut() {
            map.insert(name.to_owned(), value);
        }
    };
    if !out.lang.is_empty() {
        set("langs", json!([out.lang]));
    }
    let facets = facets(account, &body).await?;
    if !facets.is_empty() {
        set("facets", Value::Array(facets));
    }
    if !out.images.is_empty() {
        let mut images = Vec::new();
        for image in &out.images {
            images.push(upload(account, image).await?);
        }
        set(
            "embed",
            json!({"$type": "app.bsky.embed.images", "images": images}),
        );
    }
    if let Some(video) = &out.video {
        set("embed", film(account, video, &out.lang).await?);
    }
    if let Some(reply) = &out.reply {
        let (root, parent) = (
            quoted(account, &reply.root).await?,
            quoted(account, &reply.parent).await?,
        );
        set("reply", json!({"root": root, "parent": parent}));
    }
    let call = json!({"repo": session.did, "collection": POST, "rkey": key, "record": record});
    let answer = account
        .call(
            Method::POST,
            "com.atproto.repo.createRecord",
            &[],
            Body::Json(&call),
            Effect::Changes,
        )
        .await;
    match answer.and_then(|answer| remote(&session.handle, &answer, Effect::Changes)) {
        // A server answers 500 to a key that it has already, and may break off after having written.
        Err(lost @ CallError::Lost(_)) => match find(account, key).await {
            Ok(Some(found)) => Ok(found),
            _ => Err(lost),
        },
        other => other,
    }
}

pub(super) async fn find(account: &Bluesky, key: &str) -> Result<Option<Remote>, CallError> {
    let session = account.session().await?;
    match get_record(account, &session.did, POST, key).await {
        Ok(answer) => remote(&session.handle, &answer, Effect::Reads).map(Some),
        Err(error) if no_record(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) async fn get_record(
    account: &Bluesky,
    repo: &str,
    collection: &str,
    key: &str,
) -> Result<Answer, CallError> {
    let query = [("repo", repo), ("collection", collection), ("rkey", key)];
    account.ask("com.atproto.repo.getRecord", &query).await
}

fn remote(handle: &str, answer: &Answer, effect: Effect) -> Result<Remote, CallError> {
    let written: wire::Written = read(answer, effect)?;
    let (owner, key) = owner_and_key(&written.uri).ok_or_else(|| effect.garbled("not a post's address"))?;
    Ok(Remote {
        url: address(handle, owner, key),
        cid: written.cid,
        raw: String::from_utf8_lossy(&answer.body).into_owned(),
        remote_id: written.uri,
    })
}

/// A strong reference; the content id is looked up where it is not known.
async fn quoted(account: &Bluesky, to: &RemoteRef) -> Result<Value, CallError> {
    if !to.cid.is_empty() {
        return Ok(json!({"uri": to.remote_id, "cid": to.cid}));
    }
    let (owner, key) = owner_and_key(&to.remote_id).ok_or_else(|| CallError::Refused {
        code: "not-a-post".into(),
        message: to.remote_id.clone(),
    })?;
    let answer = get_record(account, owner, POST, key).await?;
    let found: wire::Written = read(&answer, Effect::Reads)?;
    Ok(json!({"uri": found.uri, "cid": found.cid}))
}

/// Uploads bytes. Until a record names them the server may throw them away, so twice is harmless.
async fn blob(account: &Bluesky, bytes: Bytes, mime: &str) -> Result<Value, CallError> {
    let name = "com.atproto.repo.uploadBlob";
    let body = Body::Bytes(bytes, mime);
    let answer = account.call(Method::POST, name, &[], body, Effect::Reads).await?;
    let uploaded: wire::Uploaded = read(&answer, Effect::Reads)?;
    Ok(uploaded.blob)
}

/// A video with its captions. The network converts it when it first sees the record (its documentation's "simple
/// method"): for some seconds the post stands without the video.
async fn film(account: &Bluesky, video: &Video, lang: &str) -> Result<Value, CallError> {
    let mut embed = json!({
        "$type": "app.bsky.embed.video",
        "video": blob(account, video.bytes.clone(), Video::MIME).await?,
        "alt": video.alt,
        "aspectRatio": {"width": video.width, "height": video.height},
    });
    if !video.captions.is_empty()
        && let Some(map) = embed.as_object_mut()
    {
        let bytes = Bytes::from(video.captions.clone());
        // The lexicon demands a language (BCP 47).
        let lang = if lang.is_empty() { "no" } else { lang };
        let file = json!({"lang": lang, "file": blob(account, bytes, "text/vtt").await?});
        map.insert("captions".to_owned(), json!([file]));
    }
    Ok(embed)
}

/// Uploads a picture.
async fn upload(account: &Bluesky, image: &Image) -> Result<Value, CallError> {
    Ok(json!({
        "image": blob(account, image.bytes.clone(), &image.mime).await?,
        "alt": image.alt,
        "aspectRatio": {"width": image.width, "height": image.height},
    }))
}

/// The facets of `text`. A mention of a handle that does not exist stays plain text.
async fn facets(account: &Bluesky, text: &str) -> Result<Vec<Value>, CallError> {
    let mut facets = Vec::new();
    for mark in marks(text) {
        let feature = match mark.kind {
            Kind::Link(uri) => json!({"$type": "app.bsky.richtext.facet#link", "uri": uri}),
            Kind::Tag(tag) => json!({"$type": "app.bsky.richtext.facet#tag", "tag": tag}),
            Kind::Mention(handle) => {
                let query = [("handle", handle.as_str())];
                match account.ask("com.atproto.identity.resolveHandle", &query).await {
                    Ok(answer) => {
                        let resolved: wire::Resolved = read(&answer, Effect::Reads)?;
                        json!({"$type": "app.bsky.richtext.facet#mention", "did": resolved.did})
                    }
                    Err(CallError::Refused { .. }) => continue,
                    Err(other) => return Err(other),
                }
            }
        };
        facets.push(json!({
            "index": {"byteStart": mark.start, "byteEnd": mark.end},
            "features": [feature],
        }));
    }
    Ok(facets)
}
