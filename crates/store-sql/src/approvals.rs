//! Steps of approval.

use crate::search;
use crate::session::Session;
use crate::value::{Row, args, count, id, opt_id};
use async_trait::async_trait;
use model::approval::{Approval, ApprovalState, ApprovalSubject};
use model::person::Role;
use model::{ApprovalId, Id as _, MunicipalityId, PersonId};
use store::{ApprovalRead, ApprovalWrite, Result, SearchKind, StoreError};

const BY_ID: &str = "SELECT * FROM approvals WHERE municipality = $1 AND id = $2";
const OF: &str = "SELECT * FROM approvals WHERE municipality = $1 AND subject = $2 AND subject_id = $3 \
     ORDER BY asked_at, step, id";
const AFTER: &str = "SELECT * FROM approvals WHERE municipality = $1 AND id > $2 ORDER BY id LIMIT $3";
const OPEN: &str = "SELECT * FROM approvals WHERE municipality = $1 AND state = 'open' AND asked_by <> $2 \
     ORDER BY asked_at, id";
const INSERT: &str = "INSERT INTO approvals (id, municipality, subject, subject_id, title, digest, step, role, clause, \
     state, asked_by, asked_at, decided_by, decided_at, note, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
const UPDATE: &str = "UPDATE approvals SET title = $4, digest = $5, state = $6, decided_by = $7, decided_at = $8, \
     note = $9, version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[BY_ID, OF, AFTER, OPEN, INSERT, UPDATE];

fn approval(row: &Row) -> Result<Approval> {
    Ok(Approval {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        subject: row.word("subject", ApprovalSubject::parse)?,
        subject_id: row.text("subject_id")?,
        title: row.text("title")?,
        digest: row.text("digest")?,
        step: row.int("step")?,
        role: row.word("role", Role::parse)?,
        clause: row.text("clause")?,
        state: row.word("state", ApprovalState::parse)?,
        asked_by: row.id("asked_by")?,
        asked_at: row.millis("asked_at")?,
        decided_by: row.opt_id("decided_by")?,
        decided_at: row.opt_millis("decided_at")?,
        note: row.text("note")?,
        version: row.int("version")?,
    })
}

#[async_trait]
impl ApprovalRead for Session {
    async fn approval(&self, municipality: &MunicipalityId, id_: &ApprovalId) -> Result<Approval> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(id_)])
            .await?;
        approval(&row.ok_or(StoreError::NotFound("approval"))?)
    }

    async fn approvals_of(
        &self,
        municipality: &MunicipalityId,
        subject: ApprovalSubject,
        subject_id: &str,
    ) -> Result<Vec<Approval>> {
        let values = vec![id(municipality), subject.as_str().into(), subject_id.into()];
        self.conn()
            .await
            .all(OF, values)
            .await?
            .iter()
            .map(approval)
            .collect()
    }

    async fn approvals_after(
        &self,
        municipality: &MunicipalityId,
        after: &str,
        limit: usize,
    ) -> Result<Vec<Approval>> {
        let values = vec![id(municipality), after.into(), count(limit)];
        let rows = self.conn().await.all(AFTER, values).await?;
        rows.iter().map(approval).collect()
    }

    async fn open_approvals(
        &self,
        municipality: &MunicipalityId,
        roles: &[Role],
        not_asked_by: &PersonId,
    ) -> Result<Vec<Approval>> {
        let rows = self
            .conn()
            .await
            .all(OPEN, vec![id(municipality), id(not_asked_by)])
            .await?;
        let mut open = rows.iter().map(approval).collect::<Result<Vec<_>>>()?;
        open.retain(|a| roles.contains(&a.role));
        Ok(open)
    }
}

#[async_trait]
impl ApprovalWrite for Session {
    async fn insert_approval(&self, a: &Approval) -> Result<()> {
        let values = args![
            a.id.to_string(),
            a.municipality.to_string(),
            a.subject.as_str(),
            &a.subject_id,
            &a.title,
            &a.digest,
            a.step,
            a.role.as_str(),
            &a.clause,
            a.state.as_str(),
            a.asked_by.to_string(),
            a.asked_at,
            opt_id(a.decided_by.as_ref()),
            a.decided_at,
            &a.note,
            a.version,
        ];
        let mut conn = self.conn().await;
        conn.run(INSERT, values).await?;
        search::refresh(&mut conn, &a.municipality, SearchKind::Approval, &[a.id.as_str()]).await
    }

    async fn update_approval(&self, a: &mut Approval) -> Result<()> {
        let values = args![
            a.municipality.to_string(),
            a.id.to_string(),
            a.version,
            &a.title,
            &a.digest,
            a.state.as_str(),
            opt_id(a.decided_by.as_ref()),
            a.decided_at,
            &a.note,
        ];
        let mut conn = self.conn().await;
        if conn.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("approval"));
        }
        a.version += 1;
        search::refresh(&mut conn, &a.municipality, SearchKind::Approval, &[a.id.as_str()]).await
    }
}
