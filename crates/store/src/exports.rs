//! Exports from the archive.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::export::{Export, ExportState};
use model::{ExportId, MunicipalityId};

/// Reads exports.
#[async_trait]
pub trait ExportRead {
    /// One.
    async fn export(&self, municipality: &MunicipalityId, id: &ExportId) -> Result<Export>;
    /// A page, last asked first.
    async fn exports(
        &self,
        municipality: &MunicipalityId,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Export>>;
    /// All in this state, first asked first.
    async fn exports_in(&self, municipality: &MunicipalityId, state: ExportState) -> Result<Vec<Export>>;
}

/// Writes exports.
#[async_trait]
pub trait ExportWrite {
    /// Adds one.
    async fn insert_export(&self, export: &Export) -> Result<()>;
    /// Changes state, progress and outcome.
    async fn update_export(&self, export: &mut Export) -> Result<()>;
}
