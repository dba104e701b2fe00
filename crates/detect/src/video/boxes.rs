//! Boxes of an ISO base media file (ISO/IEC 14496-12, 4.2): where they lie, and the numbers in them.

use super::VideoProblem;

/// The four letters that tell what a box holds.
pub(super) type Kind = [u8; 4];

/// Where a box lies in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// What it holds.
    pub kind: Kind,
    /// First byte of its header.
    pub start: usize,
    /// First byte after its header.
    pub body: usize,
    /// First byte after it.
    pub end: usize,
}

/// The box that begins at `at`, inside what ends at `end`; `None` when nothing is left but up to seven zeros, as QuickTime
/// writes at the end of a list.
///
/// # Errors
/// [`VideoProblem::Unreadable`] when it reaches over that end.
pub(super) fn next(bytes: &[u8], at: usize, end: usize) -> Result<Option<Place>, VideoProblem> {
    let left = bytes.get(at..end).ok_or(VideoProblem::Unreadable)?;
    if left.len() < 8 {
        let nothing = left.iter().all(|&byte| byte == 0);
        return if nothing {
            Ok(None)
        } else {
            Err(VideoProblem::Unreadable)
        };
    }
    let (header, size) = match number(bytes, at, 4) {
        Some(1) => (16, number(bytes, at + 8, 8)),
        size => (8, size),
    };
    let size = size.and_then(|size| usize::try_from(size).ok());
    let fits = size.filter(|&size| size >= header && size <= left.len());
    Ok(Some(Place {
        kind: kind(bytes, at + 4).ok_or(VideoProblem::Unreadable)?,
        start: at,
        body: at + header,
        end: at + fits.ok_or(VideoProblem::Unreadable)?,
    }))
}

/// The one box of that kind among those in `from..end`; `None` when there is none.
///
/// # Errors
/// [`VideoProblem::Unreadable`] when boxes do not nest, or when there are two: programs would not agree which one counts.
pub(super) fn only(
    bytes: &[u8],
    from: usize,
    end: usize,
    kind: &Kind,
) -> Result<Option<Place>, VideoProblem> {
    let mut found = None;
    let mut at = from;
    while let Some(place) = next(bytes, at, end)? {
        if place.kind == *kind && found.replace(place).is_some() {
            return Err(VideoProblem::Unreadable);
        }
        at = place.end;
    }
    Ok(found)
}

/// The one box at the end of a path of kinds below `place`.
///
/// # Errors
/// As for [`only`].
pub(super) fn below(bytes: &[u8], place: Place, path: &[&Kind]) -> Result<Option<Place>, VideoProblem> {
    let mut place = place;
    for kind in path {
        match only(bytes, place.body, place.end, kind)? {
            Some(inner) => place = inner,
            None => return Ok(None),
        }
    }
    Ok(Some(place))
}

/// The four letters at `at`.
pub(super) fn kind(bytes: &[u8], at: usize) -> Option<Kind> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok()
}

/// The big-endian number of up to eight bytes at `at`.
pub(super) fn number(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(width)?)?;
    Some(digits.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)))
}

impl Place {
    /// The number `offset` bytes into its body, when all of it lies within the box.
    pub(super) fn number(&self, bytes: &[u8], offset: usize, width: usize) -> Option<u64> {
        let at = self.body.checked_add(offset)?;
        let fits = at.checked_add(width)? <= self.end;
        fits.then(|| number(bytes, at, width)).flatten()
    }

    /// Its version (0 or 1), where its body begins with one.
    pub(super) fn version(&self, bytes: &[u8]) -> Option<u64> {
        self.number(bytes, 0, 1)
    }

    /// Its list: how many entries of `width` bytes stand behind their count, `offset` bytes into the body, and where the first
    /// one begins.
    ///
    /// # Errors
    /// [`VideoProblem::Unreadable`] when the box has no room for so many.
    pub(super) fn list(
        &self,
        bytes: &[u8],
        offset: usize,
        width: usize,
    ) -> Result<(usize, usize), VideoProblem> {
        let count = self
            .number(bytes, offset, 4)
            .and_then(|count| usize::try_from(count).ok());
        let first = self.body + offset + 4;
        let fits = |count: &usize| {
            count
                .checked_mul(width)
                .and_then(|size| first.checked_add(size))
                .is_some_and(|end| end <= self.end)
        };
        Ok((count.filter(fits).ok_or(VideoProblem::Unreadable)?, first))
    }
}
