//! Disposals, their lists, and requests to erase.

use crate::bulk::{self, Rows};
use crate::forget::{QUEUED, USED};
use crate::lists;
use crate::session::Session;
use crate::value::{Row, Value, args, count, id, json, opt_id};
use async_trait::async_trait;
use model::archive::{Record, RecordKind};
use model::item::Item;
use model::retention::{
    Disposal, DisposalCause, DisposalItem, DisposalItemState, DisposalState, Erasure, ErasureState,
};
use model::{ChannelId, DisposalId, EntryId, ErasureId, Id as _, ItemId, MunicipalityId, PostId};
use store::{DisposalCount, DisposalRead, DisposalWrite, Result, StoreError};

const KEPT: &str = "SELECT * FROM records WHERE municipality = $1 AND kind = $2 AND key_wrapped IS NOT NULL AND id > $3 \
     ORDER BY id LIMIT $4";
const DISPOSALS: &str = "SELECT * FROM disposals WHERE municipality = $1 ORDER BY proposed_at DESC, id DESC";
const DISPOSAL: &str = "SELECT * FROM disposals WHERE municipality = $1 AND id = $2";
const ITEMS: &str = "SELECT * FROM disposal_items WHERE municipality = $1 AND disposal = $2 AND (record, entry) > ($3, $4) \
     AND ($5 = '' OR state IN ($5, $6, $7, $8)) ORDER BY record, entry LIMIT $9";
const COUNTS: &str = "SELECT kind, rule, law, ruling, state, why, COUNT(*) AS n, MIN(opened_at) AS first_at, \
     MAX(opened_at) AS last_at FROM disposal_items WHERE municipality = $1 AND disposal = $2 \
     GROUP BY kind, rule, law, ruling, state, why ORDER BY state, kind, rule, why";
const INSERT: &str = "INSERT INTO disposals (id, municipality, cause, state, proposed_by, proposed_at, decided_by, \
     decided_at, note, entry, done_at, log_cleaned, old_key, key_goes_at, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const UPDATE: &str = "UPDATE disposals SET state = $4, decided_by = $5, decided_at = $6, note = $7, entry = $8, done_at = $9, \
     log_cleaned = $10, old_key = $11, key_goes_at = $12, version = version + 1 \
     WHERE municipality = $1 AND id = $2 AND version = $3";
const INSERT_ITEMS: &str = "INSERT INTO disposal_items (disposal, municipality, record, entry, kind, opened_at, ended_at, rule, \
     law, ruling, state, why)";
const UPDATE_ITEM: &str = "UPDATE disposal_items SET state = $5, why = $6 \
     WHERE municipality = $1 AND disposal = $2 AND record = $3 AND entry = $4";
const ERASURES: &str = "SELECT * FROM erasures WHERE municipality = $1 ORDER BY asked_at DESC, id DESC";
const ERASURE: &str = "SELECT * FROM erasures WHERE municipality = $1 AND id = $2";
const INSERT_ERASURE: &str = "INSERT INTO erasures (id, municipality, who_sealed, snapshot, asked_at, entered_by, state, \
     decided_by, decided_at, disposal, kept, reason, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const UPDATE_ERASURE: &str = "UPDATE erasures SET who_sealed = $4, state = $5, decided_by = $6, decided_at = $7, disposal = $8, \
     kept = $9, reason = $10, version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";
const BY_AUTHOR: &str = "SELECT * FROM items WHERE municipality = $1 AND (author_remote_id = $2 \
     OR lower(author_handle) IN ($3, $4)) ORDER BY written_at, id";
const THREAD: &str = "SELECT i.id FROM publications p JOIN items i ON i.publication = p.id \
     WHERE p.municipality = $1 AND p.post = $2 ORDER BY i.id";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    KEPT,
    DISPOSALS,
    DISPOSAL,
    ITEMS,
    COUNTS,
    INSERT,
    UPDATE,
    UPDATE_ITEM,
    ERASURES,
    ERASURE,
    INSERT_ERASURE,
    UPDATE_ERASURE,
    BY_AUTHOR,
    THREAD,
];

fn disposal(row: &Row) -> Result<Disposal> {
    Ok(Disposal {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        cause: row.word("cause", DisposalCause::parse)?,
        state: row.word("state", DisposalState::parse)?,
        proposed_by: row.opt_id("proposed_by")?,
        proposed_at: row.millis("proposed_at")?,
        decided_by: row.opt_id("decided_by")?,
        decided_at: row.opt_millis("decided_at")?,
        note: row.text("note")?,
        entry: row.opt_id("entry")?,
        done_at: row.opt_millis("done_at")?,
        log_cleaned: row.text("log_cleaned")?,
        old_key: row.text("old_key")?,
        key_goes_at: row.opt_millis("key_goes_at")?,
        version: row.int("version")?,
    })
}

