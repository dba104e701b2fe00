//! Records, the journal and its sealed payloads.

use crate::{EntryId, Millis, MunicipalityId, PartId, RecordId};
use serde::{Deserialize, Serialize};

crate::words! {
    /// What a record is about.
    RecordKind {
        /// A post with its thread: revisions, decisions, publications, comments, moderation.
        Post = "post",
        /// A channel: application, approvals, changes.
        Channel = "channel",
        /// The municipality itself: set-up, people, packs, crises.
        Municipality = "municipality",
        /// An item outside any thread of ours.
        Item = "item",
        /// A case: something reported or asked, and how it was handled.
        Case = "case",
    }
}

/// A record: one matter with its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Id.
    pub id: RecordId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Kind.
    pub kind: RecordKind,
    /// Post, channel, municipality or item id; unique together with `kind`.
    pub subject: String,
    /// When it was opened.
    pub opened_at: Millis,
    /// Key of this record, wrapped by the key-encryption key; `None` after lawful erasure.
    pub key_wrapped: Option<Vec<u8>>,
}

/// One entry of the journal. It holds no personal data: who and what are in the sealed parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Id.
    pub id: EntryId,
    /// Whose log.
    pub municipality: MunicipalityId,
    /// Position in the municipality's log, from 0, without gaps.
    pub seq: i64,
    /// Record it belongs to.
    pub record: RecordId,
    /// Kind, e.g. "post.submitted", "item.received", "moderation.evidence".
    pub kind: String,
    /// When.
    pub at: Millis,
    /// Commitment over the parts, 32 bytes.
    pub commitment: Vec<u8>,
    /// RFC 6962 leaf hash of the entry's leaf, 32 bytes.
    pub leaf: Vec<u8>,
}

/// One sealed part of an entry's payload: `data` (JSON: actor and what happened), `raw` (network JSON), `media/0` …
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Id.
    pub id: PartId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Entry.
    pub entry: EntryId,
    /// Order, from 0.
    pub position: i64,
    /// Name.
    pub name: String,
    /// Content type.
    pub content_type: String,
    /// Salted commitment over the plain bytes, 32 bytes.
    pub commitment: Vec<u8>,
    /// Nonce, salt and content, sealed with the record's key. Empty when it lies in the blob store or was erased.
    pub sealed: Vec<u8>,
    /// Name in the blob store when it is large; empty otherwise.
    pub blob: String,
}

/// Where a municipality's log stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogState {
    /// Number of leaves.
    pub size: i64,
    /// Roots of the complete subtrees from large to small, 32 bytes each: enough to append and to give the root.
    pub frontier: Vec<u8>,
}

/// A signed statement of a log's size and root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose log.
    pub municipality: MunicipalityId,
    /// Size.
    pub size: i64,
    /// Root, 32 bytes.
    pub root: Vec<u8>,
    /// The C2SP signed note.
    pub note: String,
    /// When.
    pub at: Millis,
}

/// A tile of 1 to 256 hashes, as C2SP tlog-tiles publishes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Whose log.
    pub municipality: MunicipalityId,
    /// Level, from 0.
    pub level: i64,
    /// Index in the level.
    pub number: i64,
    /// Complete tiles only: 256 hashes, 8192 bytes.
    pub hashes: Vec<u8>,
}

/// A stored decision of the rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDecision {
    /// Id.
    pub id: crate::DecisionId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Event asked about, e.g. "post.submit".
    pub event: String,
    /// Post, item or channel id.
    pub subject: String,
    /// Outcome, the word of the rulebook.
    pub outcome: String,
    /// Hex digest of the packs that decided.
    pub pack_digest: String,
    /// The whole decision as JSON.
    pub json: String,
    /// When.
    pub at: Millis,
}
