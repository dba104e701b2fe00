//! Exports from the archive.

use crate::lists::{newest_first, one_more};
use crate::session::Session;
use crate::value::{Row, args, id, json};
use async_trait::async_trait;
use model::export::{Export, ExportFormat, ExportState};
use model::{ExportId, MunicipalityId};
use store::{Cursor, ExportRead, ExportWrite, Page, Result, StoreError};

const BY_ID: &str = "SELECT * FROM exports WHERE municipality = $1 AND id = $2";
const LIST: &str = "SELECT * FROM exports WHERE municipality = $1 AND (asked_at, id) < ($2, $3) \
     ORDER BY asked_at DESC, id DESC LIMIT $4";
const IN_STATE: &str = "SELECT * FROM exports WHERE municipality = $1 AND state = $2 ORDER BY asked_at, id";
const INSERT: &str = "INSERT INTO exports (id, municipality, asked_by, asked_at, format, choice, state, size, progress, \
     problem, bytes, digest, ended_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
const UPDATE: &str = "UPDATE exports SET state = $4, progress = $5, problem = $6, bytes = $7, digest = $8, ended_at = $9, \
     version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[BY_ID, LIST, IN_STATE, INSERT, UPDATE];

fn export(row: &Row) -> Result<Export> {
    Ok(Export {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        asked_by: row.id("asked_by")?,
        asked_at: row.millis("asked_at")?,
        format: row.word("format", ExportFormat::parse)?,
        choice: row.json("choice")?,
        state: row.word("state", ExportState::parse)?,
        size: row.int("size")?,
        progress: row.json("progress")?,
        problem: row.text("problem")?,
        bytes: row.int("bytes")?,
        digest: row.text("digest")?,
        ended_at: row.opt_millis("ended_at")?,
        version: row.int("version")?,
    })
}

#[async_trait]
impl ExportRead for Session {
    async fn export(&self, municipality: &MunicipalityId, of: &ExportId) -> Result<Export> {
        let values = vec![id(municipality), id(of)];
        let row = self.conn().await.opt(BY_ID, values).await?;
        export(&row.ok_or(StoreError::NotFound("export"))?)
    }

    async fn exports(
        &self,
        municipality: &MunicipalityId,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Export>> {
        let [at, last] = newest_first(after);
        let values = vec![id(municipality), at, last, one_more(limit)];
        let rows = self.conn().await.all(LIST, values).await?;
        let found = rows.iter().map(export).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(found, limit, |e| Cursor {
            at: e.asked_at.0,
            id: e.id.to_string(),
        }))
    }

    async fn exports_in(&self, municipality: &MunicipalityId, state: ExportState) -> Result<Vec<Export>> {
        let values = vec![id(municipality), state.as_str().into()];
        let rows = self.conn().await.all(IN_STATE, values).await?;
        rows.iter().map(export).collect()
    }
}

#[async_trait]
impl ExportWrite for Session {
    async fn insert_export(&self, e: &Export) -> Result<()> {
        let values = args![
            e.id.to_string(),
            e.municipality.to_string(),
            e.asked_by.to_string(),
            e.asked_at,
            e.format.as_str(),
            json(&e.choice)?,
            e.state.as_str(),
            e.size,
            json(&e.progress)?,
            &e.problem,
            e.bytes,
            &e.digest,
            e.ended_at,
            e.version,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }

    async fn update_export(&self, e: &mut Export) -> Result<()> {
        let values = args![
            e.municipality.to_string(),
            e.id.to_string(),
            e.version,
            e.state.as_str(),
            json(&e.progress)?,
            &e.problem,
            e.bytes,
            &e.digest,
            e.ended_at,
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("export"));
        }
        e.version += 1;
        Ok(())
    }
}
