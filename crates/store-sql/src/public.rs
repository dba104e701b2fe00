//! What is shown to everybody.

use crate::lists::{newest_first, one_more};
use crate::publications::publication;
use crate::session::Session;
use crate::value::{Row, args, count, id};
use async_trait::async_trait;
use model::public::PublicVersion;
use model::publication::Publication;
use model::{EntryId, Millis, MunicipalityId, PostId, RevisionId};
use store::{Cursor, Page, PublicRead, PublicWrite, Result};

const POSTS: &str = "SELECT post, at FROM (SELECT post, MAX(published_at) AS at FROM public_versions WHERE municipality = $1 \
     GROUP BY post) newest WHERE (at, post) < ($2, $3) ORDER BY at DESC, post DESC LIMIT $4";
const VERSIONS: &str =
    "SELECT * FROM public_versions WHERE municipality = $1 AND post = $2 ORDER BY published_at, publication";
const OF_REVISION: &str =
    "SELECT 1 AS one FROM public_versions WHERE municipality = $1 AND revision = $2 LIMIT 1";
const OF_ENTRY: &str = "SELECT * FROM public_versions WHERE municipality = $1 AND entry = $2";
const NOT_YET: &str = "SELECT s.* FROM publications s WHERE s.municipality = $1 AND s.state IN ('published', 'removed') \
     AND s.published_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM public_versions v WHERE v.publication = s.id) \
     ORDER BY s.published_at, s.id LIMIT $2";
const INSERT: &str = "INSERT INTO public_versions (publication, municipality, post, revision, channel, entry, published_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[POSTS, VERSIONS, OF_REVISION, OF_ENTRY, NOT_YET, INSERT];

fn version(row: &Row) -> Result<PublicVersion> {
    Ok(PublicVersion {
        publication: row.id("publication")?,
        municipality: row.id("municipality")?,
        post: row.id("post")?,
        revision: row.id("revision")?,
        channel: row.id("channel")?,
        entry: row.id("entry")?,
        published_at: row.millis("published_at")?,
    })
}

#[async_trait]
impl PublicRead for Session {
    async fn public_posts(
        &self,
        municipality: &MunicipalityId,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<(PostId, Millis)>> {
        let [at, last] = newest_first(after);
        let values = vec![id(municipality), at, last, one_more(limit)];
        let rows = self.conn().await.all(POSTS, values).await?;
        let found = rows
            .iter()
            .map(|row| Ok((row.id::<PostId>("post")?, row.millis("at")?)))
            .collect::<Result<Vec<_>>>()?;
        Ok(Page::cut(found, limit, |(post, at)| Cursor {
            at: at.0,
            id: post.to_string(),
        }))
    }

    async fn public_versions(
        &self,
        municipality: &MunicipalityId,
        post: &PostId,
    ) -> Result<Vec<PublicVersion>> {
        let values = vec![id(municipality), id(post)];
        let rows = self.conn().await.all(VERSIONS, values).await?;
        rows.iter().map(version).collect()
    }

    async fn is_public(&self, municipality: &MunicipalityId, revision: &RevisionId) -> Result<bool> {
        let values = vec![id(municipality), id(revision)];
        Ok(self.conn().await.opt(OF_REVISION, values).await?.is_some())
    }

    async fn public_entry(
        &self,
        municipality: &MunicipalityId,
        entry: &EntryId,
    ) -> Result<Option<PublicVersion>> {
        let values = vec![id(municipality), id(entry)];
        let row = self.conn().await.opt(OF_ENTRY, values).await?;
        row.as_ref().map(version).transpose()
    }

    async fn not_public_yet(&self, municipality: &MunicipalityId, limit: usize) -> Result<Vec<Publication>> {
        let values = vec![id(municipality), count(limit)];
        let rows = self.conn().await.all(NOT_YET, values).await?;
        rows.iter().map(publication).collect()
    }
}

#[async_trait]
impl PublicWrite for Session {
    async fn insert_public_version(&self, v: &PublicVersion) -> Result<()> {
        let values = args![
            v.publication.to_string(),
            v.municipality.to_string(),
            v.post.to_string(),
            v.revision.to_string(),
            v.channel.to_string(),
            v.entry.to_string(),
            v.published_at,
        ];
        self.conn().await.run(INSERT, values).await?;
        Ok(())
    }
}
