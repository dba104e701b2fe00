//! Pictures of a draft, or its video.

use super::{video, words};
use crate::{Actor, Error, FieldError, Flow, Result, jobs, rules};
use detect::picture::{Limits, PictureProblem, faces, inspect_and_reencode};
use model::municipality::Municipality;
use model::person::Permission;
use model::picture::{Reading, Traits};
use model::post::{Media, MediaNote, Post, PostState};
use model::{Id as _, MediaId, PostId};
use store::Tx;

/// What every network here takes in one post.
const PICTURES_MAX: usize = 4;
/// Longest alternative text, in characters: Mastodon's limit, the lowest that a network states.
const ALT_MAX: usize = 1_500;

/// Codes of the detectors that look for faces, and of those that need the words in a picture.
pub(super) const FACES: &str = "MED010";
const WORDS: [&str; 4] = ["MED016", "MED017", "MED018", "MED019"];

/// A file as it is kept.
pub(super) struct Taken {
    pub bytes: Vec<u8>,
    pub mime: &'static str,
    pub width: u32,
    pub height: u32,
    pub removed: Vec<String>,
    pub traits: Traits,
}

/// Takes an uploaded file. A picture is decoded in limits, re-encoded, its metadata read and removed, its pixels looked at;
/// words in it are read by a job. A video's container is read and bounded, its metadata made zeros; a job looks at stills of
/// it. The draft is untouched when it cannot be used.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused` with `not-a-draft`, `picture-unreadable`, `picture-too-large`,
/// `picture-too-many-bytes`, `picture-type-not-allowed`, the keys of `detect::video::VideoProblem`, `pictures-too-many` (4 at
/// most), `video-stands-alone` (networks take one video, and no pictures beside it), `disk-full`.
pub async fn add_media(flow: &Flow, actor: &Actor, post: &PostId, bytes: Vec<u8>) -> Result<Media> {
    actor.must(Permission::WritePost)?;
    let municipality = &actor.municipality.id;
    let read = flow.store().read().await?;
    draft(&read.post(municipality, post).await?)?;
    drop(read);
    let taken = if detect::video::is_video(&bytes) {
        video::take(flow, &actor.municipality, bytes).await?
    } else {
        look(flow, &actor.municipality, bytes).await?
    };
    let blob = flow.blobs().put(&taken.bytes).await?;
    let tx = flow.store().begin().await?;
    draft(&tx.post(municipality, post).await?)?;
    let others = tx.media_of(municipality, post).await?;
    let is_video = taken.mime == detect::video::MIME;
    if others.iter().any(Media::is_video) || (is_video && !others.is_empty()) {
        return Err(Error::refused("video-stands-alone"));
    }
    if others.len() >= PICTURES_MAX {
        return Err(Error::Refused {
            key: "pictures-too-many",
            params: vec![("limit", PICTURES_MAX.to_string())],
        });
    }
    let media = Media {
        id: flow.source().id(),
        municipality: municipality.clone(),
        post: post.clone(),
        position: others.iter().map(|m| m.position + 1).max().unwrap_or(0),
        blob,
        mime: taken.mime.to_owned(),
        width: i64::from(taken.width),
        height: i64::from(taken.height),
        size: i64::try_from(taken.bytes.len()).unwrap_or(i64::MAX),
        removed: taken.removed,
        note: MediaNote {
            seen: taken.traits,
            ..MediaNote::default()
        },
        version: 1,
    };
    tx.insert_media(&media).await?;
    let to_read = media.note.seen.reading.is_some();
    if to_read {
        let (subject, now) = (media.id.as_str(), flow.source().now());
        jobs::promise(flow, &*tx, municipality, words::JOB, subject, now).await?;
    }
    tx.commit().await?;
    if to_read {
        flow.wake();
    }
    Ok(media)
}

/// Takes the file in and looks at what came out, as far as the municipality's detectors are on. Not more than a few at
/// once, each in a thread of its own: decoding and looking take up to a second of one core.
async fn look(flow: &Flow, municipality: &Municipality, bytes: Vec<u8>) -> Result<Taken> {
    let internal = |e: &dyn std::fmt::Display| Error::Internal(e.to_string());
    let _turn = flow.pictures.acquire().await.map_err(|e| internal(&e))?;
    let book = rules::book(flow, municipality).await?;
    let detectors = flow.detectors(municipality, &book);
    let is_on = move |code: &str| !detectors.is_off(code);
    let look_for_faces = is_on(FACES);
    let mut picture = tokio::task::spawn_blocking(move || {
        let mut picture = inspect_and_reencode(&bytes, &Limits::default())?;
        if look_for_faces {
            picture.traits.faces = faces(&picture.pixels);
        }
        Ok(picture)
    })
    .await
    .map_err(|e| internal(&e))?
    .map_err(refused)?;
    let to_read = flow.text_reader().is_some() && WORDS.iter().any(|code| is_on(code));
    picture.traits.reading = to_read.then_some(Reading::Waiting);
    Ok(Taken {
        bytes: picture.bytes,
        mime: picture.mime,
        width: picture.width,
        height: picture.height,
        removed: picture.removed,
        traits: picture.traits,
    })
}

/// Saves what is said of a picture or video. What was seen in it and its captions stay as they are.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("not-a-draft")`, `Invalid` (`text-too-long` beyond 1,500 characters).
pub async fn note_media(flow: &Flow, actor: &Actor, media: &MediaId, note: MediaNote) -> Result<()> {
    for (field, text) in [("alt", &note.alt), ("credit", &note.credit)] {
        if text.chars().count() > ALT_MAX {
            return Err(Error::Invalid(vec![
                FieldError::new(field, "text-too-long").with("limit", ALT_MAX),
            ]));
        }
    }
    let (tx, mut media) = begin(flow, actor, media).await?;
    media.note = MediaNote {
        alt: note.alt.trim().to_owned(),
        credit: note.credit.trim().to_owned(),
        captions: media.note.captions,
        seen: media.note.seen,
        ..note
    };
    tx.update_media(&mut media).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a picture out of the draft.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("not-a-draft")`.
pub async fn remove_media(flow: &Flow, actor: &Actor, media: &MediaId) -> Result<()> {
    let (tx, media) = begin(flow, actor, media).await?;
    tx.delete_media(&actor.municipality.id, &media.id).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn begin(flow: &Flow, actor: &Actor, id: &MediaId) -> Result<(Box<dyn Tx>, Media)> {
    actor.must(Permission::WritePost)?;
    let tx = flow.store().begin().await?;
    let media = tx.media(&actor.municipality.id, id).await?;
    draft(&tx.post(&actor.municipality.id, &media.post).await?)?;
    Ok((tx, media))
}

fn draft(post: &Post) -> Result<()> {
    if post.state == PostState::Draft {
        Ok(())
    } else {
        Err(Error::refused("not-a-draft"))
    }
}

fn refused(problem: PictureProblem) -> Error {
    let params = match problem {
        PictureProblem::TooLarge { megapixels, limit } => {
            vec![
                ("megapixels", megapixels.to_string()),
                ("limit", limit.to_string()),
            ]
        }
        PictureProblem::TooManyBytes { bytes, limit } => {
            vec![
                ("megabytes", bytes.div_ceil(1_000_000).to_string()),
                ("limit", (limit / 1_000_000).to_string()),
            ]
        }
        PictureProblem::Unreadable | PictureProblem::TypeNotAllowed => Vec::new(),
    };
    Error::Refused {
        key: problem.key(),
        params,
    }
}
