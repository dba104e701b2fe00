//! What takes longer to see in pictures and videos of drafts, the words of the one and the faces in the other: looked for by a
//! job, so that nobody who uploads one waits for it.

use super::stills::Looked;
use crate::jobs::JobEnd;
use crate::{Actor, Error, Flow, Result};
use model::job::Job;
use model::picture::{PictureWord, Reading};
use model::post::Media;
use model::{Id as _, MediaId, PostId};
use store::StoreError;

/// Kind of the job; its subject is the id of the picture or video.
pub(super) const JOB: &str = "read-picture";

/// Runs the job. It may run twice: what was read is not read again.
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
    let read = read(flow, &media).await?;
    let tx = flow.store().begin().await?;
    let mut media = match tx.media(&media.municipality, &media.id).await {
        Ok(media) => media,
        Err(StoreError::NotFound(_)) => return Ok(()),
        Err(other) => return Err(other.into()),
    };
    let seen = &mut media.note.seen;
    if seen.reading == Some(Reading::Waiting) {
        seen.reading = None;
        match read {
            Read::Words(words) => seen.words = Some(words),
            Read::Faces(looked) => {
                (seen.faces, seen.stills) = (Some(looked.faces), Some(looked.stills));
            }
            Read::Failed => seen.reading = Some(Reading::Failed),
            Read::Nobody => {}
        }
        tx.update_media(&mut media).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// What came of looking.
enum Read {
    Words(Vec<PictureWord>),
    Faces(Looked),
    Failed,
    /// The program was there when the picture came, and is no longer.
    Nobody,
}

async fn read(flow: &Flow, media: &Media) -> Result<Read> {
    let there = if media.is_video() {
        flow.video_reader().is_some()
    } else {
        flow.text_reader().is_some()
    };
    if !there {
        return Ok(Read::Nobody);
    }
    let kept = flow.blobs().get(&media.blob).await?;
    let turn = flow.readings.acquire().await;
    let _turn = turn.map_err(|e| Error::Internal(e.to_string()))?;
    let read = match (flow.video_reader(), flow.text_reader()) {
        (Some(reader), _) if media.is_video() => {
            let side = |side| u32::try_from(side).unwrap_or_default();
            let millis = media.note.seen.clip.map_or(0, |clip| clip.millis);
            let looked = reader.look(kept, millis, (side(media.width), side(media.height)));
            looked.await.map(Read::Faces)
        }
        (_, Some(reader)) => reader.read(kept).await.map(Read::Words),
        _ => None,
    };
    Ok(read.unwrap_or(Read::Failed))
}
