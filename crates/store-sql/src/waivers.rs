//! Waivers: who is excused from which clause.

use crate::bulk::{self, Rows};
use crate::lists::{newest_first, one_more};
use crate::session::Session;
use crate::value::{Row, args, id, opt_id};
use async_trait::async_trait;
use model::waiver::{Waiver, WaiverCategory, WaiverState, WaiverSubject, WaiverTerms, WaiverUse};
use model::{Millis, MunicipalityId, WaiverId};
use store::{Cursor, Page, Result, StoreError, WaiverFilter, WaiverRead, WaiverWrite};

/// A waiver with what used it.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT w.*, (SELECT COUNT(*) FROM waiver_uses u WHERE u.waiver = w.id) AS uses, \
             (SELECT MAX(u.at) FROM waiver_uses u WHERE u.waiver = w.id) AS used_at FROM waivers w ",
            $rest
        )
    };
}

const BY_ID: &str = select!("WHERE w.municipality = $1 AND w.id = $2");
const LIST: &str = select!(
    "WHERE w.municipality = $1 AND (w.asked_at, w.id) < ($2, $3) AND ($5 = '' OR w.clause = $5) \
     AND ($6 = '' OR (w.subject = $6 AND w.subject_id = $7)) ORDER BY w.asked_at DESC, w.id DESC LIMIT $4"
);
const IN_FORCE: &str =
    select!("WHERE w.municipality = $1 AND w.state = 'granted' AND w.ends_at > $2 ORDER BY w.ends_at, w.id");
const NEVER_USED: &str = select!(
    "WHERE w.municipality = $1 AND w.decided_at >= $2 AND ((w.state = 'granted' AND w.ends_at <= $3) OR w.state = 'ended') \
     AND NOT EXISTS (SELECT 1 FROM waiver_uses u WHERE u.waiver = w.id) ORDER BY w.asked_at, w.id"
);
const INSERT: &str = "INSERT INTO waivers (id, municipality, clause, subject, subject_id, category, reason, ends_at, about, \
     asked_by, asked_at, state, decided_by, decided_at, ended_at, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
const UPDATE: &str = "UPDATE waivers SET state = $4, decided_by = $5, decided_at = $6, ended_at = $7, \
     version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";
const USE: &str = "INSERT INTO waiver_uses (municipality, waiver, decision, at)";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[BY_ID, LIST, IN_FORCE, NEVER_USED, INSERT, UPDATE];

fn waiver(row: &Row) -> Result<Waiver> {
    Ok(Waiver {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        terms: WaiverTerms {
            clause: row.text("clause")?,
            subject: row.word("subject", WaiverSubject::parse)?,
            subject_id: row.text("subject_id")?,
            category: row.word("category", WaiverCategory::parse)?,
            reason: row.text("reason")?,
            ends_at: row.millis("ends_at")?,
        },
        about: row.text("about")?,
        asked_by: row.id("asked_by")?,
        asked_at: row.millis("asked_at")?,
        state: row.word("state", WaiverState::parse)?,
        decided_by: row.opt_id("decided_by")?,
        decided_at: row.opt_millis("decided_at")?,
        ended_at: row.opt_millis("ended_at")?,
        uses: row.int("uses")?,
        used_at: row.opt_millis("used_at")?,
        version: row.int("version")?,
    })
}

#[async_trait]
impl WaiverRead for Session {
    async fn waiver(&self, municipality: &MunicipalityId, of: &WaiverId) -> Result<Waiver> {
        let values = vec![id(municipality), id(of)];
        let row = self.conn().await.opt(BY_ID, values).await?;
        waiver(&row.ok_or(StoreError::NotFound("waiver"))?)
    }

    async fn waivers(
        &self,
        municipality: &MunicipalityId,
        filter: &WaiverFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Waiver>> {
        let [at, last] = newest_first(after);
        let clause = filter.clause.as_deref().unwrap_or_default();
        let (subject, of) = match &filter.subject {
            Some((subject, of)) => (subject.as_str(), of.as_str()),
            None => ("", ""),
        };
        let values = vec![
            id(municipality),
            at,
            last,
            one_more(limit),
            clause.into(),
            subject.into(),
            of.into(),
        ];
        let rows = self.conn().await.all(LIST, values).await?;
        let found = rows.iter().map(waiver).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(found, limit, |w| Cursor {
            at: w.asked_at.0,
            id: w.id.to_string(),
        }))
    }

    async fn waivers_in_force(&self, municipality: &MunicipalityId, now: Millis) -> Result<Vec<Waiver>> {
        let values = args![municipality.to_string(), now];
        let rows = self.conn().await.all(IN_FORCE, values).await?;
        rows.iter().map(waiver).collect()
    }

    async fn waivers_never_used(
        &self,
        municipality: &MunicipalityId,
        since: Millis,
        now: Millis,
    ) -> Result<Vec<Waiver>> {
        let values = args![municipality.to_string(), since, now];
        let rows = self.conn().await.all(NEVER_USED, values).await?;
        rows.iter().map(waiver).collect()
    }
}

#[async_trait]
impl WaiverWrite for Session {
    async fn insert_waiver(&self, w: &Waiver) -> Result<()> {
        let values = args![
            w.id.to_string(),
            w.municipality.to_string(),
            &w.terms.clause,
            w.terms.subject.as_str(),
            &w.terms.subject_id,
            w.terms.category.as_str(),
            &w.terms.reason,
            w.terms.ends_at,
            &w.about,
            w.asked_by.to_string(),
            w.asked_at,
            w.state.as_str(),
            opt_id(w.decided_by.as_ref()),
            w.decided_at,
            w.ended_at,
            w.version,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }

    async fn update_waiver(&self, w: &mut Waiver) -> Result<()> {
        let values = args![
            w.municipality.to_string(),
            w.id.to_string(),
            w.version,
            w.state.as_str(),
            opt_id(w.decided_by.as_ref()),
            w.decided_at,
            w.ended_at,
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("waiver"));
        }
        w.version += 1;
        Ok(())
    }

    async fn insert_waiver_uses(&self, municipality: &MunicipalityId, uses: &[WaiverUse]) -> Result<()> {
        let rows = uses.iter().map(|u| {
            args![
                municipality.to_string(),
                u.waiver.to_string(),
                u.decision.to_string(),
                u.at,
            ]
        });
        bulk::insert(&mut *self.conn().await, vec![Rows::of(USE, rows)]).await
    }
}
