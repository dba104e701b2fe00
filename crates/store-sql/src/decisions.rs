//! Stored decisions of the rulebook.

use crate::bulk::{self, Rows};
use crate::session::Session;
use crate::value::{Row, args, id};
use async_trait::async_trait;
use model::archive::StoredDecision;
use model::{DecisionId, MunicipalityId};
use store::{DecisionRead, DecisionWrite, Result, StoreError};

const BY_ID: &str = "SELECT * FROM decisions WHERE municipality = $1 AND id = $2";
const OF: &str = "SELECT * FROM decisions WHERE municipality = $1 AND subject = $2 ORDER BY at, id";
const AFTER: &str = "SELECT * FROM decisions WHERE municipality = $1 AND id > $2 ORDER BY id LIMIT $3";
const LATEST: &str = "SELECT * FROM decisions WHERE municipality = $1 AND subject = $2 AND event = $3 \
     ORDER BY at DESC, id DESC LIMIT 1";
const INSERT: &str =
    "INSERT INTO decisions (id, municipality, event, subject, outcome, pack_digest, json, at)";

/// What each clause came to is counted later, by a job.
const WAIT: &str = "INSERT INTO untallied (municipality, decision)";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[BY_ID, OF, AFTER, LATEST];

pub(crate) fn decision(row: &Row) -> Result<StoredDecision> {
    Ok(StoredDecision {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        event: row.text("event")?,
        subject: row.text("subject")?,
        outcome: row.text("outcome")?,
        pack_digest: row.text("pack_digest")?,
        json: row.text("json")?,
        at: row.millis("at")?,
    })
}

#[async_trait]
impl DecisionRead for Session {
    async fn decision(&self, municipality: &MunicipalityId, of: &DecisionId) -> Result<StoredDecision> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(of)])
            .await?;
        decision(&row.ok_or(StoreError::NotFound("decision"))?)
    }

    async fn decisions_of(
        &self,
        municipality: &MunicipalityId,
        subject: &str,
    ) -> Result<Vec<StoredDecision>> {
        let rows = self
            .conn()
            .await
            .all(OF, vec![id(municipality), subject.into()])
            .await?;
        rows.iter().map(decision).collect()
    }

    async fn decisions_after(
        &self,
        municipality: &MunicipalityId,
        after: Option<&DecisionId>,
        limit: usize,
    ) -> Result<Vec<StoredDecision>> {
        let after = after.map_or_else(String::new, ToString::to_string);
        let values = vec![id(municipality), after.into(), crate::value::count(limit)];
        let rows = self.conn().await.all(AFTER, values).await?;
        rows.iter().map(decision).collect()
    }

    async fn latest_decision(
        &self,
        municipality: &MunicipalityId,
        subject: &str,
        event: &str,
    ) -> Result<Option<StoredDecision>> {
        let values = vec![id(municipality), subject.into(), event.into()];
        let row = self.conn().await.opt(LATEST, values).await?;
        row.as_ref().map(decision).transpose()
    }
}

#[async_trait]
impl DecisionWrite for Session {
    async fn insert_decisions(&self, decisions: &[StoredDecision]) -> Result<()> {
        let waiting = decisions
            .iter()
            .map(|d| args![d.municipality.to_string(), d.id.to_string()]);
        let waiting = Rows::of(WAIT, waiting.collect::<Vec<_>>());
        let rows = decisions.iter().map(|d| {
            args![
                d.id.to_string(),
                d.municipality.to_string(),
                &d.event,
                &d.subject,
                &d.outcome,
                &d.pack_digest,
                &d.json,
                d.at,
            ]
        });
        bulk::insert(&mut *self.conn().await, vec![Rows::of(INSERT, rows), waiting]).await
    }
}
