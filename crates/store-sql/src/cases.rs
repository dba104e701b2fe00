//! Cases: what somebody reports or asks.

use crate::lists::{Order, merged, newest_first, one_more, words};
use crate::session::Session;
use crate::value::{Row, Value, args, id, json, opt_id};
use async_trait::async_trait;
use model::case::{Case, CaseKind, CaseNote, CaseState};
use model::{CaseId, MunicipalityId};
use store::{CaseFilter, CaseRead, CaseWrite, Cursor, Page, Result, StoreError};

const BY_ID: &str = "SELECT * FROM cases WHERE municipality = $1 AND id = $2";
const NOTES: &str = "SELECT * FROM case_notes WHERE municipality = $1 AND case_id = $2 ORDER BY number";
const INSERT: &str = "INSERT INTO cases (id, municipality, kind, title, text, link, reason, answers, opened_by, opened_at, \
     state, outcome, closed_by, closed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const UPDATE: &str = "UPDATE cases SET reason = $4, answers = $5, state = $6, outcome = $7, closed_by = $8, closed_at = $9, \
     version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";
const INSERT_NOTE: &str = "INSERT INTO case_notes (case_id, number, municipality, written_by, at, text) \
     VALUES ($1, $2, $3, $4, $5, $6)";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[BY_ID, NOTES, INSERT, UPDATE, INSERT_NOTE];

/// Kinds that there are: the places for them in the list's statement.
const KINDS: usize = CaseKind::ALL.len();

fn case(row: &Row) -> Result<Case> {
    Ok(Case {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        kind: row.word("kind", CaseKind::parse)?,
        title: row.text("title")?,
        text: row.text("text")?,
        link: row.text("link")?,
        reason: row.text("reason")?,
        answers: row.json("answers")?,
        opened_by: row.id("opened_by")?,
        opened_at: row.millis("opened_at")?,
        state: row.word("state", CaseState::parse)?,
        outcome: row.text("outcome")?,
        closed_by: row.opt_id("closed_by")?,
        closed_at: row.opt_millis("closed_at")?,
        version: row.int("version")?,
    })
}

fn note(row: &Row) -> Result<CaseNote> {
    Ok(CaseNote {
        case: row.id("case_id")?,
        number: row.int("number")?,
        by: row.id("written_by")?,
        at: row.millis("at")?,
        text: row.text("text")?,
    })
}

#[async_trait]
impl CaseRead for Session {
    async fn case(&self, municipality: &MunicipalityId, of: &CaseId) -> Result<Case> {
        let values = vec![id(municipality), id(of)];
        let row = self.conn().await.opt(BY_ID, values).await?;
        case(&row.ok_or(StoreError::NotFound("case"))?)
    }

    async fn cases(
        &self,
        municipality: &MunicipalityId,
        filter: &CaseFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Case>> {
        let [at, last] = newest_first(after);
        let mut values = vec![id(municipality), at, last, one_more(limit), id(&filter.opened_by)];
        let kinds: [Value; KINDS] = words(filter.kinds.iter().map(|k| k.as_str()));
        let places = crate::lists::places(values.len() + 1, KINDS);
        values.extend(kinds);
        let and = format!(" AND (opened_by = $5 OR kind IN ({places}))");
        let sql = merged(
            "cases",
            "opened_at",
            Order::NewestFirst,
            &[filter.state.as_str()],
            &and,
        );
        let rows = self.conn().await.all_built(sql, values).await?;
        let found = rows.iter().map(case).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(found, limit, |c| Cursor {
            at: c.opened_at.0,
            id: c.id.to_string(),
        }))
    }

    async fn case_notes(&self, municipality: &MunicipalityId, of: &CaseId) -> Result<Vec<CaseNote>> {
        let values = vec![id(municipality), id(of)];
        let rows = self.conn().await.all(NOTES, values).await?;
        rows.iter().map(note).collect()
    }
}

#[async_trait]
impl CaseWrite for Session {
    async fn insert_case(&self, c: &Case) -> Result<()> {
        let values = args![
            c.id.to_string(),
            c.municipality.to_string(),
            c.kind.as_str(),
            &c.title,
            &c.text,
            &c.link,
            &c.reason,
            json(&c.answers)?,
            c.opened_by.to_string(),
            c.opened_at,
            c.state.as_str(),
            &c.outcome,
            opt_id(c.closed_by.as_ref()),
            c.closed_at,
            c.version,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }

    async fn update_case(&self, c: &mut Case) -> Result<()> {
        let values = args![
            c.municipality.to_string(),
            c.id.to_string(),
            c.version,
            &c.reason,
            json(&c.answers)?,
            c.state.as_str(),
            &c.outcome,
            opt_id(c.closed_by.as_ref()),
            c.closed_at,
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("case"));
        }
        c.version += 1;
        Ok(())
    }

    async fn insert_case_note(&self, municipality: &MunicipalityId, n: &CaseNote) -> Result<()> {
        let values = args![
            n.case.to_string(),
            n.number,
            municipality.to_string(),
            n.by.to_string(),
            n.at,
            &n.text,
        ];
        self.conn().await.run(INSERT_NOTE, values).await?;
        Ok(())
    }
}
