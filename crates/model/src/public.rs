//! What a municipality shows to everybody of its archive.

use crate::{ChannelId, EntryId, Millis, MunicipalityId, PostId, PublicationId, RevisionId};
use serde::{Deserialize, Serialize};

/// What a municipality has decided to show. Nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicArchive {
    /// Whether published posts are shown.
    pub on: bool,
    /// Whether those that are no longer on the network are shown as well, and that they are gone.
    pub removed: bool,
}

/// A published version of a post that has been made public: its journal entry says exactly what everybody sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicVersion {
    /// Publication.
    pub publication: PublicationId,
    /// Whose.
    pub municipality: MunicipalityId,
    /// Post.
    pub post: PostId,
    /// Revision.
    pub revision: RevisionId,
    /// Channel.
    pub channel: ChannelId,
    /// Entry of the journal that holds what is shown.
    pub entry: EntryId,
    /// When it was published.
    pub published_at: Millis,
}
