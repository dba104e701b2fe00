//! A municipality's own guideline packs.

use crate::Result;
use async_trait::async_trait;
use model::pack::{PackFile, PackVersion};
use model::{MunicipalityId, PackVersionId};

/// Reads packs.
#[async_trait]
pub trait PackRead {
    /// One version by id.
    async fn pack_version(&self, municipality: &MunicipalityId, id: &PackVersionId) -> Result<PackVersion>;
    /// All versions, newest first.
    async fn pack_versions(&self, municipality: &MunicipalityId) -> Result<Vec<PackVersion>>;
    /// A version that was submitted with these rules, if any.
    async fn pack_of_digest(
        &self,
        municipality: &MunicipalityId,
        digest: &str,
    ) -> Result<Option<PackVersion>>;
    /// A version's files, in order of path.
    async fn pack_files(&self, municipality: &MunicipalityId, id: &PackVersionId) -> Result<Vec<PackFile>>;
}

/// Writes packs.
#[async_trait]
pub trait PackWrite {
    /// Begins one.
    async fn insert_pack_version(&self, version: &PackVersion) -> Result<()>;
    /// Changes everything but its id, owner and beginning.
    async fn update_pack_version(&self, version: &mut PackVersion) -> Result<()>;
    /// Writes a file of a version, over the one of that path.
    async fn put_pack_file(
        &self,
        municipality: &MunicipalityId,
        id: &PackVersionId,
        file: &PackFile,
    ) -> Result<()>;
    /// Takes a version's files away whose text was given up: of one path, or those of the packs that it extends.
    async fn remove_pack_file(
        &self,
        municipality: &MunicipalityId,
        id: &PackVersionId,
        path: &str,
    ) -> Result<()>;
}