fn item(row: &Row) -> Result<DisposalItem> {
    let entry = row.text("entry")?;
    Ok(DisposalItem {
        disposal: row.id("disposal")?,
        municipality: row.id("municipality")?,
        record: row.id("record")?,
        entry: if entry.is_empty() {
            None
        } else {
            Some(row.id::<EntryId>("entry")?)
        },
        kind: row.word("kind", RecordKind::parse)?,
        opened_at: row.millis("opened_at")?,
        ended_at: row.millis("ended_at")?,
        rule: row.text("rule")?,
        law: row.text("law")?,
        ruling: row.json("ruling")?,
        state: row.word("state", DisposalItemState::parse)?,
        why: row.text("why")?,
    })
}

fn erasure(row: &Row) -> Result<Erasure> {
    Ok(Erasure {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        who_sealed: row.bytes("who_sealed")?,
        snapshot: row.opt_id("snapshot")?,
        asked_at: row.millis("asked_at")?,
        entered_by: row.id("entered_by")?,
        state: row.word("state", ErasureState::parse)?,
        decided_by: row.opt_id("decided_by")?,
        decided_at: row.opt_millis("decided_at")?,
        disposal: row.opt_id("disposal")?,
        kept: row.json("kept")?,
        reason: row.text("reason")?,
        version: row.int("version")?,
    })
}

#[async_trait]
impl DisposalRead for Session {
    async fn kept_records(
        &self,
        municipality: &MunicipalityId,
        kind: RecordKind,
        after: &str,
        limit: usize,
    ) -> Result<Vec<Record>> {
        let values = vec![id(municipality), kind.as_str().into(), after.into(), count(limit)];
        let rows = self.conn().await.all(KEPT, values).await?;
        rows.iter().map(crate::archive::record).collect()
    }

    async fn disposals(&self, municipality: &MunicipalityId) -> Result<Vec<Disposal>> {
        let rows = self.conn().await.all(DISPOSALS, vec![id(municipality)]).await?;
        rows.iter().map(disposal).collect()
    }

    async fn disposal(&self, municipality: &MunicipalityId, of: &DisposalId) -> Result<Disposal> {
        let values = vec![id(municipality), id(of)];
        let row = self.conn().await.opt(DISPOSAL, values).await?;
        disposal(&row.ok_or(StoreError::NotFound("disposal"))?)
    }

    async fn disposal_items(
        &self,
        municipality: &MunicipalityId,
        of: &DisposalId,
        states: &[DisposalItemState],
        after: (&str, &str),
        limit: usize,
    ) -> Result<Vec<DisposalItem>> {
        let mut values = vec![id(municipality), id(of), after.0.into(), after.1.into()];
        let words: [Value; 4] = lists::words(states.iter().map(|s| s.as_str()));
        values.extend(words);
        values.push(count(limit));
        let rows = self.conn().await.all(ITEMS, values).await?;
        rows.iter().map(item).collect()
    }

    async fn disposal_counts(
        &self,
        municipality: &MunicipalityId,
        of: &DisposalId,
    ) -> Result<Vec<DisposalCount>> {
        let values = vec![id(municipality), id(of)];
        let rows = self.conn().await.all(COUNTS, values).await?;
        rows.iter()
            .map(|row| {
                Ok(DisposalCount {
                    kind: row.word("kind", RecordKind::parse)?,
                    rule: row.text("rule")?,
                    law: row.text("law")?,
                    ruling: row.json("ruling")?,
                    state: row.word("state", DisposalItemState::parse)?,
                    why: row.text("why")?,
                    n: row.int("n")?,
                    first: row.millis("first_at")?,
                    last: row.millis("last_at")?,
                })
            })
            .collect()
    }

    async fn erasures(&self, municipality: &MunicipalityId) -> Result<Vec<Erasure>> {
        let rows = self.conn().await.all(ERASURES, vec![id(municipality)]).await?;
        rows.iter().map(erasure).collect()
    }

    async fn erasure(&self, municipality: &MunicipalityId, of: &ErasureId) -> Result<Erasure> {
        let values = vec![id(municipality), id(of)];
        let row = self.conn().await.opt(ERASURE, values).await?;
        erasure(&row.ok_or(StoreError::NotFound("request to erase"))?)
    }

    async fn items_by_author(&self, municipality: &MunicipalityId, who: &str) -> Result<Vec<Item>> {
        let who = who.trim();
        let handle = who.trim_start_matches('@').to_lowercase();
        let values = vec![
            id(municipality),
            who.into(),
            handle.clone().into(),
            format!("@{handle}").into(),
        ];
        let rows = self.conn().await.all(BY_AUTHOR, values).await?;
        rows.iter().map(crate::inbox::item).collect()
    }

