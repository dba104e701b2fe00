//! Tenants.

use crate::Result;
use async_trait::async_trait;
use model::MunicipalityId;
use model::municipality::Municipality;

/// Reads municipalities.
#[async_trait]
pub trait MunicipalityRead {
    /// One by id.
    async fn municipality(&self, id: &MunicipalityId) -> Result<Municipality>;
    /// One by its name in public addresses.
    async fn municipality_by_slug(&self, slug: &str) -> Result<Option<Municipality>>;
    /// All of the installation, by name.
    async fn municipalities(&self) -> Result<Vec<Municipality>>;
}

/// Writes municipalities.
#[async_trait]
pub trait MunicipalityWrite {
    /// Adds one, with an empty log. [`crate::StoreError::Duplicate`] for a slug in use.
    async fn insert_municipality(&self, municipality: &Municipality) -> Result<()>;
    /// Changes one.
    async fn update_municipality(&self, municipality: &mut Municipality) -> Result<()>;
}
