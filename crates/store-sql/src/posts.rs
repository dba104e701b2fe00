//! Posts, pictures and frozen revisions.

use crate::lists::{self, Order};
use crate::search;
use crate::session::Session;
use crate::value::{Row, args, id, json, opt_id};
use async_trait::async_trait;
use model::post::{Media, Post, PostState, Revision};
use model::{Id as _, MediaId, MunicipalityId, PostId, RevisionId};
use store::{Cursor, Page, PostFilter, PostRead, PostWrite, Result, SearchKind, StoreError};

const BY_ID: &str = "SELECT * FROM posts WHERE municipality = $1 AND id = $2";
const COUNTS: &str = "SELECT state, COUNT(*) AS n FROM posts WHERE municipality = $1 GROUP BY state";
const INSERT: &str = "INSERT INTO posts (id, municipality, text, link, channels, answers, lang, state, revision, author, \
     created_at, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const UPDATE: &str = "UPDATE posts SET text = $4, link = $5, channels = $6, answers = $7, lang = $8, state = $9, \
     revision = $10, changed_at = $11, version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3";
const MEDIA: &str = "SELECT * FROM media WHERE municipality = $1 AND id = $2";
const MEDIA_OF: &str = "SELECT * FROM media WHERE municipality = $1 AND post = $2 ORDER BY position, id";
const INSERT_MEDIA: &str = "INSERT INTO media (id, municipality, post, position, blob, mime, width, height, size, removed, \
     note, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const UPDATE_MEDIA: &str = "UPDATE media SET position = $4, note = $5, version = version + 1 \
     WHERE municipality = $1 AND id = $2 AND version = $3";
const DELETE_MEDIA: &str = "DELETE FROM media WHERE municipality = $1 AND id = $2";
const REVISION: &str = "SELECT * FROM revisions WHERE municipality = $1 AND id = $2";
const REVISIONS_OF: &str = "SELECT * FROM revisions WHERE municipality = $1 AND post = $2 ORDER BY number";
const INSERT_REVISION: &str = "INSERT INTO revisions (id, municipality, post, number, digest, content, decision, \
     submitted_by, submitted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    BY_ID,
    COUNTS,
    INSERT,
    UPDATE,
    MEDIA,
    MEDIA_OF,
    INSERT_MEDIA,
    UPDATE_MEDIA,
    DELETE_MEDIA,
    REVISION,
    REVISIONS_OF,
    INSERT_REVISION,
];

fn post(row: &Row) -> Result<Post> {
    Ok(Post {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        text: row.text("text")?,
        link: row.text("link")?,
        channels: row.json("channels")?,
        answers: row.json("answers")?,
        lang: row.text("lang")?,
        state: row.word("state", PostState::parse)?,
        revision: row.opt_id("revision")?,
        author: row.id("author")?,
        created_at: row.millis("created_at")?,
        changed_at: row.millis("changed_at")?,
        version: row.int("version")?,
    })
}

fn media(row: &Row) -> Result<Media> {
    Ok(Media {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        post: row.id("post")?,
        position: row.int("position")?,
        blob: row.text("blob")?,
        mime: row.text("mime")?,
        width: row.int("width")?,
        height: row.int("height")?,
        size: row.int("size")?,
        removed: row.json("removed")?,
        note: row.json("note")?,
        version: row.int("version")?,
    })
}

fn revision(row: &Row) -> Result<Revision> {
    Ok(Revision {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        post: row.id("post")?,
        number: row.int("number")?,
        digest: row.text("digest")?,
        content: row.json("content")?,
        decision: row.id("decision")?,
        submitted_by: row.id("submitted_by")?,
        submitted_at: row.millis("submitted_at")?,
    })
}

#[async_trait]
impl PostRead for Session {
    async fn post(&self, municipality: &MunicipalityId, id_: &PostId) -> Result<Post> {
        let row = self
            .conn()
            .await
            .opt(BY_ID, vec![id(municipality), id(id_)])
            .await?;
        post(&row.ok_or(StoreError::NotFound("post"))?)
    }

    async fn posts(
        &self,
        municipality: &MunicipalityId,
        filter: &PostFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Post>> {
        let states = if filter.states.is_empty() {
            PostState::ALL
        } else {
            &filter.states
        };
        let states: Vec<_> = states.iter().map(|s| s.as_str()).collect();
        let [at, last] = lists::newest_first(after);
        let mut values = vec![id(municipality), at, last, lists::one_more(limit)];
        let and = match &filter.author {
            Some(author) => {
                values.push(id(author));
                " AND author = $5"
            }
            None => "",
        };
        let sql = lists::merged("posts", "changed_at", Order::NewestFirst, &states, and);
        let rows = self.conn().await.all_built(sql, values).await?;
        let rows = rows.iter().map(post).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(rows, limit, |p| Cursor {
            at: p.changed_at.0,
            id: p.id.to_string(),
        }))
    }

