//! Decisions on what others wrote.

use crate::lists;
use crate::search;
use crate::session::Session;
use crate::value::{Row, args, id};
use async_trait::async_trait;
use model::moderation::{Moderation, ModerationAct, ModerationState};
use model::{Id as _, ItemId, ModerationId, MunicipalityId};
use store::{Cursor, ModerationRead, ModerationWrite, Page, Result, SearchKind, StoreError};

const BY_ID: &str = "SELECT * FROM moderations WHERE municipality = $1 AND id = $2";
const OF: &str = "SELECT * FROM moderations WHERE municipality = $1 AND item = $2 ORDER BY decided_at, id";
const PAGE: &str = "SELECT * FROM moderations WHERE municipality = $1 AND (decided_at, id) < ($2, $3) \
     AND state IN ($5, $6, $7, $8) ORDER BY decided_at DESC, id DESC LIMIT $4";
const INSERT: &str = "INSERT INTO moderations (id, municipality, item, act, ground, reason, evidence, state, means, problem, \
     decided_by, decided_at, confirmed_at, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
const UPDATE: &str = "UPDATE moderations SET state = $4, means = $5, problem = $6, confirmed_at = $7, \
     version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[BY_ID, OF, PAGE, INSERT, UPDATE];

fn moderation(row: &Row) -> Result<Moderation> {
    Ok(Moderation {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        item: row.id("item")?,
        act: row.word("act", ModerationAct::parse)?,
        ground: row.text("ground")?,
        reason: row.text("reason")?,
        evidence: row.id("evidence")?,
        state: row.word("state", ModerationState::parse)?,
        means: row.text("means")?,
        problem: row.text("problem")?,
        decided_by: row.id("decided_by")?,
        decided_at: row.millis("decided_at")?,
        confirmed_at: row.opt_millis("confirmed_at")?,
        version: row.int("version")?,
    })
}

#[async_trait]
impl ModerationRead for Session {
    async fn moderation(&self, municipality: &MunicipalityId, id_: &ModerationId) -> Result<Moderation> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(id_)])
            .await?;
        moderation(&row.ok_or(StoreError::NotFound("moderation"))?)
    }

    async fn moderations_of(&self, municipality: &MunicipalityId, item: &ItemId) -> Result<Vec<Moderation>> {
        self.conn()
            .await
            .all(OF, vec![id(municipality), id(item)])
            .await?
            .iter()
            .map(moderation)
            .collect()
    }

    async fn moderations(
        &self,
        municipality: &MunicipalityId,
        states: &[ModerationState],
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Moderation>> {
        let states = if states.is_empty() {
            ModerationState::ALL
        } else {
            states
        };
        let [at, last] = lists::newest_first(after);
        let mut values = vec![id(municipality), at, last, lists::one_more(limit)];
        values.extend(lists::words::<4>(states.iter().map(|s| s.as_str())));
        let rows = self.conn().await.all(PAGE, values).await?;
        let rows = rows.iter().map(moderation).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(rows, limit, |m| Cursor {
            at: m.decided_at.0,
            id: m.id.to_string(),
        }))
    }
}

#[async_trait]
impl ModerationWrite for Session {
    async fn insert_moderation(&self, m: &Moderation) -> Result<()> {
        let values = args![
            m.id.to_string(),
            m.municipality.to_string(),
            m.item.to_string(),
            m.act.as_str(),
            &m.ground,
            &m.reason,
            m.evidence.to_string(),
            m.state.as_str(),
            &m.means,
            &m.problem,
            m.decided_by.to_string(),
            m.decided_at,
            m.confirmed_at,
            m.version,
        ];
        let mut conn = self.conn().await;
        conn.run(INSERT, values).await?;
        search::refresh(
            &mut conn,
            &m.municipality,
            SearchKind::Moderation,
            &[m.id.as_str()],
        )
        .await
    }

    async fn update_moderation(&self, m: &mut Moderation) -> Result<()> {
        let values = args![
            m.municipality.to_string(),
            m.id.to_string(),
            m.version,
            m.state.as_str(),
            &m.means,
            &m.problem,
            m.confirmed_at,
        ];
        let mut conn = self.conn().await;
        if conn.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("moderation"));
        }
        m.version += 1;
        search::refresh(
            &mut conn,
            &m.municipality,
            SearchKind::Moderation,
            &[m.id.as_str()],
        )
        .await
    }
}
