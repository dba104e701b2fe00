//! Destroying what a record said: its rows here, the keys and seals of its parts, its files.

use crate::session::Session;
use crate::value::{Value, count, id};
use async_trait::async_trait;
use model::archive::{Part, Record, RecordKind};
use model::post::Content;
use model::{ChannelId, Id as _, ItemId, MunicipalityId, PostId, RecordId};
use std::collections::BTreeSet;
use store::{DisposalRead as _, ForgetWrite, Result, SearchWrite as _, StoreError};

const UNTALLIED: &str = "DELETE FROM untallied WHERE municipality = $1 AND decision IN \
     (SELECT id FROM decisions WHERE municipality = $1 AND subject = $2)";
const DECISIONS: &str = "DELETE FROM decisions WHERE municipality = $1 AND subject = $2";
const DUTIES: &str = "UPDATE duties SET about = '', note = '', link = '', reason = '', version = version + 1 \
     WHERE municipality = $1 AND subject_id = $2";
const WAIVER_STEPS: &str = "DELETE FROM approvals WHERE municipality = $1 AND subject = 'waiver' AND subject_id IN \
     (SELECT id FROM waivers WHERE municipality = $1 AND subject_id = $2)";
const WAIVERS: &str = "UPDATE waivers SET about = '', reason = '', version = version + 1 \
     WHERE municipality = $1 AND subject_id = $2";
const HOLDS: &str = "UPDATE holds SET reason = '', release_reason = '' WHERE municipality = $1 AND record IN \
     (SELECT id FROM records WHERE municipality = $1 AND subject = $2)";
const GIVEN_OF_ITEM: &str = "DELETE FROM given WHERE municipality = $1 AND subject IN \
     (SELECT id FROM answers WHERE municipality = $1 AND item = $2 \
     UNION SELECT id FROM moderations WHERE municipality = $1 AND item = $2)";
const ANSWERS: &str = "DELETE FROM answers WHERE municipality = $1 AND item = $2";
const MODERATIONS: &str = "DELETE FROM moderations WHERE municipality = $1 AND item = $2";
const VERSIONS: &str = "DELETE FROM item_versions WHERE municipality = $1 AND item = $2";
const COUNTED: &str = "UPDATE inbox_counts SET n = n - 1 WHERE municipality = $1 AND state = \
     (SELECT state FROM items WHERE municipality = $1 AND id = $2)";
const GAPS: &str = "DELETE FROM gaps WHERE municipality = $1 AND about = $2";
const ITEM: &str = "DELETE FROM items WHERE municipality = $1 AND id = $2";
const REVISIONS_OF: &str = "SELECT content FROM revisions WHERE municipality = $1 AND post = $2";
const MEDIA_OF: &str = "SELECT blob FROM media WHERE municipality = $1 AND post = $2";
/// What a post leaves, in an order in which nothing refers to what is gone.
pub(crate) const POST: &[&str] = &[
    "DELETE FROM given WHERE municipality = $1 AND subject IN \
     (SELECT id FROM publications WHERE municipality = $1 AND post = $2)",
    "DELETE FROM public_versions WHERE municipality = $1 AND post = $2",
    "DELETE FROM publications WHERE municipality = $1 AND post = $2",
    "DELETE FROM media WHERE municipality = $1 AND post = $2",
    "DELETE FROM revisions WHERE municipality = $1 AND post = $2",
    "DELETE FROM approvals WHERE municipality = $1 AND subject = 'post' AND subject_id = $2",
    GAPS,
    "DELETE FROM posts WHERE municipality = $1 AND id = $2",
];
/// What a case leaves, or a request for access, which is kept among the cases.
pub(crate) const CASE: &[&str] = &[
    "DELETE FROM request_items WHERE municipality = $1 AND request = $2",
    "DELETE FROM requests WHERE municipality = $1 AND id = $2",
    "DELETE FROM case_notes WHERE municipality = $1 AND case_id = $2",
    "DELETE FROM cases WHERE municipality = $1 AND id = $2",
];
/// Whether a file is still used: by any municipality's picture, frozen revision, part, or picture on the practice network.
pub(crate) const USED: &str = "SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM media WHERE blob = $1) \
     OR EXISTS (SELECT 1 FROM parts WHERE blob = $1) \
     OR EXISTS (SELECT 1 FROM revisions WHERE content LIKE '%' || $1 || '%') \
     OR EXISTS (SELECT 1 FROM practice_posts WHERE pictures LIKE '%' || $1 || '%')";
const FORGET_REMOTE: &str =
    "INSERT INTO forgotten (municipality, channel, mark) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const RESEAL: &str = "UPDATE parts SET sealed = $3, blob = $4 WHERE municipality = $1 AND id = $2";
const REKEY: &str = "UPDATE records SET key_wrapped = $3 WHERE id = $1 AND key_wrapped = $2";
const OTHERWISE: &str = "SELECT * FROM records WHERE key_wrapped IS NOT NULL AND substr(key_wrapped, 2, 8) <> $1 AND id > $2 \
     ORDER BY id LIMIT $3";
const QUEUE: &str = "INSERT INTO blob_removals (municipality, blob) VALUES ($1, $2) ON CONFLICT DO NOTHING";
pub(crate) const QUEUED: &str =
    "SELECT blob FROM blob_removals WHERE municipality = $1 ORDER BY blob LIMIT $2";
