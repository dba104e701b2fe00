//! Shapes that Bluesky sends (lexicons `com.atproto.*` and `app.bsky.*`).

use serde::Deserialize;
use serde_json::value::RawValue;

/// Answer of `createSession` and `refreshSession`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    pub did: String,
    pub handle: String,
    pub access_jwt: String,
    pub refresh_jwt: String,
}

/// Every error.
#[derive(Default, Deserialize)]
pub struct Error {
    #[serde(default)]
    pub error: String,
    #[serde(default)]
    pub message: String,
}

/// The part of `describeServer` that we heed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Described {
    #[serde(default)]
    pub blob_upload_limit: Option<usize>,
}

/// Answer of `createRecord` and head of `getRecord`.
#[derive(Deserialize)]
pub struct Written {
    pub uri: String,
    pub cid: String,
}

/// Answer of `getRecord` for a thread gate; unknown fields of the record are kept.
#[derive(Deserialize)]
pub struct Gate {
    pub cid: String,
    pub value: serde_json::Map<String, serde_json::Value>,
}

/// Answer of `uploadBlob`.
#[derive(Deserialize)]
pub struct Uploaded {
    pub blob: serde_json::Value,
}

/// Answer of `resolveHandle`.
#[derive(Deserialize)]
pub struct Resolved {
    pub did: String,
}

/// The part of a profile that we show.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    #[serde(default)]
    pub display_name: String,
}

/// Answer of `listNotifications`; each kept as sent.
#[derive(Deserialize)]
pub struct Notifications<'a> {
    #[serde(borrow)]
    pub notifications: Vec<&'a RawValue>,
    pub cursor: Option<String>,
}

/// What a notification and a post view have in common.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    pub uri: String,
    pub cid: String,
    pub author: Author,
    #[serde(default)]
    pub reason: String,
    pub record: Record,
    pub indexed_at: String,
}

/// Who wrote it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    pub did: String,
    pub handle: String,
    #[serde(default)]
    pub display_name: String,
}

/// The author's own record.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub created_at: String,
    pub reply: Option<Reply>,
}

/// Where a reply hangs.
#[derive(Deserialize)]
pub struct Reply {
    pub root: Written,
    pub parent: Written,
}

/// Answer of `getPostThread`.
#[derive(Deserialize)]
pub struct Thread<'a> {
    #[serde(borrow)]
    pub thread: Node<'a>,
}

/// A post in a thread; without `post` when removed or blocked.
#[derive(Deserialize)]
pub struct Node<'a> {
    #[serde(borrow)]
    pub post: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub replies: Vec<Node<'a>>,
}

/// Answer of `getPosts`.
#[derive(Deserialize)]
pub struct Posts {
    pub posts: Vec<PostName>,
}

/// The name of a post.
#[derive(Deserialize)]
pub struct PostName {
    pub uri: String,
}

/// Answer of `listRecords`; each kept as sent.
#[derive(Deserialize)]
pub struct Records<'a> {
    #[serde(borrow)]
    pub records: Vec<&'a RawValue>,
    pub cursor: Option<String>,
}

/// A post in `listRecords`.
#[derive(Deserialize)]
pub struct Listed {
    pub uri: String,
    pub cid: String,
    pub value: Record,
}
