//! Requests for access.

use crate::lists::{Order, merged, oldest_first, one_more};
use crate::session::Session;
use crate::value::{Row, Value, args, id, json, opt_id};
use async_trait::async_trait;
use model::request::{
    Request, RequestItem, RequestItemKind, RequestOutcome, RequestState, RequestVerdict, RequestWay,
};
use model::{Id as _, MunicipalityId, RequestId, RequestItemId};
use store::{Cursor, Page, RequestRead, RequestWrite, Result, StoreError};

const BY_ID: &str = "SELECT * FROM requests WHERE municipality = $1 AND id = $2";
const NEXT: &str = "SELECT COALESCE(MAX(number), 0) + 1 AS n FROM requests WHERE municipality = $1";
const INSERT: &str = "INSERT INTO requests (id, municipality, number, way, asker, contact, text, lang, received_at, due_at, \
     state, entered_by, holding_at, outcome, answer, ready_by, confirmed_by, digest, sent_at, appeal, appealed_at, closed_at, \
     version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";
const UPDATE: &str = "UPDATE requests SET due_at = $4, state = $5, holding_at = $6, outcome = $7, answer = $8, ready_by = $9, \
     confirmed_by = $10, digest = $11, sent_at = $12, appeal = $13, appealed_at = $14, closed_at = $15, \
     version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";
const ITEM: &str = "SELECT * FROM request_items WHERE municipality = $1 AND id = $2";
const ITEMS: &str = "SELECT * FROM request_items WHERE municipality = $1 AND request = $2 ORDER BY at, id";
const INSERT_ITEM: &str = "INSERT INTO request_items (id, municipality, request, kind, subject, at, verdict, ground, \
     author_ground, marks, boxes, guard, reviewed_by, reviewed_at, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (request, kind, subject) DO NOTHING";
const UPDATE_ITEM: &str = "UPDATE request_items SET verdict = $4, ground = $5, author_ground = $6, marks = $7, boxes = $8, \
     guard = $9, reviewed_by = $10, reviewed_at = $11, version = version + 1 \
     WHERE municipality = $1 AND id = $2 AND version = $3";
const DELETE_ITEM: &str = "DELETE FROM request_items WHERE municipality = $1 AND id = $2";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    BY_ID,
    NEXT,
    INSERT,
    UPDATE,
    ITEM,
    ITEMS,
    INSERT_ITEM,
    UPDATE_ITEM,
    DELETE_ITEM,
];

fn request(row: &Row) -> Result<Request> {
    let outcome = row.text("outcome")?;
    Ok(Request {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        number: row.int("number")?,
        way: row.word("way", RequestWay::parse)?,
        asker: row.text("asker")?,
        contact: row.text("contact")?,
        text: row.text("text")?,
        lang: row.text("lang")?,
        received_at: row.millis("received_at")?,
        due_at: row.millis("due_at")?,
        state: row.word("state", RequestState::parse)?,
        entered_by: row.opt_id("entered_by")?,
        holding_at: row.opt_millis("holding_at")?,
        outcome: RequestOutcome::parse(&outcome),
        answer: row.text("answer")?,
        ready_by: row.opt_id("ready_by")?,
        confirmed_by: row.opt_id("confirmed_by")?,
        digest: row.text("digest")?,
        sent_at: row.opt_millis("sent_at")?,
        appeal: row.text("appeal")?,
        appealed_at: row.opt_millis("appealed_at")?,
        closed_at: row.opt_millis("closed_at")?,
        version: row.int("version")?,
    })
}

fn item(row: &Row) -> Result<RequestItem> {
    Ok(RequestItem {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        request: row.id("request")?,
        kind: row.word("kind", RequestItemKind::parse)?,
        subject: row.text("subject")?,
        at: row.millis("at")?,
        verdict: row.word("verdict", RequestVerdict::parse)?,
        ground: row.text("ground")?,
        author_ground: row.text("author_ground")?,
        marks: row.json("marks")?,
        boxes: row.json("boxes")?,
        guard: row.text("guard")?,
        reviewed_by: row.opt_id("reviewed_by")?,
        reviewed_at: row.opt_millis("reviewed_at")?,
        version: row.int("version")?,
    })
}

fn outcome(r: &Request) -> &'static str {
    r.outcome.map_or("", RequestOutcome::as_str)
}