const REMOVED: &str = "DELETE FROM blob_removals WHERE municipality = $1 AND blob = $2";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    UNTALLIED,
    DECISIONS,
    DUTIES,
    WAIVER_STEPS,
    WAIVERS,
    HOLDS,
    GIVEN_OF_ITEM,
    ANSWERS,
    MODERATIONS,
    VERSIONS,
    COUNTED,
    GAPS,
    ITEM,
    REVISIONS_OF,
    MEDIA_OF,
    USED,
    FORGET_REMOTE,
    RESEAL,
    REKEY,
    OTHERWISE,
    QUEUE,
    QUEUED,
    REMOVED,
];

impl Session {
    /// Runs statements that take municipality and subject.
    async fn run_all(&self, statements: &[&'static str], values: &[Value; 2]) -> Result<()> {
        let mut conn = self.conn().await;
        for sql in statements {
            conn.run(sql, values.to_vec()).await?;
        }
        Ok(())
    }

    /// A post with all that is in its thread.
    async fn forget_post(&self, municipality: &MunicipalityId, post: &str) -> Result<Vec<String>> {
        let Ok(post) = PostId::parse(post) else {
            return Err(StoreError::NotFound("post"));
        };
        for item in self.thread_items(municipality, &post).await? {
            self.forget_item(municipality, &item).await?;
        }
        let values = [id(municipality), id(&post)];
        let mut blobs = BTreeSet::new();
        let mut conn = self.conn().await;
        for row in conn.all(MEDIA_OF, values.to_vec()).await? {
            blobs.insert(row.text("blob")?);
        }
        for row in conn.all(REVISIONS_OF, values.to_vec()).await? {
            let content: Content = row.json("content")?;
            blobs.extend(content.media.into_iter().map(|m| m.blob));
        }
        drop(conn);
        self.unindex_about(municipality, post.as_str()).await?;
        self.run_all(POST, &values).await?;
        let mut conn = self.conn().await;
        let mut unused = Vec::new();
        for blob in blobs {
            if conn.opt(USED, vec![blob.as_str().into()]).await?.is_none() {
                unused.push(blob);
            }
        }
        Ok(unused)
    }
}

#[async_trait]
impl ForgetWrite for Session {
    async fn forget_subject(
        &self,
        municipality: &MunicipalityId,
        kind: RecordKind,
        subject: &str,
    ) -> Result<Vec<String>> {
        let values = [id(municipality), subject.into()];
        let blobs = match kind {
            RecordKind::Post => self.forget_post(municipality, subject).await?,
            RecordKind::Item => {
                let item = ItemId::parse(subject).map_err(|_| StoreError::NotFound("item"))?;
                self.forget_item(municipality, &item).await?;
                Vec::new()
            }
            RecordKind::Case => {
                self.run_all(CASE, &values).await?;
                Vec::new()
            }
            RecordKind::Channel | RecordKind::Municipality => {
                return Err(StoreError::Other(
                    "records of channels and municipalities stay".to_owned(),
                ));
            }
        };
        let rest = [UNTALLIED, DECISIONS, DUTIES, WAIVER_STEPS, WAIVERS, HOLDS];
        self.run_all(&rest, &values).await?;
        Ok(blobs)
    }

    async fn forget_item(&self, municipality: &MunicipalityId, of: &ItemId) -> Result<()> {
        self.unindex_about(municipality, of.as_str()).await?;
        let statements = [
            UNTALLIED,
            DECISIONS,
            DUTIES,
            WAIVER_STEPS,
            WAIVERS,
            GIVEN_OF_ITEM,
            ANSWERS,
            MODERATIONS,
            VERSIONS,
            COUNTED,
            GAPS,
            ITEM,
        ];
        self.run_all(&statements, &[id(municipality), id(of)]).await
    }

    async fn forget_remote(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        mark: &str,
    ) -> Result<()> {
        let values = vec![id(municipality), id(channel), mark.into()];
        self.conn().await.run(FORGET_REMOTE, values).await?;
        Ok(())
    }

    async fn reseal_part(&self, part: &Part) -> Result<()> {
        let values = vec![
            id(&part.municipality),
            id(&part.id),
            (&part.sealed).into(),
            (&part.blob).into(),
        ];
        if self.conn().await.run(RESEAL, values).await? == 0 {
            return Err(StoreError::NotFound("part"));
        }
        Ok(())
    }

    async fn rekey_record(&self, record: &RecordId, old: &[u8], new: &[u8]) -> Result<()> {
        let values = vec![id(record), old.into(), new.into()];
        if self.conn().await.run(REKEY, values).await? == 0 {
            return Err(StoreError::Conflict("record"));
        }
        Ok(())
    }

    async fn wrapped_otherwise(&self, by: &[u8], after: &str, limit: usize) -> Result<Vec<Record>> {
        let values = vec![by.into(), after.into(), count(limit)];
        let rows = self.conn().await.all(OTHERWISE, values).await?;
        rows.iter().map(crate::archive::record).collect()
    }

    async fn queue_blob_removals(&self, municipality: &MunicipalityId, blobs: &[String]) -> Result<()> {
        let mut conn = self.conn().await;
        for blob in blobs {
            conn.run(QUEUE, vec![id(municipality), blob.into()]).await?;
        }
        Ok(())
    }

    async fn blob_removed(&self, municipality: &MunicipalityId, blob: &str) -> Result<()> {
        let values = vec![id(municipality), blob.into()];
        self.conn().await.run(REMOVED, values).await?;
        Ok(())
    }
}