    async fn thread_items(&self, municipality: &MunicipalityId, post: &PostId) -> Result<Vec<ItemId>> {
        let rows = self
            .conn()
            .await
            .all(THREAD, vec![id(municipality), id(post)])
            .await?;
        rows.iter().map(|row| row.id("id")).collect()
    }

    async fn blob_removals(&self, municipality: &MunicipalityId, limit: usize) -> Result<Vec<String>> {
        let values = vec![id(municipality), count(limit)];
        let rows = self.conn().await.all(QUEUED, values).await?;
        rows.iter().map(|row| row.text("blob")).collect()
    }

    async fn blob_is_used(&self, blob: &str) -> Result<bool> {
        Ok(self.conn().await.opt(USED, vec![blob.into()]).await?.is_some())
    }

    async fn forgotten(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        marks: &[String],
    ) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for chunk in lists::chunks(marks.iter().map(String::as_str)) {
            let places = lists::places(3, chunk.len());
            let sql = format!(
                "SELECT mark FROM forgotten WHERE municipality = $1 AND channel = $2 AND mark IN ({places})"
            );
            let mut values = vec![id(municipality), id(channel)];
            values.extend(chunk);
            for row in self.conn().await.all_built(sql, values).await? {
                found.push(row.text("mark")?);
            }
        }
        Ok(found)
    }
}

#[async_trait]
impl DisposalWrite for Session {
    async fn insert_disposal(&self, d: &Disposal) -> Result<()> {
        let values = args![
            d.id.to_string(),
            d.municipality.to_string(),
            d.cause.as_str(),
            d.state.as_str(),
            opt_id(d.proposed_by.as_ref()),
            d.proposed_at,
            opt_id(d.decided_by.as_ref()),
            d.decided_at,
            &d.note,
            opt_id(d.entry.as_ref()),
            d.done_at,
            &d.log_cleaned,
            &d.old_key,
            d.key_goes_at,
            d.version,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }

    async fn update_disposal(&self, d: &mut Disposal) -> Result<()> {
        let values = args![
            d.municipality.to_string(),
            d.id.to_string(),
            d.version,
            d.state.as_str(),
            opt_id(d.decided_by.as_ref()),
            d.decided_at,
            &d.note,
            opt_id(d.entry.as_ref()),
            d.done_at,
            &d.log_cleaned,
            &d.old_key,
            d.key_goes_at,
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("disposal"));
        }
        d.version += 1;
        Ok(())
    }

    async fn insert_disposal_items(&self, items: &[DisposalItem]) -> Result<()> {
        let mut rows = Vec::with_capacity(items.len());
        for i in items {
            rows.push(args![
                i.disposal.to_string(),
                i.municipality.to_string(),
                i.record.to_string(),
                i.entry.as_ref().map(EntryId::as_str).unwrap_or_default(),
                i.kind.as_str(),
                i.opened_at,
                i.ended_at,
                &i.rule,
                &i.law,
                json(&i.ruling)?,
                i.state.as_str(),
                &i.why,
            ]);
        }
        let mut conn = self.conn().await;
        bulk::insert(&mut conn, vec![Rows::of(INSERT_ITEMS, rows)]).await
    }

    async fn update_disposal_item(&self, i: &DisposalItem) -> Result<()> {
        let values = args![
            i.municipality.to_string(),
            i.disposal.to_string(),
            i.record.to_string(),
            i.entry.as_ref().map(EntryId::as_str).unwrap_or_default(),
            i.state.as_str(),
            &i.why,
        ];
        if self.conn().await.run(UPDATE_ITEM, values).await? == 0 {
            return Err(StoreError::NotFound("place on a disposal's list"));
        }
        Ok(())
    }

    async fn insert_erasure(&self, e: &Erasure) -> Result<()> {
        let values = args![
            e.id.to_string(),
            e.municipality.to_string(),
            &e.who_sealed,
            opt_id(e.snapshot.as_ref()),
            e.asked_at,
            e.entered_by.to_string(),
            e.state.as_str(),
            opt_id(e.decided_by.as_ref()),
            e.decided_at,
            opt_id(e.disposal.as_ref()),
            json(&e.kept)?,
            &e.reason,
            e.version,
        ];
        self.conn().await.run(INSERT_ERASURE, values).await?;
        Ok(())
    }

    async fn update_erasure(&self, e: &mut Erasure) -> Result<()> {
        let values = args![
            e.municipality.to_string(),
            e.id.to_string(),
            e.version,
            &e.who_sealed,
            e.state.as_str(),
            opt_id(e.decided_by.as_ref()),
            e.decided_at,
            opt_id(e.disposal.as_ref()),
            json(&e.kept)?,
            &e.reason,
        ];
        if self.conn().await.run(UPDATE_ERASURE, values).await? == 0 {
            return Err(StoreError::Conflict("request to erase"));
        }
        e.version += 1;
        Ok(())
    }
}
