//! The built-in practice network: a public page where a municipality can train.

use crate::{ChannelId, Millis, MunicipalityId, PracticeCommentId, PracticePostId};
use serde::{Deserialize, Serialize};

/// A picture of a post on the practice network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticePicture {
    /// Hex SHA-256, the name in the blob store.
    pub blob: String,
    /// MIME type.
    pub mime: String,
    /// Alt text.
    pub alt: String,
    /// Captions of a video, as WebVTT; empty when there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub captions: String,
}

/// A post on the practice network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticePost {
    /// Id; its name on the network.
    pub id: PracticePostId,
    /// Whose page.
    pub municipality: MunicipalityId,
    /// Channel.
    pub channel: ChannelId,
    /// Text.
    pub text: String,
    /// Address it points to; empty when none.
    pub link: String,
    /// Language.
    pub lang: String,
    /// Pictures in order.
    pub pictures: Vec<PracticePicture>,
    /// Idempotency key; unique together with `channel`.
    pub key: String,
    /// Whether it was taken down.
    pub removed: bool,
    /// When.
    pub created_at: Millis,
}

/// A comment on the practice network, by a citizen or by the municipality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeComment {
    /// Id; its name on the network.
    pub id: PracticeCommentId,
    /// Whose page.
    pub municipality: MunicipalityId,
    /// Channel of the post.
    pub channel: ChannelId,
    /// Under which post.
    pub post: PracticePostId,
    /// The comment it answers.
    pub parent: Option<PracticeCommentId>,
    /// Name the writer gave.
    pub author: String,
    /// Whether the municipality wrote it.
    pub official: bool,
    /// Text.
    pub text: String,
    /// Idempotency key; unique together with `post` when not empty.
    pub key: String,
    /// Hidden by the municipality.
    pub hidden: bool,
    /// Taken back by its author.
    pub removed: bool,
    /// When it was written.
    pub created_at: Millis,
    /// When it was last written, edited or taken back; what polling goes by.
    pub changed_at: Millis,
}
