//! Revisions on channels.

use crate::lists::{self, Order};
use crate::search;
use crate::session::Session;
use crate::value::{Row, Value, args, count, id};
use async_trait::async_trait;
use model::publication::{Publication, PublicationState};
use model::{ChannelId, Id as _, Millis, MunicipalityId, PostId, PublicationId};
use store::{PublicationRead, PublicationWrite, Result, SearchKind, StoreError};

const BY_ID: &str = "SELECT * FROM publications WHERE municipality = $1 AND id = $2";
const BY_REMOTE: &str = "SELECT * FROM publications WHERE municipality = $1 AND channel = $2 AND remote_id = $3 \
     AND remote_id <> ''";
const PUBLISHED_ON: &str = "SELECT * FROM publications WHERE municipality = $1 AND channel = $2 AND state = 'published' \
     AND published_at >= $3 ORDER BY published_at DESC, id DESC LIMIT $4";
const INSERT: &str = "INSERT INTO publications (id, municipality, post, revision, channel, state, due_at, key, remote_id, \
     remote_cid, url, problem, attempts, published_at, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const UPDATE: &str = "UPDATE publications SET state = $4, due_at = $5, key = $6, remote_id = $7, remote_cid = $8, url = $9, \
     problem = $10, attempts = $11, published_at = $12, version = version + 1 \
     WHERE municipality = $1 AND id = $2 AND version = $3";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[BY_ID, BY_REMOTE, PUBLISHED_ON, INSERT, UPDATE];

pub(crate) fn publication(row: &Row) -> Result<Publication> {
    Ok(Publication {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        post: row.id("post")?,
        revision: row.id("revision")?,
        channel: row.id("channel")?,
        state: row.word("state", PublicationState::parse)?,
        due_at: row.millis("due_at")?,
        key: row.text("key")?,
        remote_id: row.text("remote_id")?,
        remote_cid: row.text("remote_cid")?,
        url: row.text("url")?,
        problem: row.text("problem")?,
        attempts: row.int("attempts")?,
        published_at: row.opt_millis("published_at")?,
        version: row.int("version")?,
    })
}

impl Session {
    /// Those in `states`, by time due; `and` and `more` narrow them.
    async fn by_state(
        &self,
        municipality: &MunicipalityId,
        states: &[PublicationState],
        limit: Value,
        and: &str,
        more: Option<Value>,
    ) -> Result<Vec<Publication>> {
        if states.is_empty() {
            return Ok(Vec::new());
        }
        let words: Vec<_> = states.iter().map(|s| s.as_str()).collect();
        let sql = lists::merged("publications", "due_at", Order::OldestFirst, &words, and);
        let [at, first] = lists::oldest_first(None);
        let values = [id(municipality), at, first, limit]
            .into_iter()
            .chain(more)
            .collect();
        self.conn()
            .await
            .all_built(sql, values)
            .await?
            .iter()
            .map(publication)
            .collect()
    }
}

#[async_trait]
impl PublicationRead for Session {
    async fn publication(&self, municipality: &MunicipalityId, id_: &PublicationId) -> Result<Publication> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(id_)])
            .await?;
        publication(&row.ok_or(StoreError::NotFound("publication"))?)
    }

    async fn publications_of(
        &self,
        municipality: &MunicipalityId,
        posts: &[PostId],
    ) -> Result<Vec<Publication>> {
        let mut conn = self.conn().await;
        let mut found = Vec::new();
        for chunk in lists::chunks(posts.iter().map(PostId::as_str)) {
            let sql = format!(
                "SELECT * FROM publications WHERE municipality = $1 AND post IN ({}) ORDER BY post, due_at, id",
                lists::places(2, chunk.len())
            );
            let values = std::iter::once(id(municipality)).chain(chunk).collect();
            for row in conn.all_built(sql, values).await? {
                found.push(publication(&row)?);
            }
        }
        Ok(found)
    }

    async fn publications_due(
        &self,
        municipality: &MunicipalityId,
        states: &[PublicationState],
        until: Millis,
        limit: usize,
    ) -> Result<Vec<Publication>> {
        self.by_state(
            municipality,
            states,
            count(limit),
            " AND due_at <= $5",
            Some(until.into()),
        )
        .await
    }

    async fn publications_in(
        &self,
        municipality: &MunicipalityId,
        states: &[PublicationState],
    ) -> Result<Vec<Publication>> {
        self.by_state(municipality, states, i64::MAX.into(), "", None)
            .await
    }

    async fn publication_by_remote(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        remote_id: &str,
    ) -> Result<Option<Publication>> {
        let values = vec![id(municipality), id(channel), remote_id.into()];
        self.conn()
            .await
            .opt(BY_REMOTE, values)
            .await?
            .as_ref()
            .map(publication)
            .transpose()
    }

    async fn published_on(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        since: Millis,
        limit: usize,
    ) -> Result<Vec<Publication>> {
        let values = vec![id(municipality), id(channel), since.into(), count(limit)];
        self.conn()
            .await
            .all(PUBLISHED_ON, values)
            .await?
            .iter()
            .map(publication)
            .collect()
    }
}

#[async_trait]
impl PublicationWrite for Session {
    async fn insert_publication(&self, p: &Publication) -> Result<()> {
        let values = args![
            p.id.to_string(),
            p.municipality.to_string(),
            p.post.to_string(),
            p.revision.to_string(),
            p.channel.to_string(),
            p.state.as_str(),
            p.due_at,
            &p.key,
            &p.remote_id,
            &p.remote_cid,
            &p.url,
            &p.problem,
            p.attempts,
            p.published_at,
            p.version,
        ];
        let mut conn = self.conn().await;
        conn.run(INSERT, values).await?;
        search::refresh(
            &mut conn,
            &p.municipality,
            SearchKind::Revision,
            &[p.revision.as_str()],
        )
        .await
    }

    async fn update_publication(&self, p: &mut Publication) -> Result<()> {
        let values = args![
            p.municipality.to_string(),
            p.id.to_string(),
            p.version,
            p.state.as_str(),
            p.due_at,
            &p.key,
            &p.remote_id,
            &p.remote_cid,
            &p.url,
            &p.problem,
            p.attempts,
            p.published_at,
        ];
        let mut conn = self.conn().await;
        if conn.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("publication"));
        }
        p.version += 1;
        search::refresh(
            &mut conn,
            &p.municipality,
            SearchKind::Revision,
            &[p.revision.as_str()],
        )
        .await
    }
}
