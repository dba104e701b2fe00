//! The practice network's posts and comments.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::practice::{PracticeComment, PracticePost};
use model::{ChannelId, MunicipalityId, PracticeCommentId, PracticePostId};

/// Reads the practice network.
#[async_trait]
pub trait PracticeRead {
    /// One post.
    async fn practice_post(&self, municipality: &MunicipalityId, id: &PracticePostId)
    -> Result<PracticePost>;
    /// The post that was made with `key`.
    async fn practice_post_by_key(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        key: &str,
    ) -> Result<Option<PracticePost>>;
    /// A page of posts, newest first, taken down ones left out; of one channel or of all.
    async fn practice_posts(
        &self,
        municipality: &MunicipalityId,
        channel: Option<&ChannelId>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PracticePost>>;
    /// One comment.
    async fn practice_comment(
        &self,
        municipality: &MunicipalityId,
        id: &PracticeCommentId,
    ) -> Result<PracticeComment>;
    /// The comment under `post` that was made with `key`.
    async fn practice_comment_by_key(
        &self,
        municipality: &MunicipalityId,
        post: &PracticePostId,
        key: &str,
    ) -> Result<Option<PracticeComment>>;
    /// Comments under these posts, by post, as written; hidden and taken back ones too.
    async fn practice_comments(
        &self,
        municipality: &MunicipalityId,
        posts: &[PracticePostId],
    ) -> Result<Vec<PracticeComment>>;
    /// A channel's comments in the order they changed, after `after`: what a poll reads. `Cursor::at` is `changed_at`.
    async fn practice_comments_changed(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PracticeComment>>;
}

/// Writes the practice network.
#[async_trait]
pub trait PracticeWrite {
    /// Publishes. The id of the post that stands: an earlier one with the same channel and key, otherwise this one.
    async fn insert_practice_post(&self, post: &PracticePost) -> Result<PracticePostId>;
    /// Comments. The id of the comment that stands: an earlier one with the same post and key (when not empty).
    async fn insert_practice_comment(&self, comment: &PracticeComment) -> Result<PracticeCommentId>;
    /// Takes a post down.
    async fn remove_practice_post(&self, municipality: &MunicipalityId, id: &PracticePostId) -> Result<()>;
    /// Writes a comment's text, `hidden`, `removed` and `changed_at`.
    async fn update_practice_comment(&self, comment: &PracticeComment) -> Result<()>;
}
