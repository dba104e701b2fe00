//! Records, the journal's entries and their sealed parts.

use crate::bulk::{self, Rows};
use crate::lists;
use crate::session::Session;
use crate::value::{Row, Value, args, count, id};
use async_trait::async_trait;
use model::archive::{Entry, Part, Record, RecordKind};
use model::{EntryId, Id as _, MunicipalityId, RecordId};
use store::{ArchiveRead, ArchiveWrite, Cursor, Page, RecordFilter, Result, StoreError};

const RECORD: &str = "SELECT * FROM records WHERE municipality = $1 AND id = $2";
const RECORD_OF: &str = "SELECT * FROM records WHERE municipality = $1 AND kind = $2 AND subject = $3";
const RECORDS: &str = "SELECT * FROM records WHERE municipality = $1 AND ($2 = '' OR kind = $2) \
     AND (opened_at, id) < ($3, $4) ORDER BY opened_at DESC, id DESC LIMIT $5";
const ENTRY: &str = "SELECT * FROM entries WHERE municipality = $1 AND id = $2";
const ENTRIES_OF: &str = "SELECT * FROM entries WHERE municipality = $1 AND record = $2 ORDER BY seq";
const ENTRIES_FROM: &str =
    "SELECT * FROM entries WHERE municipality = $1 AND seq >= $2 ORDER BY seq LIMIT $3";
const PARTS_OF: &str = "SELECT * FROM parts WHERE municipality = $1 AND entry = $2 ORDER BY position";
const PARTS_OF_RECORD: &str = "SELECT p.* FROM entries e JOIN parts p ON p.entry = e.id \
     WHERE e.municipality = $1 AND e.record = $2 ORDER BY e.seq, p.position";
const PARTS_BETWEEN: &str = "SELECT p.* FROM entries e JOIN parts p ON p.entry = e.id \
     WHERE e.municipality = $1 AND e.seq >= $2 AND e.seq < $3 ORDER BY e.seq, p.position";
const INSERT_RECORD: &str = "INSERT INTO records (id, municipality, kind, subject, opened_at, key_wrapped) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const INSERT_ENTRIES: &str =
    "INSERT INTO entries (id, municipality, seq, record, kind, at, commitment, leaf)";
const INSERT_PARTS: &str =
    "INSERT INTO parts (id, municipality, entry, position, name, content_type, commitment, sealed, blob)";
const BLOBS_OF: &str = "SELECT p.blob FROM entries e JOIN parts p ON p.entry = e.id \
     WHERE e.municipality = $1 AND e.record = $2 AND p.blob <> '' ORDER BY e.seq, p.position";
const ERASE_KEY: &str = "UPDATE records SET key_wrapped = $3 WHERE municipality = $1 AND id = $2";
const ERASE_PARTS: &str = "UPDATE parts SET sealed = $3, blob = '' WHERE municipality = $1 AND entry IN \
     (SELECT id FROM entries WHERE municipality = $1 AND record = $2)";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    RECORD,
    RECORD_OF,
    RECORDS,
    ENTRY,
    ENTRIES_OF,
    ENTRIES_FROM,
    PARTS_OF,
    PARTS_OF_RECORD,
    PARTS_BETWEEN,
    INSERT_RECORD,
    BLOBS_OF,
    ERASE_KEY,
    ERASE_PARTS,
];

pub(crate) fn record(row: &Row) -> Result<Record> {
    Ok(Record {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        kind: row.word("kind", RecordKind::parse)?,
        subject: row.text("subject")?,
        opened_at: row.millis("opened_at")?,
        key_wrapped: row.opt_bytes("key_wrapped")?,
    })
}

fn entry(row: &Row) -> Result<Entry> {
    Ok(Entry {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        seq: row.int("seq")?,
        record: row.id("record")?,
        kind: row.text("kind")?,
        at: row.millis("at")?,
        commitment: row.bytes("commitment")?,
        leaf: row.bytes("leaf")?,
    })
}

fn part(row: &Row) -> Result<Part> {
    Ok(Part {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        entry: row.id("entry")?,
        position: row.int("position")?,
        name: row.text("name")?,
        content_type: row.text("content_type")?,
        commitment: row.bytes("commitment")?,
        sealed: row.bytes("sealed")?,
        blob: row.text("blob")?,
    })
}

impl Session {
    async fn some_parts(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Part>> {
        self.conn()
            .await
            .all(sql, values)
            .await?
            .iter()
            .map(part)
            .collect()
    }
}

#[async_trait]
impl ArchiveRead for Session {
    async fn record(&self, municipality: &MunicipalityId, of: &RecordId) -> Result<Record> {
        let row = self
            .conn()
            .await
            .opt(RECORD, vec![id(municipality), id(of)])
            .await?;
        record(&row.ok_or(StoreError::NotFound("record"))?)
    }

