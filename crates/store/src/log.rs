//! The Merkle log of each municipality: state, tiles, checkpoints, signing key.

use crate::Result;
use async_trait::async_trait;
use model::archive::{Checkpoint, LogState, Tile};
use model::{Millis, MunicipalityId};

/// Reads the log.
#[async_trait]
pub trait LogRead {
    /// Where the log stands.
    async fn log_state(&self, municipality: &MunicipalityId) -> Result<LogState>;
    /// The newest checkpoint.
    async fn latest_checkpoint(&self, municipality: &MunicipalityId) -> Result<Option<Checkpoint>>;
    /// Checkpoints of sizes above `size`, by size; at most `limit`.
    async fn checkpoints_after(
        &self,
        municipality: &MunicipalityId,
        size: i64,
        limit: usize,
    ) -> Result<Vec<Checkpoint>>;
    /// A complete tile.
    async fn tile(&self, municipality: &MunicipalityId, level: i64, number: i64) -> Result<Option<Tile>>;
    /// Leaf hashes from position `seq` on, at most `limit`: what a partial tile is made of.
    async fn leaves_from(
        &self,
        municipality: &MunicipalityId,
        seq: i64,
        limit: usize,
    ) -> Result<Vec<Vec<u8>>>;
    /// The signing key of the log, sealed by the key-encryption key.
    async fn log_key(&self, municipality: &MunicipalityId) -> Result<Option<Vec<u8>>>;
}

/// Writes the log.
#[async_trait]
pub trait LogWrite {
    /// Where the log stands and when its newest entry was made, and keeps every other transaction from appending until
    /// this one ends.
    async fn lock_log(&self, municipality: &MunicipalityId) -> Result<(LogState, Option<Millis>)>;
    /// Where the log stands now. [`crate::StoreError::Conflict`] when it would grow shorter.
    async fn put_log_state(&self, municipality: &MunicipalityId, state: &LogState) -> Result<()>;
    /// Adds a complete tile.
    async fn insert_tile(&self, tile: &Tile) -> Result<()>;
    /// Adds a checkpoint; one of the same size is left as it is.
    async fn insert_checkpoint(&self, checkpoint: &Checkpoint) -> Result<()>;
    /// Sets the sealed signing key.
    async fn put_log_key(&self, municipality: &MunicipalityId, sealed: &[u8]) -> Result<()>;
}
