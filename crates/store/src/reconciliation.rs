//! What networks have against what we hold.

use crate::Result;
use async_trait::async_trait;
use model::item::Answer;
use model::reconciliation::{Gap, Reconciliation};
use model::{ChannelId, GapId, Millis, MunicipalityId};

/// Reads comparisons.
#[async_trait]
pub trait ReconciliationRead {
    /// The newest days of a channel, newest first; at most `limit`.
    async fn reconciliations(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        limit: usize,
    ) -> Result<Vec<Reconciliation>>;
    /// All gaps of a channel, settled ones too, in the order found.
    async fn gaps(&self, municipality: &MunicipalityId, channel: &ChannelId) -> Result<Vec<Gap>>;
    /// One gap.
    async fn gap(&self, municipality: &MunicipalityId, id: &GapId) -> Result<Gap>;
    /// Our answers published on a channel since `since`, newest first; at most `limit`.
    async fn answers_on(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        since: Millis,
        limit: usize,
    ) -> Result<Vec<Answer>>;
}

/// Writes comparisons.
#[async_trait]
pub trait ReconciliationWrite {
    /// Writes how a channel stood on a day, in place of an earlier look on that day.
    async fn put_reconciliation(&self, reconciliation: &Reconciliation) -> Result<()>;
    /// Adds a gap, or writes the one of the same channel, kind and subject anew (address, mark, times, `settled`).
    async fn put_gap(&self, gap: &Gap) -> Result<()>;
    /// Takes a gap away that is none any more.
    async fn delete_gap(&self, municipality: &MunicipalityId, id: &GapId) -> Result<()>;
}
