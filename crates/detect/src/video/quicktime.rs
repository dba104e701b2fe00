//! What QuickTime writes differently from MP4, written as MP4 has it (QuickTime File Format; ISO/IEC 14496-12, 12.2): the
//! file's brand, and how sound is described. Nothing outside these two boxes moves.

use super::VideoProblem;
use super::boxes::{self, Place};

/// Bytes of a description of sound before its boxes, and before those of QuickTime's second form.
const FIELDS: usize = 28;
const FIELDS_OF_QUICKTIME: usize = FIELDS + 16;

/// A description of sound, as QuickTime may have written it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sound {
    /// As in MP4.
    Plain,
    /// With four more fields, and its settings in a box of their own.
    QuickTime,
    /// A form for sound that is not coded.
    Other,
}

/// How a description of sound inside `descriptions` is written.
pub(super) fn sound(bytes: &[u8], descriptions: Place, entry: Place) -> Sound {
    match (descriptions.version(bytes), entry.number(bytes, 8, 2)) {
        (_, Some(0)) | (Some(1), Some(1)) => Sound::Plain,
        (_, Some(1)) => Sound::QuickTime,
        _ => Sound::Other,
    }
}

/// Writes the brand of MP4 where QuickTime's stood.
pub(super) fn rename(bytes: &mut [u8], brands: Place) {
    let body = bytes.get_mut(brands.body..brands.end).unwrap_or_default();
    if !body.starts_with(b"qt  ") {
        return;
    }
    // The minor version is one of QuickTime.
    if let Some(version) = body.get_mut(4..8) {
        version.fill(0);
    }
    for brand in body.chunks_exact_mut(4).filter(|brand| brand == b"qt  ") {
        brand.copy_from_slice(b"isom");
    }
}

/// Writes a description of sound as MP4 has it, in the same room: its fields, its settings, and a `free` box for the rest.
///
/// # Errors
/// [`VideoProblem::Unreadable`] when it has no settings.
pub(super) fn describe_as_mp4(bytes: &mut [u8], entry: Place) -> Result<(), VideoProblem> {
    let from = entry.body + FIELDS_OF_QUICKTIME;
    let settings = match boxes::only(bytes, from, entry.end, b"wave")? {
        Some(wave) => boxes::only(bytes, wave.body, wave.end, b"esds")?,
        None => boxes::only(bytes, from, entry.end, b"esds")?,
    };
    let settings = settings.ok_or(VideoProblem::Unreadable)?;
    let kept = bytes
        .get(settings.start..settings.end)
        .unwrap_or_default()
        .to_vec();
    let at = entry.body + FIELDS;
    let rest = at + kept.len();
    // At least the four fields are left over: room for a box.
    let room = u32::try_from(entry.end.saturating_sub(rest)).map_err(|_| VideoProblem::Unreadable)?;
    let mut parts = vec![0; 8];
    parts.extend(bytes.get(entry.body + 16..entry.body + 20).unwrap_or_default());
    parts.extend([0; 4]);
    parts.extend(bytes.get(entry.body + 24..at).unwrap_or_default());
    parts.extend(kept);
    parts.extend(room.to_be_bytes());
    parts.extend(b"free");
    parts.resize(entry.end.saturating_sub(entry.body + 8), 0);
    let body = bytes.get_mut(entry.body + 8..entry.end);
    let body = body.filter(|body| body.len() == parts.len());
    body.ok_or(VideoProblem::Unreadable)?.copy_from_slice(&parts);
    Ok(())
}
