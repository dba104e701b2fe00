//! Rules on how long records are kept, tags of records, and what holds records back.

use crate::Result;
use async_trait::async_trait;
use model::retention::{Hold, RetentionRule};
use model::{HoldId, Millis, MunicipalityId, RecordId, RetentionRuleId};

/// Reads rules, tags and holds.
#[async_trait]
pub trait RetentionRead {
    /// All rules, by title.
    async fn retention_rules(&self, municipality: &MunicipalityId) -> Result<Vec<RetentionRule>>;
    /// One rule.
    async fn retention_rule(
        &self,
        municipality: &MunicipalityId,
        id: &RetentionRuleId,
    ) -> Result<RetentionRule>;
    /// Tags of a record, sorted.
    async fn record_tags(&self, municipality: &MunicipalityId, record: &RecordId) -> Result<Vec<String>>;
    /// Holds that were not released, newest first; their own end may have passed.
    async fn holds(&self, municipality: &MunicipalityId) -> Result<Vec<Hold>>;
    /// Holds of one cause (its word and id), released ones too, newest first.
    async fn holds_of(&self, municipality: &MunicipalityId, cause: &str, of: &str) -> Result<Vec<Hold>>;
    /// One hold.
    async fn hold(&self, municipality: &MunicipalityId, id: &HoldId) -> Result<Hold>;
    /// Holds that were released, newest first; at most `limit`.
    async fn released_holds(&self, municipality: &MunicipalityId, limit: usize) -> Result<Vec<Hold>>;
    /// When something last happened in a record.
    async fn latest_event(&self, municipality: &MunicipalityId, record: &RecordId) -> Result<Option<Millis>>;
}

/// Writes rules, tags and holds.
#[async_trait]
pub trait RetentionWrite {
    /// Adds a rule.
    async fn insert_retention_rule(&self, rule: &RetentionRule) -> Result<()>;
    /// Changes a rule.
    async fn update_retention_rule(&self, rule: &mut RetentionRule) -> Result<()>;
    /// Gives a record a tag; nothing happens when it has it.
    async fn tag_record(&self, municipality: &MunicipalityId, record: &RecordId, tag: &str) -> Result<()>;
    /// Takes a tag from a record.
    async fn untag_record(&self, municipality: &MunicipalityId, record: &RecordId, tag: &str) -> Result<()>;
    /// Adds a hold.
    async fn insert_hold(&self, hold: &Hold) -> Result<()>;
    /// Writes down the release of a hold. [`crate::StoreError::Conflict`] when it was released before.
    async fn release_hold(&self, hold: &Hold) -> Result<()>;
}
