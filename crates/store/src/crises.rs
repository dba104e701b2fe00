//! Declared crises.

use crate::Result;
use async_trait::async_trait;
use model::crisis::Crisis;
use model::{CrisisId, MunicipalityId};

/// Reads crises.
#[async_trait]
pub trait CrisisRead {
    /// One by id.
    async fn crisis(&self, municipality: &MunicipalityId, id: &CrisisId) -> Result<Crisis>;
    /// The one that is open now.
    async fn open_crisis(&self, municipality: &MunicipalityId) -> Result<Option<Crisis>>;
    /// All, newest first.
    async fn crises(&self, municipality: &MunicipalityId) -> Result<Vec<Crisis>>;
}

/// Writes crises.
#[async_trait]
pub trait CrisisWrite {
    /// Declares one. [`crate::StoreError::Duplicate`] when one is open already.
    async fn insert_crisis(&self, crisis: &Crisis) -> Result<()>;
    /// Changes or ends one.
    async fn update_crisis(&self, crisis: &mut Crisis) -> Result<()>;
}
