//! What a list of edits shows of a track (ISO/IEC 14496-12, 8.6.6), and which samples are needed for that. Telephones cut a clip
//! by such a list alone: what was cut away stays in the file.

use super::VideoProblem;
use super::boxes::{self, Place};
use super::times::{Sample, Times};
use super::track::{Role, Track};

/// A part of a track that is shown: from when, and until before when, in the track's units.
type Part = (i64, i64);

/// Samples that follow each other: the number of the first, from 0, and of the one after the last.
pub(super) type Row = (u64, u64);

/// What of a track is needed.
pub(super) struct Needed {
    /// The samples that are, in order and apart.
    pub rows: Vec<Row>,
    /// How long nobody is shown what is needed, in the track's units.
    pub hidden: u64,
    /// How long what is not needed lasts.
    pub away: u64,
}

/// Most entries of a list: programs write one or two, one for each cut.
const EDITS_MAX: usize = 10_000;
/// Most samples of a track with edits: an hour of sound has two hundred thousand, in the shortest samples one and a half million.
const SAMPLES_MAX: u64 = 4_000_000;
/// Samples of sound that stay before what is heard: a decoder needs some to come in (AAC two, Opus 80 ms).
const SOUND_BEFORE: u64 = 4;

impl Needed {
    /// What the edits of a track need of its so many samples, in a film with so many units a second; `None` when all of it is shown.
    ///
    /// # Errors
    /// [`VideoProblem::Unreadable`] for tables that claim more than they hold, and for more edits or samples than any clip has.
    pub(super) fn read(
        bytes: &[u8],
        track: &Track,
        samples: u64,
        scale: u64,
    ) -> Result<Option<Self>, VideoProblem> {
        let Some(edits) = track.edits else {
            return Ok(None);
        };
        let edits = list(bytes, edits)?;
        if edits.is_empty() {
            return Ok(None);
        }
        if samples > SAMPLES_MAX {
            return Err(VideoProblem::Unreadable);
        }
        let times = Times::read(bytes, track.tables, samples)?;
        let shown = || edits.iter().filter(|edit| edit.from != NOTHING);
        let parts = apart(shown().map(|edit| edit.part(track.timescale, scale)).collect());
        let mut needed = Self::of(times.clone(), &parts, track.role, samples);
        // Times are counted from the first sample that stays: none may be before it.
        let earliest = shown().map(|edit| edit.from).min().unwrap_or(0);
        if let Some(first) = needed.rows.first_mut()
            && let Some(sample) = usize::try_from(first.0)
                .ok()
                .and_then(|first| times.clone().nth(first))
            && sample.at > earliest
        {
            needed.hidden = needed.hidden.saturating_add(sample.at.unsigned_abs());
            first.0 = 0;
        }
        needed.away = away(times, &needed.rows);
        Ok(Some(needed))
    }

    /// Whether all of the so many samples are needed.
    pub(super) fn is_all(&self, samples: u64) -> bool {
        matches!(self.rows.as_slice(), [(0, end)] if *end >= samples)
    }

    /// For each part the samples from the last one that stands for itself and begins with the part or before, to the last one that
    /// begins before its end. A picture is made of others that were coded before it, never of later ones.
    fn of(times: Times<'_>, parts: &[Part], role: Role, samples: u64) -> Self {
        let mut alone = vec![(0, None); parts.len()];
        let mut begin = vec![u64::MAX; parts.len()];
        let mut end = vec![0; parts.len()];
        let mut length: u64 = 0;
        for sample in times {
            let Sample { number, from, .. } = sample;
            length = length.saturating_add(u64::from(sample.length));
            let place = parts.partition_point(|part| part.0 < from);
            if let Some(alone) = alone.get_mut(place)
                && (sample.sync || number == 0)
            {
                *alone = (number, Some(from));
            }
            let begun = parts.partition_point(|part| part.0 <= from);
            if let Some(begin) = begun.checked_sub(1).and_then(|last| begin.get_mut(last)) {
                *begin = number.min(*begin);
            }
            if let Some(end) = end.get_mut(parts.partition_point(|part| part.1 <= from)) {
                *end = number + 1;
            }
        }
        // What holds for a part holds for those behind it, or before it.
        let mut found = (0, None);
        for alone in &mut alone {
            found = if alone.1.is_some() && alone.0 >= found.0 {
                *alone
            } else {
                found
            };
            *alone = found;
        }
        let mut last = 0;
        for end in &mut end {
            last = last.max(*end);
            *end = last;
        }
        let mut next = u64::MAX;
        for begin in begin.iter_mut().rev() {
            next = next.min(*begin);
            *begin = next;
        }
        let before = if role == Role::Sound { SOUND_BEFORE } else { 0 };
        let (mut hidden, mut shown) = (0_u64, i64::MIN);
        let mut rows = Vec::with_capacity(parts.len());
        for (((&part, alone), begin), end) in parts.iter().zip(alone).zip(begin).zip(end) {
            // A sample that stands for itself, and one before it that is shown after it: then nothing is known.
            let from = if alone.0 > begin { 0 } else { alone.0 };
            rows.push((from.saturating_sub(before), end.max(from + 1)));
            let decoded = alone.1.unwrap_or(part.0).max(shown);
            hidden = hidden.saturating_add(u64::try_from(part.0.saturating_sub(decoded)).unwrap_or(0));
            shown = part.1;
        }
        if parts.is_empty() {
            // Nothing is shown of it: what programs do then is not known.
            rows.push((0, samples));
            hidden = length;
        }
        Self {
            rows: apart(rows),
            hidden,
            away: 0,
        }
    }
}

