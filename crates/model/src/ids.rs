//! Identifiers: a ULID (26 characters, sortable by time) in a type of its own for each kind of thing.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A text that is not an identifier.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not an id: {0:?}")]
pub struct BadId(pub String);

/// What all identifiers share.
pub trait Id: Sized {
    /// Takes 26 characters of Crockford base 32 that somebody else made (URL, database row).
    ///
    /// # Errors
    /// [`BadId`] when the text is not a ULID.
    fn parse(text: &str) -> Result<Self, BadId>;
    /// Wraps a fresh ULID, see [`crate::Source::id`].
    fn from_ulid(ulid: ulid::Ulid) -> Self;
    /// The 26 characters.
    fn as_str(&self) -> &str;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl Id for $name {
            fn parse(text: &str) -> Result<Self, BadId> {
                match ulid::Ulid::from_string(text) {
                    Ok(_) => Ok(Self(text.to_ascii_uppercase())),
                    Err(_) => Err(BadId(text.chars().take(40).collect())),
                }
            }
            fn from_ulid(ulid: ulid::Ulid) -> Self { Self(ulid.to_string()) }
            fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )+};
}

ids! {
    /// A municipality: one tenant.
    MunicipalityId,
    /// A person with an account in Rettesnor.
    PersonId,
    /// An official account on a network.
    ChannelId,
    /// A post that we write.
    PostId,
    /// A frozen version of a post.
    RevisionId,
    /// One revision's life on one channel.
    PublicationId,
    /// An export from the archive.
    ExportId,
    /// What a comparison of a channel with its network came to.
    ReconciliationId,
    /// A difference between a network and what we hold.
    GapId,
    /// A picture of a channel's page.
    SnapshotId,
    /// An uploaded picture.
    MediaId,
    /// One step of an approval.
    ApprovalId,
    /// A stored decision of the rulebook.
    DecisionId,
    /// Something others wrote to us.
    ItemId,
    /// Our answer to an item.
    AnswerId,
    /// A moderation decision.
    ModerationId,
    /// A record in the archive.
    RecordId,
    /// An entry of the journal.
    EntryId,
    /// One sealed part of a journal entry's payload.
    PartId,
    /// A job.
    JobId,
    /// A search that somebody keeps under a name.
    SavedSearchId,
    /// A request for access.
    RequestId,
    /// One thing chosen for the answer to a request.
    RequestItemId,
    /// A declared crisis.
    CrisisId,
    /// A duty that a clause creates.
    DutyId,
    /// A case: something reported or asked.
    CaseId,
    /// A waiver: being excused from a clause.
    WaiverId,
    /// A version of a municipality's own pack.
    PackVersionId,
    /// A municipality's own rule on how long records are kept.
    RetentionRuleId,
    /// Something that keeps records from being disposed of.
    HoldId,
    /// A disposal of records.
    DisposalId,
    /// A person's request to have her data erased.
    ErasureId,
    /// A post on the practice network.
    PracticePostId,
    /// A comment on the practice network.
    PracticeCommentId,
}
