//! What the boxes of a track tell: what it is, how it is coded, how large and how long it is.

use super::VideoProblem;
use super::boxes::{self, Kind, Place};
use super::quicktime::{self, Sound};

/// What a track is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// What is seen.
    Picture,
    /// What is heard.
    Sound,
    /// Anything else: positions, times, chapters, texts.
    Other,
}

/// A track of picture or sound.
#[derive(Clone, Copy, Debug)]
pub(super) struct Track {
    /// Its number.
    pub id: u64,
    /// What it is for; never [`Role::Other`].
    pub role: Role,
    /// Its length and the units of its times.
    pub media: Place,
    /// Its tables of samples.
    pub tables: Place,
    /// Units of its times in a second; not 0.
    pub timescale: u64,
    /// Length of its samples in those units, without those in fragments.
    pub length: u64,
    /// What of them is shown, where the file says it.
    pub edits: Option<Place>,
    /// How much of them is shown, in units of the whole film; 0 when the file does not say.
    pub edited: u64,
    /// Width and height in pixels, upright; 0 for sound.
    pub size: (u32, u32),
    /// The longest side in pixels that a decoder has to make room for; 0 for sound.
    pub side: u32,
}

/// How pictures may be coded: H.264, H.265, AV1, VP9.
const PICTURE: &[&Kind] = &[b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp09"];
/// How sound may be coded: AAC (and other MPEG sound), Opus.
const SOUND: &[&Kind] = &[b"mp4a", b"Opus"];

/// What a track is for, as its handler says; [`Role::Other`] when it does not.
pub(super) fn role(bytes: &[u8], trak: Place) -> Result<Role, VideoProblem> {
    let handler = boxes::below(bytes, trak, &[b"mdia", b"hdlr"])?;
    let kind = handler.and_then(|handler| handler.number(bytes, 8, 4));
    Ok(match kind {
        Some(0x7669_6465) => Role::Picture, // vide
        Some(0x736f_756e) => Role::Sound,   // soun
        _ => Role::Other,
    })
}

impl Track {
    /// Reads a track of picture or sound.
    ///
    /// # Errors
    /// [`VideoProblem::TypeNotAllowed`] for how it is coded, [`VideoProblem::Unreadable`] for everything else.
    pub(super) fn read(bytes: &[u8], trak: Place, role: Role) -> Result<Self, VideoProblem> {
        let needed = |path: &[&Kind]| boxes::below(bytes, trak, path)?.ok_or(VideoProblem::Unreadable);
        let header = needed(&[b"tkhd"])?;
        let media = needed(&[b"mdia", b"mdhd"])?;
        let tables = needed(&[b"mdia", b"minf", b"stbl"])?;
        let coded = coded(bytes, needed(&[b"mdia", b"minf", b"stbl", b"stsd"])?, role)?;
        let times = needed(&[b"mdia", b"minf", b"stbl", b"stts"])?;
        let sources = needed(&[b"mdia", b"minf", b"dinf", b"dref"])?;
        if !in_this_file(bytes, sources)? {
            return Err(VideoProblem::Unreadable);
        }
        let edits = boxes::below(bytes, trak, &[b"edts", b"elst"])?;
        let long = |place: Place| if place.version(bytes) == Some(1) { 8 } else { 4 };
        let timescale = media.number(bytes, 4 + 2 * long(media), 4);
        let size = match role {
            Role::Picture => upright(bytes, header, coded)?,
            _ => (0, 0),
        };
        Ok(Self {
            id: header
                .number(bytes, 4 + 2 * long(header), 4)
                .ok_or(VideoProblem::Unreadable)?,
            role,
            media,
            tables,
            timescale: timescale
                .filter(|&scale| scale > 0)
                .ok_or(VideoProblem::Unreadable)?,
            length: length(bytes, times)?,
            edits,
            edited: edits.map_or(Ok(0), |edits| edited(bytes, edits))?,
            size,
            side: coded.0.max(coded.1).max(size.0).max(size.1),
        })
    }
}

/// Checks how the samples are coded; for a picture the greatest width and height in pixels.
fn coded(bytes: &[u8], descriptions: Place, role: Role) -> Result<(u32, u32), VideoProblem> {
    let allowed = if role == Role::Picture { PICTURE } else { SOUND };
    let mut size = (0, 0);
    let mut at = descriptions.body + 8;
    let mut any = false;
    while let Some(entry) = boxes::next(bytes, at, descriptions.end)? {
        if !allowed.contains(&&entry.kind) {
            return Err(VideoProblem::TypeNotAllowed);
        }
        if role == Role::Picture {
            let side = |offset| {
                let side = entry
                    .number(bytes, offset, 2)
                    .and_then(|side| u32::try_from(side).ok());
                side.ok_or(VideoProblem::Unreadable)
            };
            size = (side(24)?.max(size.0), side(26)?.max(size.1));
        } else if quicktime::sound(bytes, descriptions, entry) == Sound::Other {
            return Err(VideoProblem::TypeNotAllowed);
        }
        any = true;
        at = entry.end;
    }
    if any {
        Ok(size)
    } else {
        Err(VideoProblem::Unreadable)
    }
}

/// Whether every source of samples is this file itself.
fn in_this_file(bytes: &[u8], sources: Place) -> Result<bool, VideoProblem> {
    let mut at = sources.body + 8;
    while let Some(entry) = boxes::next(bytes, at, sources.end)? {
        if entry.number(bytes, 3, 1).is_none_or(|flags| flags & 1 == 0) {
            return Ok(false);
        }
        at = entry.end;
    }
    Ok(true)
}

/// Width and height as they are shown: those of the track's header, turned as its matrix says; those of the coded picture
/// when the header says none.
fn upright(bytes: &[u8], header: Place, coded: (u32, u32)) -> Result<(u32, u32), VideoProblem> {
    let matrix = match header.version(bytes) {
        Some(1) => 52,
        _ => 40,
    };
    let field = |offset: usize| {
        let value = header.number(bytes, matrix + offset, 4);
        value
            .and_then(|value| u32::try_from(value).ok())
            .ok_or(VideoProblem::Unreadable)
    };
    // 16.16: whole pixels in the upper half.
    let shown = (field(36)? >> 16, field(40)? >> 16);
    let (width, height) = if shown.0 == 0 || shown.1 == 0 {
        coded
    } else {
        shown
    };
    if width == 0 || height == 0 {
        return Err(VideoProblem::Unreadable);
    }
    // (a b u, c d v, x y w): turned by a quarter when nothing of a side keeps its direction.
    let turned = field(0)? == 0 && field(16)? == 0 && field(4)? != 0 && field(12)? != 0;
    Ok(if turned { (height, width) } else { (width, height) })
}

/// Length of the samples that `stts` tells of.
fn length(bytes: &[u8], times: Place) -> Result<u64, VideoProblem> {
    let (count, first) = times.list(bytes, 4, 8)?;
    let mut sum: u64 = 0;
    for place in 0..count {
        let at = first + place * 8;
        let samples = boxes::number(bytes, at, 4).unwrap_or_default();
        let each = boxes::number(bytes, at + 4, 4).unwrap_or_default();
        sum = sum.saturating_add(samples.saturating_mul(each));
    }
    Ok(sum)
}

/// How much is shown, as the list of edits says.
fn edited(bytes: &[u8], edits: Place) -> Result<u64, VideoProblem> {
    let (width, number) = match edits.version(bytes) {
        Some(1) => (20, 8),
        _ => (12, 4),
    };
    let (count, first) = edits.list(bytes, 4, width)?;
    let lengths = (0..count).map(|place| boxes::number(bytes, first + place * width, number));
    Ok(lengths.fold(0, |sum, length| sum.saturating_add(length.unwrap_or_default())))
}
