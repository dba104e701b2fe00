//! How long a film in fragments is (ISO/IEC 14496-12, 8.8): each tells how long its samples are.

use super::VideoProblem;
use super::boxes::{self, Place};
use super::layout;
use super::track::Track;

/// A track and what its fragments add.
pub(super) struct Sum {
    id: u64,
    /// Length of a sample that no fragment tells.
    usual: u64,
    /// Length of all samples in fragments, in the track's units.
    pub length: u64,
}

/// The length that the fragments of each track add, in the order of the tracks.
///
/// # Errors
/// [`VideoProblem::Unreadable`] when a fragment's boxes do not nest or claim more samples than they tell of.
pub(super) fn lengths(
    bytes: &[u8],
    end: usize,
    extends: Option<Place>,
    tracks: &[Track],
) -> Result<Vec<Sum>, VideoProblem> {
    let sum = |track: &Track| Sum {
        id: track.id,
        usual: 0,
        length: 0,
    };
    let mut sums: Vec<Sum> = tracks.iter().map(sum).collect();
    if let Some(extends) = extends {
        each(bytes, extends, *b"trex", |place| {
            let id = place.number(bytes, 4, 4);
            if let Some(sum) = sums.iter_mut().find(|sum| Some(sum.id) == id) {
                sum.usual = place.number(bytes, 12, 4).unwrap_or_default();
            }
            Ok(())
        })?;
    }
    let mut at = 0;
    while at < end
        && let Some(place) = layout::top(bytes, at, true)?
    {
        if place.kind == *b"moof" {
            each(bytes, place, *b"traf", |part| add(bytes, part, &mut sums))?;
        }
        at = place.end;
    }
    Ok(sums)
}

/// The length of the film as its fragments' header tells it, in units of the film; 0 when it does not.
pub(super) fn told(bytes: &[u8], extends: Option<Place>) -> Result<u64, VideoProblem> {
    let header = extends.map(|extends| boxes::only(bytes, extends.body, extends.end, b"mehd"));
    let Some(header) = header.transpose()?.flatten() else {
        return Ok(0);
    };
    let width = if header.version(bytes) == Some(1) { 8 } else { 4 };
    Ok(header.number(bytes, 4, width).unwrap_or_default())
}

fn each(
    bytes: &[u8],
    outer: Place,
    kind: boxes::Kind,
    mut with: impl FnMut(Place) -> Result<(), VideoProblem>,
) -> Result<(), VideoProblem> {
    let mut at = outer.body;
    while let Some(place) = boxes::next(bytes, at, outer.end)? {
        if place.kind == kind {
            with(place)?;
        }
        at = place.end;
    }
    Ok(())
}

/// Adds one track's part of a fragment.
fn add(bytes: &[u8], part: Place, sums: &mut [Sum]) -> Result<(), VideoProblem> {
    let header = boxes::only(bytes, part.body, part.end, b"tfhd")?.ok_or(VideoProblem::Unreadable)?;
    let flags = header.number(bytes, 1, 3).ok_or(VideoProblem::Unreadable)?;
    let id = header.number(bytes, 4, 4);
    let Some(sum) = sums.iter_mut().find(|sum| Some(sum.id) == id) else {
        return Ok(());
    };
    let skipped = if flags & 1 == 0 { 0 } else { 8 } + if flags & 2 == 0 { 0 } else { 4 };
    let usual = if flags & 8 == 0 {
        sum.usual
    } else {
        let own = header.number(bytes, 8 + skipped, 4);
        own.ok_or(VideoProblem::Unreadable)?
    };
    each(bytes, part, *b"trun", |run| {
        sum.length = sum.length.saturating_add(run_length(bytes, run, usual)?);
        Ok(())
    })
}

/// Length of the samples of one run.
fn run_length(bytes: &[u8], run: Place, usual: u64) -> Result<u64, VideoProblem> {
    let flags = run.number(bytes, 1, 3).ok_or(VideoProblem::Unreadable)?;
    let has = |flag: u64| usize::from(flags & flag != 0);
    let width = 4 * (has(0x100) + has(0x200) + has(0x400) + has(0x800));
    let (count, behind) = run.list(bytes, 4, width)?;
    if has(0x100) == 0 {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        return Ok(count.saturating_mul(usual));
    }
    let skipped = 4 * (has(1) + has(4));
    let first = behind + skipped;
    if first + count * width > run.end {
        return Err(VideoProblem::Unreadable);
    }
    let lengths = (0..count).map(|place| boxes::number(bytes, first + place * width, 4));
    Ok(lengths.fold(0, |sum, length| sum.saturating_add(length.unwrap_or_default())))
}