#[async_trait]
impl RequestRead for Session {
    async fn request(&self, municipality: &MunicipalityId, of: &RequestId) -> Result<Request> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(of)])
            .await?;
        request(&row.ok_or(StoreError::NotFound("request"))?)
    }

    async fn requests(
        &self,
        municipality: &MunicipalityId,
        states: &[RequestState],
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Request>> {
        let states = if states.is_empty() {
            RequestState::ALL
        } else {
            states
        };
        let states: Vec<_> = states.iter().map(|s| s.as_str()).collect();
        let [at, last] = oldest_first(after);
        let values: Vec<Value> = vec![id(municipality), at, last, one_more(limit)];
        let sql = merged("requests", "due_at", Order::OldestFirst, &states, "");
        let rows = self.conn().await.all_built(sql, values).await?;
        let rows = rows.iter().map(request).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(rows, limit, |r| Cursor {
            at: r.due_at.0,
            id: r.id.as_str().to_owned(),
        }))
    }

    async fn request_items(&self, municipality: &MunicipalityId, of: &RequestId) -> Result<Vec<RequestItem>> {
        let rows = self
            .conn()
            .await
            .all(ITEMS, vec![id(municipality), id(of)])
            .await?;
        rows.iter().map(item).collect()
    }

    async fn request_item(&self, municipality: &MunicipalityId, of: &RequestItemId) -> Result<RequestItem> {
        let row = self
            .conn()
            .await
            .opt(ITEM, vec![id(municipality), id(of)])
            .await?;
        item(&row.ok_or(StoreError::NotFound("request item"))?)
    }
}

#[async_trait]
impl RequestWrite for Session {
    async fn insert_request(&self, r: &mut Request) -> Result<()> {
        let mut conn = self.conn().await;
        if let Some(row) = conn.opt(NEXT, vec![id(&r.municipality)]).await? {
            r.number = row.int("n")?;
        }
        let values = args![
            r.id.to_string(),
            r.municipality.to_string(),
            r.number,
            r.way.as_str(),
            &r.asker,
            &r.contact,
            &r.text,
            &r.lang,
            r.received_at,
            r.due_at,
            r.state.as_str(),
            opt_id(r.entered_by.as_ref()),
            r.holding_at,
            outcome(r),
            &r.answer,
            opt_id(r.ready_by.as_ref()),
            opt_id(r.confirmed_by.as_ref()),
            &r.digest,
            r.sent_at,
            &r.appeal,
            r.appealed_at,
            r.closed_at,
            r.version,
        ];
        conn.run(INSERT, values).await?;
        Ok(())
    }

    async fn update_request(&self, r: &mut Request) -> Result<()> {
        let values = args![
            r.municipality.to_string(),
            r.id.to_string(),
            r.version,
            r.due_at,
            r.state.as_str(),
            r.holding_at,
            outcome(r),
            &r.answer,
            opt_id(r.ready_by.as_ref()),
            opt_id(r.confirmed_by.as_ref()),
            &r.digest,
            r.sent_at,
            &r.appeal,
            r.appealed_at,
            r.closed_at,
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("request"));
        }
        r.version += 1;
        Ok(())
    }

    async fn insert_request_item(&self, i: &RequestItem) -> Result<bool> {
        let values = args![
            i.id.to_string(),
            i.municipality.to_string(),
            i.request.to_string(),
            i.kind.as_str(),
            &i.subject,
            i.at,
            i.verdict.as_str(),
            &i.ground,
            &i.author_ground,
            json(&i.marks)?,
            json(&i.boxes)?,
            &i.guard,
            opt_id(i.reviewed_by.as_ref()),
            i.reviewed_at,
            i.version,
        ];
        Ok(self.conn().await.run(INSERT_ITEM, values).await? > 0)
    }

    async fn update_request_item(&self, i: &mut RequestItem) -> Result<()> {
        let values = args![
            i.municipality.to_string(),
            i.id.to_string(),
            i.version,
            i.verdict.as_str(),
            &i.ground,
            &i.author_ground,
            json(&i.marks)?,
            json(&i.boxes)?,
            &i.guard,
            opt_id(i.reviewed_by.as_ref()),
            i.reviewed_at,
        ];
        if self.conn().await.run(UPDATE_ITEM, values).await? == 0 {
            return Err(StoreError::Conflict("request item"));
        }
        i.version += 1;
        Ok(())
    }

    async fn delete_request_item(&self, municipality: &MunicipalityId, of: &RequestItemId) -> Result<()> {
        match self
            .conn()
            .await
            .run(DELETE_ITEM, vec![id(municipality), id(of)])
            .await?
        {
            0 => Err(StoreError::NotFound("request item")),
            _ => Ok(()),
        }
    }
}
