//! Declared crises.

use crate::session::Session;
use crate::value::{Row, args, id, opt_id};
use async_trait::async_trait;
use model::crisis::Crisis;
use model::{CrisisId, MunicipalityId};
use store::{CrisisRead, CrisisWrite, Result, StoreError};

const BY_ID: &str = "SELECT * FROM crises WHERE municipality = $1 AND id = $2";
const OPEN: &str = "SELECT * FROM crises WHERE municipality = $1 AND ended_at IS NULL";
const ALL: &str = "SELECT * FROM crises WHERE municipality = $1 ORDER BY declared_at DESC, id DESC";
const INSERT: &str = "INSERT INTO crises (id, municipality, title, clause, declared_by, declared_at, ended_by, ended_at, \
     version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const UPDATE: &str = "UPDATE crises SET title = $4, clause = $5, ended_by = $6, ended_at = $7, version = version + 1 \
     WHERE municipality = $1 AND id = $2 AND version = $3";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[BY_ID, OPEN, ALL, INSERT, UPDATE];

fn crisis(row: &Row) -> Result<Crisis> {
    Ok(Crisis {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        title: row.text("title")?,
        clause: row.text("clause")?,
        declared_by: row.id("declared_by")?,
        declared_at: row.millis("declared_at")?,
        ended_by: row.opt_id("ended_by")?,
        ended_at: row.opt_millis("ended_at")?,
        version: row.int("version")?,
    })
}

#[async_trait]
impl CrisisRead for Session {
    async fn crisis(&self, municipality: &MunicipalityId, id_: &CrisisId) -> Result<Crisis> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(id_)])
            .await?;
        crisis(&row.ok_or(StoreError::NotFound("crisis"))?)
    }

    async fn open_crisis(&self, municipality: &MunicipalityId) -> Result<Option<Crisis>> {
        self.conn()
            .await
            .opt(OPEN, vec![id(municipality)])
            .await?
            .as_ref()
            .map(crisis)
            .transpose()
    }

    async fn crises(&self, municipality: &MunicipalityId) -> Result<Vec<Crisis>> {
        self.conn()
            .await
            .all(ALL, vec![id(municipality)])
            .await?
            .iter()
            .map(crisis)
            .collect()
    }
}

#[async_trait]
impl CrisisWrite for Session {
    async fn insert_crisis(&self, c: &Crisis) -> Result<()> {
        let values = args![
            c.id.to_string(),
            c.municipality.to_string(),
            &c.title,
            &c.clause,
            c.declared_by.to_string(),
            c.declared_at,
            opt_id(c.ended_by.as_ref()),
            c.ended_at,
            c.version,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }

    async fn update_crisis(&self, c: &mut Crisis) -> Result<()> {
        let values = args![
            c.municipality.to_string(),
            c.id.to_string(),
            c.version,
            &c.title,
            &c.clause,
            opt_id(c.ended_by.as_ref()),
            c.ended_at,
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("crisis"));
        }
        c.version += 1;
        Ok(())
    }
}
