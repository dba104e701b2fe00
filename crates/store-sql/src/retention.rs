//! Rules on how long records are kept, tags of records, and holds.

use crate::session::Session;
use crate::value::{Row, Value, args, count, id, json, opt_id};
use async_trait::async_trait;
use model::archive::RecordKind;
use model::retention::{Cause, CountedFrom, Hold, HoldScope, RetentionRule, Then};
use model::{HoldId, Millis, MunicipalityId, RecordId, RetentionRuleId};
use store::{Result, RetentionRead, RetentionWrite, StoreError};

const RULES: &str = "SELECT * FROM retention_rules WHERE municipality = $1 ORDER BY title, id";
const RULE: &str = "SELECT * FROM retention_rules WHERE municipality = $1 AND id = $2";
const INSERT_RULE: &str = "INSERT INTO retention_rules (id, municipality, title, kind, channel, tag, term, counted_from, \
     then_what, law, ruling, active, changed_by, changed_at, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const UPDATE_RULE: &str = "UPDATE retention_rules SET title = $4, kind = $5, channel = $6, tag = $7, term = $8, \
     counted_from = $9, then_what = $10, law = $11, ruling = $12, active = $13, changed_by = $14, changed_at = $15, \
     version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";
const TAGS: &str = "SELECT tag FROM record_tags WHERE municipality = $1 AND record = $2 ORDER BY tag";
const TAG: &str =
    "INSERT INTO record_tags (municipality, record, tag) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const UNTAG: &str = "DELETE FROM record_tags WHERE municipality = $1 AND record = $2 AND tag = $3";
const HOLDS: &str =
    "SELECT * FROM holds WHERE municipality = $1 AND released_at IS NULL ORDER BY placed_at DESC, id DESC";
const RELEASED: &str = "SELECT * FROM holds WHERE municipality = $1 AND released_at IS NOT NULL \
     ORDER BY released_at DESC, id DESC LIMIT $2";
const HOLDS_OF: &str = "SELECT * FROM holds WHERE municipality = $1 AND cause = $2 AND cause_of = $3 \
     ORDER BY placed_at DESC, id DESC";
const HOLD: &str = "SELECT * FROM holds WHERE municipality = $1 AND id = $2";
const INSERT_HOLD: &str = "INSERT INTO holds (id, municipality, record, channel, from_at, to_at, cause, cause_of, reason, \
     placed_by, placed_at, until_at, released_at, released_by, release_reason) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const RELEASE: &str = "UPDATE holds SET released_at = $3, released_by = $4, release_reason = $5 \
     WHERE municipality = $1 AND id = $2 AND released_at IS NULL";
const LATEST: &str =
    "SELECT at FROM entries WHERE municipality = $1 AND record = $2 ORDER BY seq DESC LIMIT 1";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    RULES,
    RULE,
    INSERT_RULE,
    UPDATE_RULE,
    TAGS,
    TAG,
    UNTAG,
    HOLDS,
    RELEASED,
    HOLDS_OF,
    HOLD,
    INSERT_HOLD,
    RELEASE,
    LATEST,
];

fn rule(row: &Row) -> Result<RetentionRule> {
    Ok(RetentionRule {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        title: row.text("title")?,
        kind: row.word("kind", RecordKind::parse)?,
        channel: row.opt_id("channel")?,
        tag: row.text("tag")?,
        term: row.json("term")?,
        from: row.word("counted_from", CountedFrom::parse)?,
        then: row.word("then_what", Then::parse)?,
        law: row.text("law")?,
        ruling: row.json("ruling")?,
        active: row.bool("active")?,
        changed_by: row.id("changed_by")?,
        changed_at: row.millis("changed_at")?,
        version: row.int("version")?,
    })
}

fn hold(row: &Row) -> Result<Hold> {
    let (word, of) = (row.text("cause")?, row.text("cause_of")?);
    Ok(Hold {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        scope: HoldScope {
            record: row.opt_id("record")?,
            channel: row.opt_id("channel")?,
            from: row.opt_millis("from_at")?,
            to: row.opt_millis("to_at")?,
        },
        cause: Cause::parse(&word, &of).ok_or_else(|| StoreError::Corrupt {
            table: "holds",
            id: row.text("id").unwrap_or_default(),
            what: "cause".to_owned(),
        })?,
        reason: row.text("reason")?,
        placed_by: row.opt_id("placed_by")?,
        placed_at: row.millis("placed_at")?,
        until: row.opt_millis("until_at")?,
        released_at: row.opt_millis("released_at")?,
        released_by: row.opt_id("released_by")?,
        release_reason: row.text("release_reason")?,
    })
}

impl Session {
    async fn some_holds(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Hold>> {
        let rows = self.conn().await.all(sql, values).await?;
        rows.iter().map(hold).collect()
    }
}

#[async_trait]
impl RetentionRead for Session {
    async fn retention_rules(&self, municipality: &MunicipalityId) -> Result<Vec<RetentionRule>> {
        let rows = self.conn().await.all(RULES, vec![id(municipality)]).await?;
        rows.iter().map(rule).collect()
    }

