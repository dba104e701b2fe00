//! What is shown to everybody.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::public::PublicVersion;
use model::publication::Publication;
use model::{EntryId, Millis, MunicipalityId, PostId, RevisionId};

/// Reads what is public.
#[async_trait]
pub trait PublicRead {
    /// A page of posts with when they were published last, last published first.
    async fn public_posts(
        &self,
        municipality: &MunicipalityId,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<(PostId, Millis)>>;
    /// A post's public versions, as published.
    async fn public_versions(
        &self,
        municipality: &MunicipalityId,
        post: &PostId,
    ) -> Result<Vec<PublicVersion>>;
    /// Whether any public version is of this revision.
    async fn is_public(&self, municipality: &MunicipalityId, revision: &RevisionId) -> Result<bool>;
    /// The public version that an entry of the journal holds.
    async fn public_entry(
        &self,
        municipality: &MunicipalityId,
        entry: &EntryId,
    ) -> Result<Option<PublicVersion>>;
    /// Publications that were published and are not public yet, first published first; at most `limit`.
    async fn not_public_yet(&self, municipality: &MunicipalityId, limit: usize) -> Result<Vec<Publication>>;
}

/// Makes public.
#[async_trait]
pub trait PublicWrite {
    /// Adds a public version. [`crate::StoreError::Duplicate`] when the publication has one.
    async fn insert_public_version(&self, version: &PublicVersion) -> Result<()>;
}
