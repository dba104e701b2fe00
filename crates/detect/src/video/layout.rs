//! The boxes a file consists of: one `moov`, which tells of the tracks, and `mdat`, which holds what they show.

use super::VideoProblem;
use super::boxes::{self, Kind, Place};

/// Where the boxes of a file lie.
pub(super) struct Layout {
    /// What tells of the tracks.
    pub moov: Place,
    /// Bodies of `mdat`, in order.
    pub data: Vec<(usize, usize)>,
    /// Whether the file goes on in fragments (`moof`).
    pub fragments: bool,
    /// First byte after the last box.
    pub end: usize,
}

/// Most boxes of a file: one of ten minutes in fragments of one picture each has half as many.
const BOXES_MAX: usize = 200_000;

/// What a file may consist of; a box of another kind that reaches over the end is something behind the file.
pub(super) const TOP: &[&Kind] = &[
    b"ftyp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"ssix", b"styp", b"pdin",
];

impl Layout {
    /// Walks the boxes of the file.
    ///
    /// # Errors
    /// [`VideoProblem::Unreadable`] when one is cut off or missing, or there are two `moov`.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, VideoProblem> {
        let mut moov = None;
        let mut data = Vec::new();
        let mut fragments = false;
        let mut at = 0;
        for _ in 0..BOXES_MAX {
            let whole = moov.is_some() && !data.is_empty();
            let Some(place) = top(bytes, at, whole)? else {
                return match moov {
                    Some(moov) if whole => Ok(Self {
                        moov,
                        data,
                        fragments,
                        end: at,
                    }),
                    _ => Err(VideoProblem::Unreadable),
                };
            };
            match &place.kind {
                b"moov" if moov.replace(place).is_some() => return Err(VideoProblem::Unreadable),
                b"moof" => fragments = true,
                b"mdat" => data.push((place.body, place.end)),
                _ => {}
            }
            at = place.end;
        }
        Err(VideoProblem::Unreadable)
    }

    /// Whether all of `from..to` is in one `mdat`.
    pub(super) fn holds(&self, from: usize, to: usize) -> bool {
        let after = self.data.partition_point(|&(body, _)| body <= from);
        let place = after.checked_sub(1).and_then(|place| self.data.get(place));
        place.is_some_and(|&(_, end)| to <= end)
    }
}

/// The box of the file at `at`; a size of 0 reaches to the end. `None` at the end, or, in a file that is whole, where
/// something stands that is no box.
pub(super) fn top(bytes: &[u8], at: usize, whole: bool) -> Result<Option<Place>, VideoProblem> {
    let kind = boxes::kind(bytes, at.saturating_add(4));
    if let (Some(0), Some(kind)) = (boxes::number(bytes, at, 4), kind)
        && TOP.contains(&&kind)
    {
        return Ok(Some(Place {
            kind,
            start: at,
            body: at + 8,
            end: bytes.len(),
        }));
    }
    match boxes::next(bytes, at, bytes.len()) {
        Err(_) if whole && !kind.is_some_and(|kind| TOP.contains(&&kind)) => Ok(None),
        place => place,
    }
}
