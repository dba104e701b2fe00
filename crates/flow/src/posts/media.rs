//! Pictures of a draft.
use crate::{Actor, Error, Flow, Result};
use model::post::{Media, MediaNote};
use model::{MediaId, PostId};

/// Takes an uploaded file: decoded in limits, re-encoded, metadata removed. The draft is untouched when it cannot be used.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused` with `not-a-draft`, `picture-unreadable`, `picture-too-large`,
/// `picture-too-many-bytes`, `picture-type-not-allowed`, `pictures-too-many` (4 at most), `disk-full`.
pub async fn add_media(flow: &Flow, actor: &Actor, post: &PostId, bytes: Vec<u8>) -> Result<Media> {
    let _ = (flow, actor, post, bytes);
    Err(Error::Internal("add_media".into()))
}

/// Saves what is said of a picture.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("not-a-draft")`, `Invalid` (`alt-too-long` beyond 1,500 characters).
pub async fn note_media(flow: &Flow, actor: &Actor, media: &MediaId, note: MediaNote) -> Result<()> {
    let _ = (flow, actor, media, note);
    Err(Error::Internal("note_media".into()))
}

/// Takes a picture out of the draft.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Refused("not-a-draft")`.
pub async fn remove_media(flow: &Flow, actor: &Actor, media: &MediaId) -> Result<()> {
    let _ = (flow, actor, media);
    Err(Error::Internal("remove_media".into()))
}
