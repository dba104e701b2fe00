//! A draft's video and its captions.

use super::media::{FACES, Taken, begin};
use crate::{Actor, Error, Flow, Result, rules};
use detect::captions::{self, CaptionsProblem};
use detect::video::{Limits, MIME, VideoProblem, inspect_and_clean};
use model::MediaId;
use model::channel::Channel;
use model::municipality::Municipality;
use model::picture::Reading;
use model::post::{Media, Speech};

/// Takes the file in: its container is read and bounded, what it says beside picture and sound is made zeros, and so is what was
/// cut away. A job looks at
/// stills of it when it can; nobody listens to it.
pub(super) async fn take(flow: &Flow, municipality: &Municipality, bytes: Vec<u8>) -> Result<Taken> {
    let internal = |e: &dyn std::fmt::Display| Error::Internal(e.to_string());
    let _turn = flow.pictures.acquire().await.map_err(|e| internal(&e))?;
    let video = tokio::task::spawn_blocking(move || inspect_and_clean(bytes, &Limits::default()))
        .await
        .map_err(|e| internal(&e))?
        .map_err(refused)?;
    let book = rules::book(flow, municipality).await?;
    let to_look = flow.video_reader().is_some() && !flow.detectors(municipality, &book).is_off(FACES);
    let mut traits = video.traits;
    traits.reading = to_look.then_some(Reading::Waiting);
    Ok(Taken {
        bytes: video.bytes,
        mime: MIME,
        width: video.width,
        height: video.height,
        removed: video.removed,
        traits,
    })
}

/// Puts captions beside a video, in the place of those that were there.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused` with `not-a-draft`, `not-a-video`, `captions-unreadable` (`line`), `captions-empty`,
/// `captions-too-large`. What was there stays.
pub async fn add_captions(flow: &Flow, actor: &Actor, media: &MediaId, bytes: &[u8]) -> Result<()> {
    let captions = captions::read(bytes).map_err(unreadable)?;
    set_captions(flow, actor, media, captions.vtt).await
}

/// Takes a video's captions away.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused` with `not-a-draft` or `not-a-video`.
pub async fn remove_captions(flow: &Flow, actor: &Actor, media: &MediaId) -> Result<()> {
    set_captions(flow, actor, media, String::new()).await
}

async fn set_captions(flow: &Flow, actor: &Actor, media: &MediaId, vtt: String) -> Result<()> {
    let (tx, mut media) = begin(flow, actor, media).await?;
    if !media.is_video() {
        return Err(Error::refused("not-a-video"));
    }
    media.note.captions = vtt;
    // What was said of a video without captions is not said of one that has them.
    media.note.speech = Speech::Unknown;
    tx.update_media(&mut media).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses a video that a channel's network does not take, before anybody has approved it.
pub(super) fn must_be_taken(flow: &Flow, channels: &[Channel], media: &[Media]) -> Result<()> {
    let Some(video) = media.iter().find(|m| m.is_video()) else {
        return Ok(());
    };
    let millis = video.note.seen.clip.map_or(0, |clip| clip.millis);
    let bytes = usize::try_from(video.size).unwrap_or(usize::MAX);
    for channel in channels {
        let refused = |key, limit: i64| {
            let limit = ("limit", limit.to_string());
            Err(Error::Refused {
                key,
                params: vec![("channel", channel.name.clone()), limit],
            })
        };
        let whole = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
        let Some(limits) = flow.connector(channel)?.capabilities().video else {
            return refused("video-not-taken", 0);
        };
        if bytes > limits.bytes {
            return refused("video-too-large-for-channel", whole(limits.bytes) / 1_000_000);
        }
        if let Some(most) = limits.millis.filter(|most| millis > *most) {
            return refused("video-too-long-for-channel", most / 1_000);
        }
        if let Some(most) = limits.captions.filter(|most| video.note.captions.len() > *most) {
            return refused("captions-too-large-for-channel", whole(most) / 1_000);
        }
    }
    Ok(())
}

/// A video's captions as WebVTT, for those who may see posts.
///
/// # Errors
/// `NotAllowed`, `NotFound` also where there are none.
pub async fn captions_of(flow: &Flow, actor: &Actor, media: &MediaId) -> Result<String> {
    actor.must(model::person::Permission::SeePosts)?;
    let read = flow.store().read().await?;
    let note = read.media(&actor.municipality.id, media).await?.note;
    Some(note.captions)
        .filter(|vtt| !vtt.is_empty())
        .ok_or(Error::NotFound)
}

fn refused(problem: VideoProblem) -> Error {
    let params = match problem {
        VideoProblem::TooLong { seconds, limit } => {
            vec![("seconds", seconds.to_string()), ("limit", limit.to_string())]
        }
        VideoProblem::TooManyBytes { bytes, limit } => vec![
            ("megabytes", bytes.div_ceil(1_000_000).to_string()),
            ("limit", (limit / 1_000_000).to_string()),
        ],
        VideoProblem::TooLarge { side, limit } => {
            vec![("side", side.to_string()), ("limit", limit.to_string())]
        }
        _ => Vec::new(),
    };
    Error::Refused {
        key: problem.key(),
        params,
    }
}

fn unreadable(problem: CaptionsProblem) -> Error {
    let params = match problem {
        CaptionsProblem::Unreadable { line } => vec![("line", line.to_string())],
        _ => Vec::new(),
    };
    Error::Refused {
        key: problem.key(),
        params,
    }
}
