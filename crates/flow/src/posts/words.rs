//! The words in pictures of drafts: read by a job, so that nobody who uploads one waits for it.

use crate::jobs::JobEnd;
use crate::{Actor, Error, Flow, Result};
use model::job::Job;
use model::picture::{PictureWord, Reading};
use model::post::Media;
use model::{Id as _, MediaId, PostId};
use store::StoreError;

/// Kind of the job; its subject is the picture's id.
pub(super) const JOB: &str = "read-picture";

/// Runs the job. It may run twice: a picture that was read is not read again.
pub(crate) async fn run(flow: &Flow, job: &Job) -> Result<JobEnd> {
    let id = MediaId::parse(&job.subject).map_err(|_| Error::NotFound)?;
    let read = flow.store().read().await?;
    let media = read.media(&job.municipality, &id).await;
    drop(read);
    match media {
        Ok(media) => read_now(flow, media).await?,
        // Taken out of the draft.
        Err(StoreError::NotFound(_)) => {}
        Err(other) => return Err(other.into()),
    }
    Ok(JobEnd::Done)
}

/// Reads what the job has not come to yet, so that what is frozen and decided knows what the pictures say.
pub(super) async fn finish(flow: &Flow, actor: &Actor, post: &PostId) -> Result<()> {
    let read = flow.store().read().await?;
    let media = read.media_of(&actor.municipality.id, post).await?;
    drop(read);
    for media in media {
        read_now(flow, media).await?;
    }
    Ok(())
}

async fn read_now(flow: &Flow, media: Media) -> Result<()> {
    if media.note.seen.reading != Some(Reading::Waiting) {
        return Ok(());
    }
    let (words, reading) = words(flow, &media).await?;
    let tx = flow.store().begin().await?;
    let mut media = match tx.media(&media.municipality, &media.id).await {
        Ok(media) => media,
        Err(StoreError::NotFound(_)) => return Ok(()),
        Err(other) => return Err(other.into()),
    };
    let seen = &mut media.note.seen;
    if seen.reading == Some(Reading::Waiting) {
        (seen.words, seen.reading) = (words, reading);
        tx.update_media(&mut media).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The words in a picture, and that reading it failed where it did.
async fn words(flow: &Flow, media: &Media) -> Result<(Option<Vec<PictureWord>>, Option<Reading>)> {
    let Some(reader) = flow.text_reader() else {
        // The program was there when the picture came, and is no longer: nobody looks.
        return Ok((None, None));
    };
    let kept = flow.blobs().get(&media.blob).await?;
    let turn = flow.readings.acquire().await;
    let _turn = turn.map_err(|e| Error::Internal(e.to_string()))?;
    Ok(match reader.read(kept).await {
        Some(words) => (Some(words), None),
        None => (None, Some(Reading::Failed)),
    })
}
