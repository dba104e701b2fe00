//! The practice network's posts and comments.

use crate::lists;
use crate::session::Session;
use crate::value::{Row, args, id, json, opt_id};
use async_trait::async_trait;
use model::practice::{PracticeComment, PracticePost};
use model::{ChannelId, Id as _, MunicipalityId, PracticeCommentId, PracticePostId};
use store::{Cursor, Page, PracticeRead, PracticeWrite, Result, StoreError};

const POST: &str = "SELECT * FROM practice_posts WHERE municipality = $1 AND id = $2";
const POST_BY_KEY: &str =
    "SELECT * FROM practice_posts WHERE municipality = $1 AND channel = $2 AND key = $3";
const POSTS: &str = "SELECT * FROM practice_posts WHERE municipality = $1 AND removed = 0 \
     AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT $4";
const POSTS_OF_CHANNEL: &str = "SELECT * FROM practice_posts WHERE municipality = $1 AND removed = 0 \
     AND (created_at, id) < ($2, $3) AND channel = $5 ORDER BY created_at DESC, id DESC LIMIT $4";
const COMMENT: &str = "SELECT * FROM practice_comments WHERE municipality = $1 AND id = $2";
const COMMENT_BY_KEY: &str = "SELECT * FROM practice_comments WHERE municipality = $1 AND post = $2 AND key = $3 \
     AND key <> ''";
const CHANGED: &str = "SELECT * FROM practice_comments WHERE municipality = $1 AND channel = $5 \
     AND (changed_at, id) > ($2, $3) ORDER BY changed_at, id LIMIT $4";
const INSERT_POST: &str = "INSERT INTO practice_posts (id, municipality, channel, text, link, lang, pictures, key, removed, \
     created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (channel, key) DO NOTHING";
const INSERT_COMMENT: &str = "INSERT INTO practice_comments (id, municipality, channel, post, parent, author, official, \
     text, key, hidden, removed, created_at, changed_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (post, key) WHERE key <> '' DO NOTHING";
const REMOVE_POST: &str = "UPDATE practice_posts SET removed = 1 WHERE municipality = $1 AND id = $2";
const UPDATE_COMMENT: &str = "UPDATE practice_comments SET text = $3, hidden = $4, removed = $5, changed_at = $6 \
     WHERE municipality = $1 AND id = $2";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[
    POST,
    POST_BY_KEY,
    POSTS,
    POSTS_OF_CHANNEL,
    COMMENT,
    COMMENT_BY_KEY,
    CHANGED,
    INSERT_POST,
    INSERT_COMMENT,
    REMOVE_POST,
    UPDATE_COMMENT,
];

fn post(row: &Row) -> Result<PracticePost> {
    Ok(PracticePost {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        channel: row.id("channel")?,
        text: row.text("text")?,
        link: row.text("link")?,
        lang: row.text("lang")?,
        pictures: row.json("pictures")?,
        key: row.text("key")?,
        removed: row.bool("removed")?,
        created_at: row.millis("created_at")?,
    })
}

fn comment(row: &Row) -> Result<PracticeComment> {
    Ok(PracticeComment {
        id: row.id("id")?,
        municipality: row.id("municipality")?,
        channel: row.id("channel")?,
        post: row.id("post")?,
        parent: row.opt_id("parent")?,
        author: row.text("author")?,
        official: row.bool("official")?,
        text: row.text("text")?,
        key: row.text("key")?,
        hidden: row.bool("hidden")?,
        removed: row.bool("removed")?,
        created_at: row.millis("created_at")?,
        changed_at: row.millis("changed_at")?,
    })
}

#[async_trait]
impl PracticeRead for Session {
    async fn practice_post(
        &self,
        municipality: &MunicipalityId,
        id_: &PracticePostId,
    ) -> Result<PracticePost> {
        let row = self
            .conn()
            .await
            .opt(POST, vec![id(municipality), id(id_)])
            .await?;
        post(&row.ok_or(StoreError::NotFound("practice-post"))?)
    }

    async fn practice_post_by_key(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        key: &str,
    ) -> Result<Option<PracticePost>> {
        let values = vec![id(municipality), id(channel), key.into()];
        self.conn()
            .await
            .opt(POST_BY_KEY, values)
            .await?
            .as_ref()
            .map(post)
            .transpose()
    }

    async fn practice_posts(
        &self,
        municipality: &MunicipalityId,
        channel: Option<&ChannelId>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PracticePost>> {
        let [at, last] = lists::newest_first(after);
        let mut values = vec![id(municipality), at, last, lists::one_more(limit)];
        values.extend(channel.map(id));
        let sql = if channel.is_some() {
            POSTS_OF_CHANNEL
        } else {
            POSTS
        };
        let rows = self.conn().await.all(sql, values).await?;
        let rows = rows.iter().map(post).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(rows, limit, |p| Cursor {
            at: p.created_at.0,
            id: p.id.to_string(),
        }))
    }