/// Joins what touches or overlaps.
fn apart<T: Ord + Copy>(mut ranges: Vec<(T, T)>) -> Vec<(T, T)> {
    ranges.sort_unstable();
    let mut apart: Vec<(T, T)> = Vec::with_capacity(ranges.len());
    for (from, to) in ranges {
        match apart.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => apart.push((from, to)),
        }
    }
    apart
}

/// What an edit begins with that shows nothing.
const NOTHING: i64 = -1;

/// How long the samples outside of the rows are.
fn away(times: Times<'_>, rows: &[Row]) -> u64 {
    let mut rows = rows.iter().peekable();
    let mut length: u64 = 0;
    for sample in times {
        while rows.next_if(|row| row.1 <= sample.number).is_some() {}
        if rows.peek().is_none_or(|row| row.0 > sample.number) {
            length = length.saturating_add(u64::from(sample.length));
        }
    }
    length
}

/// An edit: what is shown, or that nothing is for a while.
struct Edit {
    /// In units of the film; 0 to the end.
    length: u64,
    /// In units of the track; [`NOTHING`] for nothing.
    from: i64,
    /// How fast, 16.16.
    rate: i64,
}

impl Edit {
    /// What it shows at most. Not all programs heed its rate, so that it is never taken for less than one.
    fn part(&self, timescale: u64, scale: u64) -> Part {
        if self.length == 0 {
            return (self.from, i64::MAX);
        }
        let rate = u128::from(self.rate.unsigned_abs().max(0x1_0000));
        let units = u128::from(self.length).saturating_mul(u128::from(timescale).saturating_mul(rate));
        let units = units.div_ceil(u128::from(scale.max(1)) << 16);
        let units = i64::try_from(units).unwrap_or(i64::MAX);
        let back = if self.rate < 0 { units } else { 0 };
        (self.from.saturating_sub(back), self.from.saturating_add(units))
    }
}

fn list(bytes: &[u8], edits: Place) -> Result<Vec<Edit>, VideoProblem> {
    let long = long(bytes, edits);
    let width = 2 * long + 4;
    let (count, first) = edits.list(bytes, 4, width)?;
    if count > EDITS_MAX {
        return Err(VideoProblem::Unreadable);
    }
    let edit = |at: usize| Edit {
        length: boxes::number(bytes, at, long).unwrap_or_default(),
        from: signed(boxes::number(bytes, at + long, long).unwrap_or_default(), long),
        rate: signed(boxes::number(bytes, at + 2 * long, 4).unwrap_or_default(), 4),
    };
    Ok((0..count).map(|place| edit(first + place * width)).collect())
}

/// Bytes of a length and of a time in a list of edits.
fn long(bytes: &[u8], edits: Place) -> usize {
    if edits.version(bytes) == Some(1) { 8 } else { 4 }
}

/// A number of so many bytes that may be below zero.
fn signed(number: u64, width: usize) -> i64 {
    match u32::try_from(number) {
        Ok(number) if width == 4 => i64::from(number.cast_signed()),
        _ => number.cast_signed(),
    }
}

/// Counts the times of a list of edits from so many units later.
pub(super) fn earlier(bytes: &mut [u8], edits: Place, by: i64) -> Result<(), VideoProblem> {
    let long = long(bytes, edits);
    let width = 2 * long + 4;
    for (place, edit) in list(bytes, edits)?.into_iter().enumerate() {
        if edit.from == NOTHING {
            continue;
        }
        let from = edit.from.saturating_sub(by).to_be_bytes();
        let at = edits.body + 8 + place * width + long;
        let field = bytes.get_mut(at..at + long);
        let from = from.get(8 - long..).unwrap_or_default();
        field.ok_or(VideoProblem::Unreadable)?.copy_from_slice(from);
    }
    Ok(())
}