    async fn post_counts(&self, municipality: &MunicipalityId) -> Result<Vec<(PostState, i64)>> {
        let rows = self.conn().await.all(COUNTS, vec![id(municipality)]).await?;
        let mut counts = rows
            .iter()
            .map(|row| Ok((row.word("state", PostState::parse)?, row.int("n")?)))
            .collect::<Result<Vec<_>>>()?;
        counts.sort_unstable();
        Ok(counts)
    }

    async fn media(&self, municipality: &MunicipalityId, id_: &MediaId) -> Result<Media> {
        let row = self
            .conn()
            .await
            .opt(MEDIA, vec![id(municipality), id(id_)])
            .await?;
        media(&row.ok_or(StoreError::NotFound("media"))?)
    }

    async fn media_of(&self, municipality: &MunicipalityId, post: &PostId) -> Result<Vec<Media>> {
        self.conn()
            .await
            .all(MEDIA_OF, vec![id(municipality), id(post)])
            .await?
            .iter()
            .map(media)
            .collect()
    }

    async fn revision(&self, municipality: &MunicipalityId, id_: &RevisionId) -> Result<Revision> {
        let row = self
            .conn()
            .await
            .opt(REVISION, vec![id(municipality), id(id_)])
            .await?;
        revision(&row.ok_or(StoreError::NotFound("revision"))?)
    }

    async fn revisions_of(&self, municipality: &MunicipalityId, post: &PostId) -> Result<Vec<Revision>> {
        self.conn()
            .await
            .all(REVISIONS_OF, vec![id(municipality), id(post)])
            .await?
            .iter()
            .map(revision)
            .collect()
    }
}

#[async_trait]
impl PostWrite for Session {
    async fn insert_post(&self, p: &Post) -> Result<()> {
        let values = args![
            p.id.to_string(),
            p.municipality.to_string(),
            &p.text,
            &p.link,
            json(&p.channels)?,
            json(&p.answers)?,
            &p.lang,
            p.state.as_str(),
            opt_id(p.revision.as_ref()),
            p.author.to_string(),
            p.created_at,
            p.changed_at,
            p.version,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }

    async fn update_post(&self, p: &mut Post) -> Result<()> {
        let values = args![
            p.municipality.to_string(),
            p.id.to_string(),
            p.version,
            &p.text,
            &p.link,
            json(&p.channels)?,
            json(&p.answers)?,
            &p.lang,
            p.state.as_str(),
            opt_id(p.revision.as_ref()),
            p.changed_at,
        ];
        if self.conn().await.run(UPDATE, values).await? == 0 {
            return Err(StoreError::Conflict("post"));
        }
        p.version += 1;
        Ok(())
    }

    async fn insert_media(&self, m: &Media) -> Result<()> {
        let values = args![
            m.id.to_string(),
            m.municipality.to_string(),
            m.post.to_string(),
            m.position,
            &m.blob,
            &m.mime,
            m.width,
            m.height,
            m.size,
            json(&m.removed)?,
            json(&m.note)?,
            m.version,
        ];
        self.conn().await.run(INSERT_MEDIA, values).await?;
        Ok(())
    }

    async fn update_media(&self, m: &mut Media) -> Result<()> {
        let values = args![
            m.municipality.to_string(),
            m.id.to_string(),
            m.version,
            m.position,
            json(&m.note)?
        ];
        if self.conn().await.run(UPDATE_MEDIA, values).await? == 0 {
            return Err(StoreError::Conflict("media"));
        }
        m.version += 1;
        Ok(())
    }

    async fn delete_media(&self, municipality: &MunicipalityId, id_: &MediaId) -> Result<()> {
        match self
            .conn()
            .await
            .run(DELETE_MEDIA, vec![id(municipality), id(id_)])
            .await?
        {
            0 => Err(StoreError::NotFound("media")),
            _ => Ok(()),
        }
    }

    async fn insert_revision(&self, r: &Revision) -> Result<()> {
        let values = args![
            r.id.to_string(),
            r.municipality.to_string(),
            r.post.to_string(),
            r.number,
            &r.digest,
            json(&r.content)?,
            r.decision.to_string(),
            r.submitted_by.to_string(),
            r.submitted_at,
        ];
        let mut conn = self.conn().await;
        conn.run(INSERT_REVISION, values).await?;
        search::refresh(&mut conn, &r.municipality, SearchKind::Revision, &[r.id.as_str()]).await
    }
}
