//! What networks have against what we hold.

use crate::inbox::answer;
use crate::session::Session;
use crate::value::{Row, args, count, id};
use async_trait::async_trait;
use model::item::Answer;
use model::reconciliation::{Gap, GapKind, Reconciliation};
use model::{ChannelId, GapId, Millis, MunicipalityId};
use store::{ReconciliationRead, ReconciliationWrite, Result, StoreError};

const DAYS: &str =
    "SELECT * FROM reconciliations WHERE municipality = $1 AND channel = $2 ORDER BY day DESC LIMIT $3";
const GAPS: &str = "SELECT * FROM gaps WHERE municipality = $1 AND channel = $2 ORDER BY found_at, id";
const GAP: &str = "SELECT * FROM gaps WHERE municipality = $1 AND id = $2";
const ANSWERS: &str = "SELECT s.* FROM answers s JOIN items i ON i.id = s.item WHERE s.municipality = $1 AND i.channel = $2 \
     AND s.state = 'published' AND s.published_at >= $3 ORDER BY s.published_at DESC, s.id DESC LIMIT $4";
const PUT_DAY: &str = "INSERT INTO reconciliations (id, municipality, channel, day, asked_at, since, cut, posts, comments, \
     gaps, problem) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (channel, day) DO UPDATE SET \
     asked_at = excluded.asked_at, since = excluded.since, cut = excluded.cut, posts = excluded.posts, \
     comments = excluded.comments, gaps = excluded.gaps, problem = excluded.problem";
const PUT_GAP: &str = "INSERT INTO gaps (id, municipality, channel, kind, subject, about, url, mark, at, found_at, settled) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (channel, kind, subject) DO UPDATE SET \
     about = excluded.about, url = excluded.url, mark = excluded.mark, at = excluded.at, found_at = excluded.found_at, \
     settled = excluded.settled";
const DELETE_GAP: &str = "DELETE FROM gaps WHERE municipality = $1 AND id = $2";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[DAYS, GAPS, GAP, ANSWERS, PUT_DAY, PUT_GAP, DELETE_GAP];

fn day(row: &Row) -> Result<Reconciliation> {
    Ok(Reconciliation {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        channel: row.id("channel")?,
        day: row.word("day", |text| text.parse().ok())?,
        asked_at: row.millis("asked_at")?,
        since: row.millis("since")?,
        cut: row.bool("cut")?,
        posts: row.int("posts")?,
        comments: row.int("comments")?,
        gaps: row.int("gaps")?,
        problem: row.text("problem")?,
    })
}

fn gap(row: &Row) -> Result<Gap> {
    Ok(Gap {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        channel: row.id("channel")?,
        kind: row.word("kind", GapKind::parse)?,
        subject: row.text("subject")?,
        about: row.text("about")?,
        url: row.text("url")?,
        mark: row.text("mark")?,
        at: row.opt_millis("at")?,
        found_at: row.millis("found_at")?,
        settled: row.bool("settled")?,
    })
}

#[async_trait]
impl ReconciliationRead for Session {
    async fn reconciliations(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        limit: usize,
    ) -> Result<Vec<Reconciliation>> {
        let values = vec![id(municipality), id(channel), count(limit)];
        let rows = self.conn().await.all(DAYS, values).await?;
        rows.iter().map(day).collect()
    }

    async fn gaps(&self, municipality: &MunicipalityId, channel: &ChannelId) -> Result<Vec<Gap>> {
        let values = vec![id(municipality), id(channel)];
        let rows = self.conn().await.all(GAPS, values).await?;
        rows.iter().map(gap).collect()
    }

    async fn gap(&self, municipality: &MunicipalityId, of: &GapId) -> Result<Gap> {
        let values = vec![id(municipality), id(of)];
        let row = self.conn().await.opt(GAP, values).await?;
        gap(&row.ok_or(StoreError::NotFound("gap"))?)
    }

    async fn answers_on(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        since: Millis,
        limit: usize,
    ) -> Result<Vec<Answer>> {
        let values = vec![id(municipality), id(channel), since.into(), count(limit)];
        let rows = self.conn().await.all(ANSWERS, values).await?;
        rows.iter().map(answer).collect()
    }
}

#[async_trait]
impl ReconciliationWrite for Session {
    async fn put_reconciliation(&self, r: &Reconciliation) -> Result<()> {
        let values = args![
            r.id.to_string(),
            r.municipality.to_string(),
            r.channel.to_string(),
            r.day.to_string(),
            r.asked_at,
            r.since,
            r.cut,
            r.posts,
            r.comments,
            r.gaps,
            &r.problem,
        ];
        self.conn().await.run(PUT_DAY, values).await?;
        Ok(())
    }

    async fn put_gap(&self, g: &Gap) -> Result<()> {
        let values = args![
            g.id.to_string(),
            g.municipality.to_string(),
            g.channel.to_string(),
            g.kind.as_str(),
            &g.subject,
            &g.about,
            &g.url,
            &g.mark,
            g.at,
            g.found_at,
            g.settled,
        ];
        self.conn().await.run(PUT_GAP, values).await?;
        Ok(())
    }

    async fn delete_gap(&self, municipality: &MunicipalityId, of: &GapId) -> Result<()> {
        self.conn()
            .await
            .run(DELETE_GAP, vec![id(municipality), id(of)])
            .await?;
        Ok(())
    }
}
