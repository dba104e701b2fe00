//! Writes the tables of a track anew without the samples that nobody needs, in the room that they had. Programs read samples that
//! no edit shows, of sound for a whole second before what is heard, and stop at zeros.

use super::VideoProblem;
use super::boxes::{self, Kind};
use super::edits::{self, Row};
use super::samples;
use super::times::Times;
use super::track::Track;

/// The tables of a track without some of its samples.
pub(super) struct Shortened {
    /// What the box of the tables holds from now on.
    tables: Vec<u8>,
    times: Timed,
}

impl Shortened {
    /// Leaves out of a track's tables what is in none of the rows; `None` when what is left cannot be told in their room.
    ///
    /// # Errors
    /// [`VideoProblem::Unreadable`] when a table claims more than it holds.
    pub(super) fn read(
        bytes: &[u8],
        track: &Track,
        rows: &[Row],
        samples: u64,
    ) -> Result<Option<Self>, VideoProblem> {
        let table = |kind| boxes::below(bytes, track.tables, &[kind]);
        let Some(times) = Timed::read(Times::read(bytes, track.tables, samples)?, rows) else {
            return Ok(None);
        };
        // How samples are coded stays; what else tells of samples by their number goes, no player needs it.
        let coded = table(b"stsd")?.ok_or(VideoProblem::Unreadable)?;
        let mut tables = bytes.get(coded.start..coded.end).unwrap_or_default().to_vec();
        write(&mut tables, b"stts", &[0], &times.lengths);
        if let Some(offsets) = table(b"ctts")? {
            let version = offsets.number(bytes, 0, 4).unwrap_or_default();
            write(&mut tables, b"ctts", &[version], &times.offsets);
        }
        if table(b"stss")?.is_some() {
            write(&mut tables, b"stss", &[0], &times.sync);
        }
        let lie = Lie::read(bytes, track, rows)?;
        // A track that holds nothing is none.
        if lie.sizes.iter().all(|&[size]| size == 0) {
            return Ok(None);
        }
        write(&mut tables, b"stsc", &[0], &lie.runs);
        lie.write_sizes(&mut tables);
        write(&mut tables, b"stco", &[0], &lie.chunks);
        let room = track.tables.end.saturating_sub(track.tables.body);
        let rest = room.checked_sub(tables.len());
        // A box has at least eight bytes.
        let Some(rest) = rest.filter(|&rest| rest == 0 || rest >= 8) else {
            return Ok(None);
        };
        if let Some(rest) = u32::try_from(rest).ok().filter(|&rest| rest > 0) {
            tables.extend(rest.to_be_bytes());
            tables.extend(b"free");
        }
        tables.resize(room, 0);
        let wide = track.media.version(bytes) == Some(1);
        let fits = wide || u32::try_from(times.length).is_ok();
        Ok(fits.then_some(Self { tables, times }))
    }

    /// Puts them in the place of the track's tables, and lets its times begin with the first sample that stays.
    ///
    /// # Errors
    /// [`VideoProblem::Unreadable`] when the list of edits claims more than it holds.
    pub(super) fn write(self, bytes: &mut [u8], track: &Track) -> Result<(), VideoProblem> {
        let room = bytes.get_mut(track.tables.body..track.tables.end);
        let room = room.filter(|room| room.len() == self.tables.len());
        room.ok_or(VideoProblem::Unreadable)?
            .copy_from_slice(&self.tables);
        let long = if track.media.version(bytes) == Some(1) {
            8
        } else {
            4
        };
        let at = track.media.body + 8 + 2 * long;
        let length = self.times.length.to_be_bytes();
        let length = length.get(8 - long..).unwrap_or_default();
        let field = bytes
            .get_mut(at..at + long)
            .filter(|_| at + long <= track.media.end);
        field.ok_or(VideoProblem::Unreadable)?.copy_from_slice(length);
        match track.edits {
            Some(edits) => edits::earlier(bytes, edits, self.times.before),
            None => Ok(()),
        }
    }
}

/// Adds a table: its first numbers, how many entries it has, and these.
fn write<const N: usize>(tables: &mut Vec<u8>, kind: &Kind, first: &[u64], entries: &[[u32; N]]) {
    // Entries of nothing are not counted.
    let counted = usize::from(N > 0);
    let size = 8 + 4 * (first.len() + counted + N * entries.len());
    let four = |number: u64| u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
    let whole = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
    tables.extend(whole(size));
    tables.extend(kind);
    tables.extend(first.iter().copied().flat_map(four));
    if N > 0 {
        tables.extend(whole(entries.len()));
    }
    tables.extend(entries.iter().flatten().flat_map(|number| number.to_be_bytes()));
}