    async fn practice_comment(
        &self,
        municipality: &MunicipalityId,
        id_: &PracticeCommentId,
    ) -> Result<PracticeComment> {
        let row = self
            .conn()
            .await
            .opt(COMMENT, vec![id(municipality), id(id_)])
            .await?;
        comment(&row.ok_or(StoreError::NotFound("practice-comment"))?)
    }

    async fn practice_comment_by_key(
        &self,
        municipality: &MunicipalityId,
        post: &PracticePostId,
        key: &str,
    ) -> Result<Option<PracticeComment>> {
        let values = vec![id(municipality), id(post), key.into()];
        self.conn()
            .await
            .opt(COMMENT_BY_KEY, values)
            .await?
            .as_ref()
            .map(comment)
            .transpose()
    }

    async fn practice_comments(
        &self,
        municipality: &MunicipalityId,
        posts: &[PracticePostId],
    ) -> Result<Vec<PracticeComment>> {
        let mut conn = self.conn().await;
        let mut found = Vec::new();
        for chunk in lists::chunks(posts.iter().map(PracticePostId::as_str)) {
            let sql = format!(
                "SELECT * FROM practice_comments WHERE municipality = $1 AND post IN ({}) ORDER BY post, created_at, id",
                lists::places(2, chunk.len())
            );
            let values = std::iter::once(id(municipality)).chain(chunk).collect();
            for row in conn.all_built(sql, values).await? {
                found.push(comment(&row)?);
            }
        }
        Ok(found)
    }

    async fn practice_comments_changed(
        &self,
        municipality: &MunicipalityId,
        channel: &ChannelId,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<PracticeComment>> {
        let [at, last] = lists::oldest_first(after);
        let values = vec![id(municipality), at, last, lists::one_more(limit), id(channel)];
        let rows = self.conn().await.all(CHANGED, values).await?;
        let rows = rows.iter().map(comment).collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(rows, limit, |c| Cursor {
            at: c.changed_at.0,
            id: c.id.to_string(),
        }))
    }
}

#[async_trait]
impl PracticeWrite for Session {
    async fn insert_practice_post(&self, p: &PracticePost) -> Result<PracticePostId> {
        let values = args![
            p.id.to_string(),
            p.municipality.to_string(),
            p.channel.to_string(),
            &p.text,
            &p.link,
            &p.lang,
            json(&p.pictures)?,
            &p.key,
            p.removed,
            p.created_at,
        ];
        let mut conn = self.conn().await;
        if conn.run(INSERT_POST, values).await? > 0 {
            return Ok(p.id.clone());
        }
        let earlier = conn
            .opt(
                POST_BY_KEY,
                vec![id(&p.municipality), id(&p.channel), (&p.key).into()],
            )
            .await?;
        earlier.ok_or(StoreError::NotFound("practice-post"))?.id("id")
    }

    async fn insert_practice_comment(&self, c: &PracticeComment) -> Result<PracticeCommentId> {
        let values = args![
            c.id.to_string(),
            c.municipality.to_string(),
            c.channel.to_string(),
            c.post.to_string(),
            opt_id(c.parent.as_ref()),
            &c.author,
            c.official,
            &c.text,
            &c.key,
            c.hidden,
            c.removed,
            c.created_at,
            c.changed_at,
        ];
        let mut conn = self.conn().await;
        if conn.run(INSERT_COMMENT, values).await? > 0 {
            return Ok(c.id.clone());
        }
        let earlier = conn
            .opt(
                COMMENT_BY_KEY,
                vec![id(&c.municipality), id(&c.post), (&c.key).into()],
            )
            .await?;
        earlier.ok_or(StoreError::NotFound("practice-comment"))?.id("id")
    }

    async fn remove_practice_post(&self, municipality: &MunicipalityId, id_: &PracticePostId) -> Result<()> {
        match self
            .conn()
            .await
            .run(REMOVE_POST, vec![id(municipality), id(id_)])
            .await?
        {
            0 => Err(StoreError::NotFound("practice-post")),
            _ => Ok(()),
        }
    }

    async fn update_practice_comment(&self, c: &PracticeComment) -> Result<()> {
        let values = args![
            c.municipality.to_string(),
            c.id.to_string(),
            &c.text,
            c.hidden,
            c.removed,
            c.changed_at
        ];
        match self.conn().await.run(UPDATE_COMMENT, values).await? {
            0 => Err(StoreError::NotFound("practice-comment")),
            _ => Ok(()),
        }
    }
}
