//! The Merkle log of each municipality.

use crate::session::Session;
use crate::value::{Row, args, id};
use async_trait::async_trait;
use model::archive::{Checkpoint, LogState, Tile};
use model::{Millis, MunicipalityId};
use store::{LogRead, LogWrite, Result, StoreError};

const STATE: &str = "SELECT size, frontier FROM log_states WHERE municipality = $1";
const LOCK: &str = "UPDATE log_states SET size = size WHERE municipality = $1 RETURNING size, frontier, \
     (SELECT at FROM entries WHERE municipality = $1 ORDER BY seq DESC LIMIT 1) AS newest_at";
const LOCKED_PG: &str = "SELECT size, frontier, (SELECT at FROM entries WHERE municipality = $1 ORDER BY seq DESC LIMIT 1) AS newest_at \
     FROM log_states WHERE municipality = $1";
const PUT_STATE: &str =
    "UPDATE log_states SET size = $2, frontier = $3 WHERE municipality = $1 AND size <= $2";
const LATEST: &str = "SELECT * FROM checkpoints WHERE municipality = $1 ORDER BY size DESC LIMIT 1";
const AFTER: &str = "SELECT * FROM checkpoints WHERE municipality = $1 AND size > $2 ORDER BY size LIMIT $3";
const TILE: &str = "SELECT * FROM tiles WHERE municipality = $1 AND level = $2 AND number = $3";
const LEAVES: &str = "SELECT leaf FROM entries WHERE municipality = $1 AND seq >= $2 ORDER BY seq LIMIT $3";
const KEY: &str = "SELECT key_sealed FROM log_states WHERE municipality = $1";
const PUT_KEY: &str = "UPDATE log_states SET key_sealed = $2 WHERE municipality = $1";
const INSERT_TILE: &str = "INSERT INTO tiles (municipality, level, number, hashes) VALUES ($1, $2, $3, $4)";
const INSERT_CHECKPOINT: &str = "INSERT INTO checkpoints (municipality, size, root, note, at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (municipality, size) DO NOTHING";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    STATE,
    LOCK,
    LOCKED_PG,
    PUT_STATE,
    LATEST,
    AFTER,
    TILE,
    LEAVES,
    KEY,
    PUT_KEY,
    INSERT_TILE,
    INSERT_CHECKPOINT,
];

fn state(row: Option<Row>) -> Result<LogState> {
    let row = row.ok_or(StoreError::NotFound("log"))?;
    Ok(LogState {
        size: row.int("size")?,
        frontier: row.bytes("frontier")?,
    })
}

fn checkpoint(row: &Row) -> Result<Checkpoint> {
    Ok(Checkpoint {
        municipality: row.id("municipality")?,
        size: row.int("size")?,
        root: row.bytes("root")?,
        note: row.text("note")?,
        at: row.millis("at")?,
    })
}

#[async_trait]
impl LogRead for Session {
    async fn log_state(&self, municipality: &MunicipalityId) -> Result<LogState> {
        state(self.conn().await.opt(STATE, vec![id(municipality)]).await?)
    }

    async fn latest_checkpoint(&self, municipality: &MunicipalityId) -> Result<Option<Checkpoint>> {
        self.conn()
            .await
            .opt(LATEST, vec![id(municipality)])
            .await?
            .as_ref()
            .map(checkpoint)
            .transpose()
    }

    async fn checkpoints_after(
        &self,
        municipality: &MunicipalityId,
        size: i64,
        limit: usize,
    ) -> Result<Vec<Checkpoint>> {
        let values = vec![id(municipality), size.into(), crate::value::count(limit)];
        self.conn()
            .await
            .all(AFTER, values)
            .await?
            .iter()
            .map(checkpoint)
            .collect()
    }

    async fn tile(&self, municipality: &MunicipalityId, level: i64, number: i64) -> Result<Option<Tile>> {
        let row = self
            .conn()
            .await
            .opt(TILE, vec![id(municipality), level.into(), number.into()])
            .await?;
        let Some(row) = row else { return Ok(None) };
        let hashes = row.bytes("hashes")?;
        Ok(Some(Tile {
            municipality: municipality.clone(),
            level,
            number,
            hashes,
        }))
    }

    async fn leaves_from(
        &self,
        municipality: &MunicipalityId,
        seq: i64,
        limit: usize,
    ) -> Result<Vec<Vec<u8>>> {
        let values = vec![id(municipality), seq.into(), crate::value::count(limit)];
        self.conn()
            .await
            .all(LEAVES, values)
            .await?
            .iter()
            .map(|r| r.bytes("leaf"))
            .collect()
    }

    async fn log_key(&self, municipality: &MunicipalityId) -> Result<Option<Vec<u8>>> {
        let row = self.conn().await.opt(KEY, vec![id(municipality)]).await?;
        row.ok_or(StoreError::NotFound("log"))?.opt_bytes("key_sealed")
    }
}

#[async_trait]
impl LogWrite for Session {
    /// The update that changes nothing takes the row's lock on PostgreSQL; SQLite has one writer anyway.
    async fn lock_log(&self, municipality: &MunicipalityId) -> Result<(LogState, Option<Millis>)> {
        let mut conn = self.conn().await;
        let mut row = conn.opt(LOCK, vec![id(municipality)]).await?;
        if conn.is_pg() {
            // The statement that waited for the lock may see the entries as they were before it waited.
            row = conn.opt(LOCKED_PG, vec![id(municipality)]).await?;
        }
        let newest = row.as_ref().map(|row| row.opt_millis("newest_at")).transpose()?;
        Ok((state(row)?, newest.flatten()))
    }

    async fn put_log_state(&self, municipality: &MunicipalityId, state: &LogState) -> Result<()> {
        let values = vec![id(municipality), state.size.into(), (&state.frontier).into()];
        if self.conn().await.run(PUT_STATE, values).await? == 0 {
            return Err(StoreError::Conflict("log"));
        }
        Ok(())
    }

    async fn insert_tile(&self, tile: &Tile) -> Result<()> {
        let values = args![
            tile.municipality.to_string(),
            tile.level,
            tile.number,
            &tile.hashes
        ];
        self.conn().await.run(INSERT_TILE, values).await?;
        Ok(())
    }

    async fn insert_checkpoint(&self, c: &Checkpoint) -> Result<()> {
        let values = args![c.municipality.to_string(), c.size, &c.root, &c.note, c.at];
        self.conn().await.run(INSERT_CHECKPOINT, values).await?;
        Ok(())
    }

    async fn put_log_key(&self, municipality: &MunicipalityId, sealed: &[u8]) -> Result<()> {
        if self
            .conn()
            .await
            .run(PUT_KEY, vec![id(municipality), sealed.into()])
            .await?
            == 0
        {
            return Err(StoreError::NotFound("log"));
        }
        Ok(())
    }
}
