//! Revisions on channels.

use crate::Result;
use async_trait::async_trait;
use model::publication::{Publication, PublicationState};
use model::{ChannelId, Millis, MunicipalityId, PostId, PublicationId};

/// Reads publications.
#[async_trait]
pub trait PublicationRead {
    /// One by id.
    async fn publication(&self, municipality: &MunicipalityId, id: &PublicationId) -> Result<Publication>;
    /// All of the given posts, for lists: by post, then by time due.
    async fn publications_of(
        &self,
        municipality: &MunicipalityId,
        posts: &[PostId],
    ) -> Result<Vec<Publication>>;
    /// Those in one of `states` that are due until `until`, by time due; at most `limit`.
    async fn publications_due(
        &self,
        municipality: &MunicipalityId,
        states: &[PublicationState],
        until: Millis,
        limit: usize,
    ) -> Result<Vec<Publication>>;
    /// Those in one of `states`, by time due.
    async fn publications_in(
        &self,
        municipality: &MunicipalityId,
        states: &[PublicationState],
    ) -> Result<Vec<Publication>>;
    /// The one that a channel's network knows by `remote_id`.
    async fn publication_by_remote(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        remote_id: &str,
    ) -> Result<Option<Publication>>;
    /// Those published on a channel since `since`, newest first: whose threads a poll reads; at most `limit`.
    async fn published_on(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        since: Millis,
        limit: usize,
    ) -> Result<Vec<Publication>>;
}

/// Writes publications.
#[async_trait]
pub trait PublicationWrite {
    /// Adds one. [`crate::StoreError::Duplicate`] when the revision has one on that channel.
    async fn insert_publication(&self, publication: &Publication) -> Result<()>;
    /// Changes one.
    async fn update_publication(&self, publication: &mut Publication) -> Result<()>;
}
