//! Decisions on what others wrote.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::moderation::{Moderation, ModerationState};
use model::{ItemId, ModerationId, MunicipalityId};

/// Reads moderation decisions.
#[async_trait]
pub trait ModerationRead {
    /// One by id.
    async fn moderation(&self, municipality: &MunicipalityId, id: &ModerationId) -> Result<Moderation>;
    /// All on an item, oldest first.
    async fn moderations_of(&self, municipality: &MunicipalityId, item: &ItemId) -> Result<Vec<Moderation>>;
    /// A page, newest first; `states` empty is any.
    async fn moderations(
        &self,
        municipality: &MunicipalityId,
        states: &[ModerationState],
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Moderation>>;
}

/// Writes moderation decisions.
#[async_trait]
pub trait ModerationWrite {
    /// Adds one.
    async fn insert_moderation(&self, moderation: &Moderation) -> Result<()>;
    /// Changes one.
    async fn update_moderation(&self, moderation: &mut Moderation) -> Result<()>;
}