    async fn record_of(
        &self,
        municipality: &MunicipalityId,
        kind: RecordKind,
        subject: &str,
    ) -> Result<Option<Record>> {
        let values = vec![id(municipality), kind.as_str().into(), subject.into()];
        self.conn()
            .await
            .opt(RECORD_OF, values)
            .await?
            .as_ref()
            .map(record)
            .transpose()
    }

    async fn records(
        &self,
        municipality: &MunicipalityId,
        filter: &RecordFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Record>> {
        let kind = filter.kind.map_or("", RecordKind::as_str);
        let [at, last] = lists::newest_first(after);
        let values = vec![id(municipality), kind.into(), at, last, lists::one_more(limit)];
        let rows = self.conn().await.all(RECORDS, values).await?;
        let rows: Vec<Record> = rows.iter().map(record).collect::<Result<_>>()?;
        Ok(Page::cut(rows, limit, |r| Cursor {
            at: r.opened_at.0,
            id: r.id.as_str().to_owned(),
        }))
    }

    async fn entry(&self, municipality: &MunicipalityId, of: &EntryId) -> Result<Entry> {
        let row = self
            .conn()
            .await
            .opt(ENTRY, vec![id(municipality), id(of)])
            .await?;
        entry(&row.ok_or(StoreError::NotFound("entry"))?)
    }

    async fn entries_of(&self, municipality: &MunicipalityId, of: &RecordId) -> Result<Vec<Entry>> {
        self.conn()
            .await
            .all(ENTRIES_OF, vec![id(municipality), id(of)])
            .await?
            .iter()
            .map(entry)
            .collect()
    }

    async fn entries_from(
        &self,
        municipality: &MunicipalityId,
        seq: i64,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        let values = vec![id(municipality), seq.into(), count(limit)];
        self.conn()
            .await
            .all(ENTRIES_FROM, values)
            .await?
            .iter()
            .map(entry)
            .collect()
    }

    async fn parts_of(&self, municipality: &MunicipalityId, of: &EntryId) -> Result<Vec<Part>> {
        self.some_parts(PARTS_OF, vec![id(municipality), id(of)]).await
    }

    async fn parts_of_record(&self, municipality: &MunicipalityId, of: &RecordId) -> Result<Vec<Part>> {
        self.some_parts(PARTS_OF_RECORD, vec![id(municipality), id(of)])
            .await
    }

    async fn parts_between(&self, municipality: &MunicipalityId, seq: i64, end: i64) -> Result<Vec<Part>> {
        self.some_parts(PARTS_BETWEEN, vec![id(municipality), seq.into(), end.into()])
            .await
    }
}

#[async_trait]
impl ArchiveWrite for Session {
    async fn insert_record(&self, r: &Record) -> Result<()> {
        let values = args![
            r.id.to_string(),
            r.municipality.to_string(),
            r.kind.as_str(),
            &r.subject,
            r.opened_at,
            r.key_wrapped.clone(),
        ];
        self.conn().await.run(INSERT_RECORD, values).await?;
        Ok(())
    }

    async fn append_entries(&self, entries: &[Entry], parts: &[Part]) -> Result<()> {
        let mut conn = self.conn().await;
        let entries = entries.iter().map(|e| {
            args![
                e.id.to_string(),
                e.municipality.to_string(),
                e.seq,
                e.record.to_string(),
                &e.kind,
                e.at,
                &e.commitment,
                &e.leaf,
            ]
        });
        let parts = parts.iter().map(|p| {
            args![
                p.id.to_string(),
                p.municipality.to_string(),
                p.entry.to_string(),
                p.position,
                &p.name,
                &p.content_type,
                &p.commitment,
                &p.sealed,
                &p.blob,
            ]
        });
        let tables = vec![Rows::of(INSERT_ENTRIES, entries), Rows::of(INSERT_PARTS, parts)];
        bulk::insert(&mut conn, tables).await
    }

    async fn erase_record(&self, municipality: &MunicipalityId, of: &RecordId) -> Result<Vec<String>> {
        let mut conn = self.conn().await;
        let rows = conn.all(BLOBS_OF, vec![id(municipality), id(of)]).await?;
        let blobs = rows.iter().map(|r| r.text("blob")).collect::<Result<_>>()?;
        let nothing: &[u8] = &[];
        if conn
            .run(ERASE_KEY, vec![id(municipality), id(of), Value::Bytes(None)])
            .await?
            == 0
        {
            return Err(StoreError::NotFound("record"));
        }
        conn.run(ERASE_PARTS, vec![id(municipality), id(of), nothing.into()])
            .await?;
        Ok(blobs)
    }
}
