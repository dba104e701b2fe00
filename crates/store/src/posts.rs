//! Posts, pictures and frozen revisions.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::post::{Media, Post, PostState, Revision};
use model::{MediaId, MunicipalityId, PersonId, PostId, RevisionId};

/// Which posts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostFilter {
    /// In one of these states; empty is any.
    pub states: Vec<PostState>,
    /// By this author.
    pub author: Option<PersonId>,
}

/// Reads posts.
#[async_trait]
pub trait PostRead {
    /// One by id.
    async fn post(&self, municipality: &MunicipalityId, id: &PostId) -> Result<Post>;
    /// A page, last changed first.
    async fn posts(
        &self,
        municipality: &MunicipalityId,
        filter: &PostFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Post>>;
    /// How many in each state (states without any are left out).
    async fn post_counts(&self, municipality: &MunicipalityId) -> Result<Vec<(PostState, i64)>>;
    /// One picture.
    async fn media(&self, municipality: &MunicipalityId, id: &MediaId) -> Result<Media>;
    /// A post's pictures in order.
    async fn media_of(&self, municipality: &MunicipalityId, post: &PostId) -> Result<Vec<Media>>;
    /// One revision.
    async fn revision(&self, municipality: &MunicipalityId, id: &RevisionId) -> Result<Revision>;
    /// A post's revisions, first to last.
    async fn revisions_of(&self, municipality: &MunicipalityId, post: &PostId) -> Result<Vec<Revision>>;
}

/// Writes posts.
#[async_trait]
pub trait PostWrite {
    /// Adds one.
    async fn insert_post(&self, post: &Post) -> Result<()>;
    /// Changes one.
    async fn update_post(&self, post: &mut Post) -> Result<()>;
    /// Adds a picture.
    async fn insert_media(&self, media: &Media) -> Result<()>;
    /// Changes a picture's note or order.
    async fn update_media(&self, media: &mut Media) -> Result<()>;
    /// Takes a picture off its post (its bytes stay in the blob store).
    async fn delete_media(&self, municipality: &MunicipalityId, id: &MediaId) -> Result<()>;
    /// Adds a frozen revision, and puts its text into the full-text search.
    async fn insert_revision(&self, revision: &Revision) -> Result<()>;
}
