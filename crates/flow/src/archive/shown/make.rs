//! Makes published versions public: one journal entry each, with what everybody sees and nothing else.

use super::KIND;
use super::read::{PublicContent, PublicPicture};
use super::setting::decided;
use crate::jobs::JobEnd;
use crate::journal::{self, Event};
use crate::{Error, Flow, Result};
use model::archive::RecordKind;
use model::job::Job;
use model::public::PublicVersion;
use model::publication::Publication;
use model::{Id as _, Millis};
use store::Tx;

/// Versions made public in one transaction.
const CHUNK: usize = 50;
/// How often is looked for new ones.
const EVERY: i64 = 5 * Millis::MINUTE;

/// Runs the job: its subject is the municipality's id.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    let whose = &job.municipality;
    let read = flow.store().read().await?;
    let on = decided(&*read, whose).await?.on;
    drop(read);
    if !on {
        return Ok(JobEnd::Done);
    }
    loop {
        let tx = flow.store().begin().await?;
        let waiting = tx.not_public_yet(whose, CHUNK).await?;
        let last = waiting.len() < CHUNK;
        let mut versions = Vec::with_capacity(waiting.len());
        for publication in waiting {
            if let Some(version) = content(&*tx, &publication).await? {
                versions.push((publication, version));
            }
        }
        let mut events = Vec::with_capacity(versions.len());
        for (publication, content) in &versions {
            let data = serde_json::to_value(content).map_err(|e| Error::Internal(e.to_string()))?;
            events.push(Event::new(
                RecordKind::Post,
                publication.post.as_str(),
                KIND,
                data,
            ));
        }
        if !events.is_empty() {
            let entries = journal::write(flow, &*tx, whose, events).await?;
            for ((publication, content), entry) in versions.into_iter().zip(entries) {
                let version = PublicVersion {
                    publication: publication.id,
                    municipality: publication.municipality,
                    post: publication.post,
                    revision: publication.revision,
                    channel: publication.channel,
                    entry,
                    published_at: content.published_at,
                };
                tx.insert_public_version(&version).await?;
            }
        }
        tx.commit().await?;
        if last {
            return Ok(JobEnd::Again(flow.source().now().plus(EVERY)));
        }
    }
}

/// What everybody sees of a published version. No person is named in it but whom the text itself names.
async fn content(tx: &dyn Tx, publication: &Publication) -> Result<Option<PublicContent>> {
    let whose = &publication.municipality;
    let Some(published_at) = publication.published_at else {
        return Ok(None);
    };
    let revision = tx.revision(whose, &publication.revision).await?;
    let channel = tx.channel(whose, &publication.channel).await?;
    let pictures = revision.content.media.into_iter().map(|m| PublicPicture {
        video: m.is_video(),
        sha256: m.blob,
        alt: m.note.alt,
        credit: m.note.credit,
        captions: m.note.captions,
        width: m.width,
        height: m.height,
    });
    Ok(Some(PublicContent {
        post: publication.post.clone(),
        number: revision.number,
        text: revision.content.text,
        link: revision.content.link,
        lang: revision.content.lang,
        pictures: pictures.collect(),
        network: channel.network.as_str().to_owned(),
        channel: channel.name,
        url: publication.url.clone(),
        published_at,
    }))
}