/// When samples that stay are shown.
#[derive(Default)]
struct Timed {
    /// How many follow each other, and their length.
    lengths: Vec<[u32; 2]>,
    /// How many follow each other, and how much later than decoded they are shown.
    offsets: Vec<[u32; 2]>,
    /// The numbers of those that stand for themselves, from 1.
    sync: Vec<[u32; 1]>,
    /// When the first is decoded.
    before: i64,
    length: u64,
}

impl Timed {
    /// `None` when there is nothing, or more than the tables can tell.
    fn read(times: Times<'_>, rows: &[Row]) -> Option<Self> {
        let mut told = Self::default();
        let mut rows = rows.iter().peekable();
        let mut number: u32 = 0;
        let mut last: Option<(i64, u32)> = None;
        for sample in times {
            while rows.next_if(|row| row.1 <= sample.number).is_some() {}
            if rows.peek().is_none_or(|row| row.0 > sample.number) {
                continue;
            }
            number = number.checked_add(1)?;
            match last {
                // What is left out between two leaves the first one standing.
                Some((at, _)) => told.add(u32::try_from(sample.at.checked_sub(at)?).ok()?),
                None => told.before = sample.at,
            }
            last = Some((sample.at, sample.length));
            again(&mut told.offsets, sample.offset);
            if sample.sync {
                told.sync.push([number]);
            }
        }
        told.add(last?.1);
        (told.length > 0).then_some(told)
    }

    fn add(&mut self, length: u32) {
        again(&mut self.lengths, length);
        self.length = self.length.saturating_add(u64::from(length));
    }
}

/// One more of that value.
fn again(runs: &mut Vec<[u32; 2]>, value: u32) {
    match runs.last_mut() {
        Some([count, same]) if *same == value => *count = count.saturating_add(1),
        _ => runs.push([1, value]),
    }
}

/// Where samples that stay lie.
#[derive(Default)]
struct Lie {
    /// The first chunk of each run of chunks alike, from 1; how many samples each has; how they are coded.
    runs: Vec<[u32; 3]>,
    sizes: Vec<[u32; 1]>,
    chunks: Vec<[u32; 1]>,
}

impl Lie {
    /// # Errors
    /// As [`samples::each_of`], and for what lies beyond the first four gigabytes.
    fn read(bytes: &[u8], track: &Track, rows: &[Row]) -> Result<Self, VideoProblem> {
        let four = |number: usize| u32::try_from(number).map_err(|_| VideoProblem::Unreadable);
        let mut lie = Self::default();
        // Samples of each chunk, and how they are coded.
        let mut filled: Vec<[u32; 2]> = Vec::new();
        let mut last = None;
        samples::each_of(bytes, track.tables, rows, |sample| {
            match filled.last_mut() {
                Some([samples, _]) if last == Some((sample.chunk, sample.from)) => *samples += 1,
                _ => {
                    lie.chunks.push([four(sample.from)?]);
                    filled.push([1, sample.coded]);
                }
            }
            lie.sizes.push([four(sample.size)?]);
            last = Some((sample.chunk, sample.from.saturating_add(sample.size)));
            Ok(())
        })?;
        for (number, [samples, coded]) in (1..).zip(filled) {
            if lie
                .runs
                .last()
                .is_none_or(|&[_, s, c]| (s, c) != (samples, coded))
            {
                lie.runs.push([number, samples, coded]);
            }
        }
        Ok(lie)
    }
    /// One size for all of them where they are alike, as it takes no room.
    fn write_sizes(&self, tables: &mut Vec<u8>) {
        let alike = self.sizes.first().filter(|&&[size]| size > 0);
        match alike.filter(|&first| self.sizes.iter().all(|size| size == first)) {
            Some(&[size]) => {
                let count = u64::try_from(self.sizes.len()).unwrap_or(u64::MAX);
                write::<0>(tables, b"stsz", &[0, size.into(), count], &[]);
            }
            None => write(tables, b"stsz", &[0, 0], &self.sizes),
        }
    }
}