    async fn retention_rule(
        &self,
        municipality: &MunicipalityId,
        of: &RetentionRuleId,
    ) -> Result<RetentionRule> {
        let values = vec![id(municipality), id(of)];
        let row = self.conn().await.opt(RULE, values).await?;
        rule(&row.ok_or(StoreError::NotFound("retention rule"))?)
    }

    async fn record_tags(&self, municipality: &MunicipalityId, record: &RecordId) -> Result<Vec<String>> {
        let values = vec![id(municipality), id(record)];
        let rows = self.conn().await.all(TAGS, values).await?;
        rows.iter().map(|row| row.text("tag")).collect()
    }

    async fn holds(&self, municipality: &MunicipalityId) -> Result<Vec<Hold>> {
        self.some_holds(HOLDS, vec![id(municipality)]).await
    }

    async fn holds_of(&self, municipality: &MunicipalityId, cause: &str, of: &str) -> Result<Vec<Hold>> {
        let values = vec![id(municipality), cause.into(), of.into()];
        self.some_holds(HOLDS_OF, values).await
    }

    async fn hold(&self, municipality: &MunicipalityId, of: &HoldId) -> Result<Hold> {
        let values = vec![id(municipality), id(of)];
        let row = self.conn().await.opt(HOLD, values).await?;
        hold(&row.ok_or(StoreError::NotFound("hold"))?)
    }

    async fn released_holds(&self, municipality: &MunicipalityId, limit: usize) -> Result<Vec<Hold>> {
        self.some_holds(RELEASED, vec![id(municipality), count(limit)])
            .await
    }

    async fn latest_event(&self, municipality: &MunicipalityId, record: &RecordId) -> Result<Option<Millis>> {
        let values = vec![id(municipality), id(record)];
        let row = self.conn().await.opt(LATEST, values).await?;
        row.map(|row| row.millis("at")).transpose()
    }
}

#[async_trait]
impl RetentionWrite for Session {
    async fn insert_retention_rule(&self, r: &RetentionRule) -> Result<()> {
        let values = args![
            r.id.to_string(),
            r.municipality.to_string(),
            &r.title,
            r.kind.as_str(),
            opt_id(r.channel.as_ref()),
            &r.tag,
            json(&r.term)?,
            r.from.as_str(),
            r.then.as_str(),
            &r.law,
            json(&r.ruling)?,
            r.active,
            r.changed_by.to_string(),
            r.changed_at,
            r.version,
        ];
        self.conn().await.run(INSERT_RULE, values).await?;
        Ok(())
    }

    async fn update_retention_rule(&self, r: &mut RetentionRule) -> Result<()> {
        let values = args![
            r.municipality.to_string(),
            r.id.to_string(),
            r.version,
            &r.title,
            r.kind.as_str(),
            opt_id(r.channel.as_ref()),
            &r.tag,
            json(&r.term)?,
            r.from.as_str(),
            r.then.as_str(),
            &r.law,
            json(&r.ruling)?,
            r.active,
            r.changed_by.to_string(),
            r.changed_at,
        ];
        if self.conn().await.run(UPDATE_RULE, values).await? == 0 {
            return Err(StoreError::Conflict("retention rule"));
        }
        r.version += 1;
        Ok(())
    }

    async fn tag_record(&self, municipality: &MunicipalityId, record: &RecordId, tag: &str) -> Result<()> {
        let values = vec![id(municipality), id(record), tag.into()];
        self.conn().await.run(TAG, values).await?;
        Ok(())
    }

    async fn untag_record(&self, municipality: &MunicipalityId, record: &RecordId, tag: &str) -> Result<()> {
        let values = vec![id(municipality), id(record), tag.into()];
        self.conn().await.run(UNTAG, values).await?;
        Ok(())
    }

    async fn insert_hold(&self, h: &Hold) -> Result<()> {
        let values = args![
            h.id.to_string(),
            h.municipality.to_string(),
            opt_id(h.scope.record.as_ref()),
            opt_id(h.scope.channel.as_ref()),
            h.scope.from,
            h.scope.to,
            h.cause.word(),
            h.cause.of(),
            &h.reason,
            opt_id(h.placed_by.as_ref()),
            h.placed_at,
            h.until,
            h.released_at,
            opt_id(h.released_by.as_ref()),
            &h.release_reason,
        ];
        self.conn().await.run(INSERT_HOLD, values).await?;
        Ok(())
    }

    async fn release_hold(&self, h: &Hold) -> Result<()> {
        let values = args![
            h.municipality.to_string(),
            h.id.to_string(),
            h.released_at,
            opt_id(h.released_by.as_ref()),
            &h.release_reason,
        ];
        if self.conn().await.run(RELEASE, values).await? == 0 {
            return Err(StoreError::Conflict("hold"));
        }
        Ok(())
    }
}
