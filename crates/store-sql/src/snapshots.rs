//! Snapshots of channels' pages.

use crate::lists::{newest_first, one_more};
use crate::session::Session;
use crate::value::{Row, args, id, opt_id};
use async_trait::async_trait;
use model::snapshot::{Snapshot, SnapshotOrigin, SnapshotState};
use model::{ChannelId, EntryId, MunicipalityId, SnapshotId};
use store::{Cursor, Page, Result, SnapshotRead, SnapshotWrite, StoreError};

const BY_ID: &str = "SELECT * FROM snapshots WHERE municipality = $1 AND id = $2";
const BY_ENTRY: &str = "SELECT * FROM snapshots WHERE municipality = $1 AND entry = $2";
const LIST: &str = "SELECT * FROM snapshots WHERE municipality = $1 AND channel = $5 AND (asked_at, id) < ($2, $3) \
     ORDER BY asked_at DESC, id DESC LIMIT $4";
const INSERT: &str = "INSERT INTO snapshots (id, municipality, channel, asked_by, asked_at, state, origin, url, problem, \
     entry, bytes, ended_at, erased_at, disposal, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const UPDATE: &str = "UPDATE snapshots SET state = $4, origin = $5, url = $6, problem = $7, entry = $8, bytes = $9, \
     ended_at = $10, erased_at = $11, disposal = $12, version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[BY_ID, BY_ENTRY, LIST, INSERT, UPDATE];

fn snapshot(row: &Row) -> Result<Snapshot> {
    Ok(Snapshot {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        channel: row.id("channel")?,
        asked_by: row.opt_id("asked_by")?,
        asked_at: row.millis("asked_at")?,
        state: row.word("state", SnapshotState::parse)?,
        origin: row.word("origin", SnapshotOrigin::parse)?,
        url: row.text("url")?,
        problem: row.text("problem")?,
        entry: row.opt_id("entry")?,
        bytes: row.int("bytes")?,
        ended_at: row.opt_millis("ended_at")?,
        erased_at: row.opt_millis("erased_at")?,
        disposal: row.opt_id("disposal")?,
        version: row.int("version")?,
    })
}

#[async_trait]
impl SnapshotRead for Session {
    async fn snapshot(&self, municipality: &MunicipalityId, of: &SnapshotId) -> Result<Snapshot> {
        let values = vec![id(municipality), id(of)];
        let row = self.conn().await.opt(BY_ID, values).await?;
        snapshot(&row.ok_or(StoreError::NotFound("snapshot"))?)
    }

    async fn snapshot_of(&self, municipality: &MunicipalityId, entry: &EntryId) -> Result<Option<Snapshot>> {
        let values = vec![id(municipality), id(entry)];
        let row = self.conn().await.opt(BY_ENTRY, values).await?;
        row.map(|row| snapshot(&row)).transpose()
    }

    async fn snapshots(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Snapshot>> {
        let [at, last] = newest_first(after);
        let values = vec![id(municipality), at, last, one_more(limit), id(channel)];
        let rows = self.conn().await.all(LIST, values).await?;
        let found = rows.iter().map(snapshot).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(found, limit, |s| Cursor {
            at: s.asked_at.0,
            id: s.id.to_string(),
        }))
    }
}

#[async_trait]
impl SnapshotWrite for Session {
    async fn insert_snapshot(&self, s: &Snapshot) -> Result<()> {
        let values = args![
            s.id.to_string(),
            s.municipality.to_string(),
            s.channel.to_string(),
            opt_id(s.asked_by.as_ref()),
            s.asked_at,
            s.state.as_str(),
            s.origin.as_str(),
            &s.url,
            &s.problem,
            opt_id(s.entry.as_ref()),
            s.bytes,
            s.ended_at,
            s.erased_at,
            opt_id(s.disposal.as_ref()),
            s.version,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }

    async fn update_snapshot(&self, s: &mut Snapshot) -> Result<()> {
        let values = args![
            s.municipality.to_string(),
            s.id.to_string(),
            s.version,
            s.state.as_str(),
            s.origin.as_str(),
            &s.url,
            &s.problem,
            opt_id(s.entry.as_ref()),
            s.bytes,
            s.ended_at,
            s.erased_at,
            opt_id(s.disposal.as_ref()),
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("snapshot"));
        }
        s.version += 1;
        Ok(())
    }
}
