//! A municipality's own guideline packs.

use crate::session::Session;
use crate::value::{Row, args, id, opt_id};
use async_trait::async_trait;
use model::pack::{PackFile, PackState, PackVersion};
use model::{MunicipalityId, PackVersionId};
use store::{PackRead, PackWrite, Result, StoreError};

const BY_ID: &str = "SELECT * FROM pack_versions WHERE municipality = $1 AND id = $2";
const ALL: &str = "SELECT * FROM pack_versions WHERE municipality = $1 ORDER BY started_at DESC, id DESC";
const BY_DIGEST: &str = "SELECT * FROM pack_versions WHERE municipality = $1 AND digest = $2 AND digest <> '' \
     ORDER BY started_at DESC, id DESC LIMIT 1";
const FILES: &str = "SELECT * FROM pack_files WHERE municipality = $1 AND pack_version = $2 ORDER BY path";
const INSERT: &str = "INSERT INTO pack_versions (id, municipality, pack, version, base, state, digest, started_by, started_at, \
     changed_by, changed_at, submitted_by, submitted_at, approved_by, approved_at, note, body, case_ref, valid_from, adopted_by, \
     adopted_at, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";
const UPDATE: &str = "UPDATE pack_versions SET version = $4, state = $5, digest = $6, changed_by = $7, changed_at = $8, \
     submitted_by = $9, submitted_at = $10, approved_by = $11, approved_at = $12, note = $13, body = $14, case_ref = $15, \
     valid_from = $16, adopted_by = $17, adopted_at = $18, revision = revision + 1 \
     WHERE municipality = $1 AND id = $2 AND revision = $3";
const PUT_FILE: &str = "INSERT INTO pack_files (municipality, pack_version, path, text, shipped) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (pack_version, path) DO UPDATE SET text = excluded.text, shipped = excluded.shipped \
     WHERE pack_files.municipality = excluded.municipality";
const REMOVE_FILE: &str =
    "DELETE FROM pack_files WHERE municipality = $1 AND pack_version = $2 AND path = $3";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    BY_ID,
    ALL,
    BY_DIGEST,
    FILES,
    INSERT,
    UPDATE,
    PUT_FILE,
    REMOVE_FILE,
];

fn version(row: &Row) -> Result<PackVersion> {
    Ok(PackVersion {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        pack: row.text("pack")?,
        version: row.text("version")?,
        base: row.text("base")?,
        state: row.word("state", PackState::parse)?,
        digest: row.text("digest")?,
        started_by: row.id("started_by")?,
        started_at: row.millis("started_at")?,
        changed_by: row.id("changed_by")?,
        changed_at: row.millis("changed_at")?,
        submitted_by: row.opt_id("submitted_by")?,
        submitted_at: row.opt_millis("submitted_at")?,
        approved_by: row.opt_id("approved_by")?,
        approved_at: row.opt_millis("approved_at")?,
        note: row.text("note")?,
        body: row.text("body")?,
        case_ref: row.text("case_ref")?,
        valid_from: Some(row.text("valid_from")?).filter(|day| !day.is_empty()),
        adopted_by: row.opt_id("adopted_by")?,
        adopted_at: row.opt_millis("adopted_at")?,
        revision: row.int("revision")?,
    })
}

fn file(row: &Row) -> Result<PackFile> {
    Ok(PackFile {
        path: row.text("path")?,
        text: row.text("text")?,
        shipped: row.int("shipped")? != 0,
    })
}

#[async_trait]
impl PackRead for Session {
    async fn pack_version(&self, municipality: &MunicipalityId, of: &PackVersionId) -> Result<PackVersion> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(of)])
            .await?;
        version(&row.ok_or(StoreError::NotFound("pack version"))?)
    }

    async fn pack_versions(&self, municipality: &MunicipalityId) -> Result<Vec<PackVersion>> {
        let rows = self.conn().await.all(ALL, vec![id(municipality)]).await?;
        rows.iter().map(version).collect()
    }

    async fn pack_of_digest(
        &self,
        municipality: &MunicipalityId,
        digest: &str,
    ) -> Result<Option<PackVersion>> {
        let values = args![municipality.to_string(), digest];
        let row = self.conn().await.opt(BY_DIGEST, values).await?;
        row.as_ref().map(version).transpose()
    }

    async fn pack_files(&self, municipality: &MunicipalityId, of: &PackVersionId) -> Result<Vec<PackFile>> {
        let rows = self
            .conn()
            .await
            .all(FILES, vec![id(municipality), id(of)])
            .await?;
        rows.iter().map(file).collect()
    }
}

#[async_trait]
impl PackWrite for Session {
    async fn insert_pack_version(&self, v: &PackVersion) -> Result<()> {
        let values = args![
            v.id.to_string(),
            v.municipality.to_string(),
            &v.pack,
            &v.version,
            &v.base,
            v.state.as_str(),
            &v.digest,
            v.started_by.to_string(),
            v.started_at,
            v.changed_by.to_string(),
            v.changed_at,
            opt_id(v.submitted_by.as_ref()),
            v.submitted_at,
            opt_id(v.approved_by.as_ref()),
            v.approved_at,
            &v.note,
            &v.body,
            &v.case_ref,
            v.valid_from.as_deref().unwrap_or_default(),
            opt_id(v.adopted_by.as_ref()),
            v.adopted_at,
            v.revision,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }

    async fn update_pack_version(&self, v: &mut PackVersion) -> Result<()> {
        let values = args![
            v.municipality.to_string(),
            v.id.to_string(),
            v.revision,
            &v.version,
            v.state.as_str(),
            &v.digest,
            v.changed_by.to_string(),
            v.changed_at,
            opt_id(v.submitted_by.as_ref()),
            v.submitted_at,
            opt_id(v.approved_by.as_ref()),
            v.approved_at,
            &v.note,
            &v.body,
            &v.case_ref,
            v.valid_from.as_deref().unwrap_or_default(),
            opt_id(v.adopted_by.as_ref()),
            v.adopted_at,
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("pack version"));
        }
        v.revision += 1;
        Ok(())
    }

    async fn put_pack_file(
        &self,
        municipality: &MunicipalityId,
        of: &PackVersionId,
        f: &PackFile,
    ) -> Result<()> {
        let values = args![
            municipality.to_string(),
            of.to_string(),
            &f.path,
            &f.text,
            i64::from(f.shipped),
        ];
        self.conn().await.run(PUT_FILE, values).await?;
        Ok(())
    }

    async fn remove_pack_file(
        &self,
        municipality: &MunicipalityId,
        of: &PackVersionId,
        path: &str,
    ) -> Result<()> {
        let values = args![municipality.to_string(), of.to_string(), path];
        self.conn().await.run(REMOVE_FILE, values).await?;
        Ok(())
    }
}
