//! Stored decisions of the rulebook.

use crate::Result;
use async_trait::async_trait;
use model::archive::StoredDecision;
use model::{DecisionId, MunicipalityId};

/// Reads decisions.
#[async_trait]
pub trait DecisionRead {
    /// One by id.
    async fn decision(&self, municipality: &MunicipalityId, id: &DecisionId) -> Result<StoredDecision>;
    /// All about a subject, oldest first.
    async fn decisions_of(&self, municipality: &MunicipalityId, subject: &str)
    -> Result<Vec<StoredDecision>>;
    /// At most `limit` of a municipality's decisions in order of id, those after `after`; for going through all.
    async fn decisions_after(
        &self,
        municipality: &MunicipalityId,
        after: Option<&DecisionId>,
        limit: usize,
    ) -> Result<Vec<StoredDecision>>;
    /// The newest about a subject at one event; `None` when it was never asked.
    async fn latest_decision(
        &self,
        municipality: &MunicipalityId,
        subject: &str,
        event: &str,
    ) -> Result<Option<StoredDecision>>;
}

/// Writes decisions.
#[async_trait]
pub trait DecisionWrite {
    /// Adds decisions, many at a time.
    async fn insert_decisions(&self, decisions: &[StoredDecision]) -> Result<()>;
}
