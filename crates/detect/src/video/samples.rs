//! Where the samples of a track lie (ISO/IEC 14496-12, 8.7), and what in the file belongs to none.

use super::VideoProblem;
use super::boxes::{self, Place};
use super::edits::Row;
use super::layout::Layout;

/// The bytes of a file that belong to a sample, one bit each.
pub(super) struct Marked(Vec<u64>);

impl Marked {
    /// Nothing, in a file of so many bytes.
    pub(super) fn none(length: usize) -> Self {
        Self(vec![0; length / 64 + 1])
    }

    fn mark(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to
            && let Some(word) = self.0.get_mut(at / 64)
        {
            let (low, high) = (at % 64, (to - 1 - at / 64 * 64).min(63));
            *word |= (u64::MAX << low) & (u64::MAX >> (63 - high));
            at = (at / 64 + 1) * 64;
        }
    }

    fn is_marked(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// Overwrites what belongs to no sample in `from..to`; whether there was anything.
    pub(super) fn wipe_rest(&self, bytes: &mut [u8], from: usize, to: usize) -> bool {
        let mut any = false;
        for (at, byte) in bytes.iter_mut().enumerate().take(to).skip(from) {
            if *byte != 0 && !self.is_marked(at) {
                *byte = 0;
                any = true;
            }
        }
        any
    }

    /// Marks the samples of the track with these tables; how many it has in the file, 0 when none of them holds anything. The work
    /// is linear in the tables and in the file.
    ///
    /// # Errors
    /// [`VideoProblem::Unreadable`] when one lies outside the file's data, or when all of them together
    /// are larger than the file.
    pub(super) fn mark_samples(
        &mut self,
        bytes: &[u8],
        tables: Place,
        layout: &Layout,
    ) -> Result<u64, VideoProblem> {
        let (mut total, mut count): (usize, u64) = (0, 0);
        each_chunk(bytes, tables, |chunk, sizes| {
            let before = sizes.left;
            let size = sizes.take(bytes, chunk.samples).ok_or(VideoProblem::Unreadable)?;
            count += before - sizes.left;
            if size == 0 {
                return Ok(());
            }
            total = total.saturating_add(size);
            let place = chunk.from.and_then(|from| Some((from, from.checked_add(size)?)));
            match place {
                Some((from, to)) if layout.holds(from, to) && total <= bytes.len() => {
                    self.mark(from, to);
                    Ok(())
                }
                _ => Err(VideoProblem::Unreadable),
            }
        })?;
        Ok(if total > 0 { count } else { 0 })
    }

    /// Marks some samples of a track whose samples [`Self::mark_samples`] found in the file: numbers from 0, the first of each
    /// row and the one after its last, in order.
    ///
    /// # Errors
    /// As for that.
    pub(super) fn mark_some(
        &mut self,
        bytes: &[u8],
        tables: Place,
        rows: &[Row],
    ) -> Result<(), VideoProblem> {
        each_of(bytes, tables, rows, |sample| {
            self.mark(sample.from, sample.from.saturating_add(sample.size));
            Ok(())
        })
    }
}

/// A sample and where it lies.
pub(super) struct Lying {
    /// Its chunk, from 0.
    pub chunk: usize,
    /// Its first byte.
    pub from: usize,
    /// Its bytes.
    pub size: usize,
    /// Which description tells how it is coded.
    pub coded: u32,
}

/// Calls with each sample of the rows, in order.
///
/// # Errors
/// [`VideoProblem::Unreadable`] for tables that claim more than they hold.
pub(super) fn each_of(
    bytes: &[u8],
    tables: Place,
    rows: &[Row],
    mut with: impl FnMut(Lying) -> Result<(), VideoProblem>,
) -> Result<(), VideoProblem> {
    let mut rows = rows.iter().peekable();
    let mut number = 0;
    each_chunk(bytes, tables, |chunk, sizes| {
        let mut at = chunk.from.ok_or(VideoProblem::Unreadable)?;
        for _ in 0..chunk.samples.min(sizes.left) {
            let size = sizes.take(bytes, 1).ok_or(VideoProblem::Unreadable)?;
            while rows.next_if(|row| row.1 <= number).is_some() {}
            if rows.peek().is_some_and(|row| row.0 <= number) {
                with(Lying {
                    chunk: chunk.number,
                    from: at,
                    size,
                    coded: chunk.coded,
                })?;
            }
            at = at.saturating_add(size);
            number += 1;
        }
        Ok(())
    })
}

/// A chunk: samples that lie behind each other.
struct Chunk {
    number: usize,
    from: Option<usize>,
    samples: u64,
    coded: u32,
}

/// Calls with each chunk of a track, and the sizes of the samples that follow, to take from.
fn each_chunk(
    bytes: &[u8],
    tables: Place,
    mut with: impl FnMut(Chunk, &mut Sizes) -> Result<(), VideoProblem>,
) -> Result<(), VideoProblem> {
    let mut sizes = Sizes::read(bytes, tables)?;
    let table = |kind| boxes::below(bytes, tables, &[kind]);
    let (offsets, width) = match (table(b"stco")?, table(b"co64")?) {
        (Some(offsets), None) => (offsets, 4),
        (None, Some(offsets)) => (offsets, 8),
        _ => return Err(VideoProblem::Unreadable),
    };
    let (chunks, first) = offsets.list(bytes, 4, width)?;
    let runs = table(b"stsc")?.ok_or(VideoProblem::Unreadable)?;
    let mut runs = Runs::read(bytes, runs)?;
    for number in 0..chunks {
        let (samples, coded) = runs.of(bytes, number).ok_or(VideoProblem::Unreadable)?;
        let from = boxes::number(bytes, first + number * width, width);
        let chunk = Chunk {
            number,
            from: from.and_then(|from| usize::try_from(from).ok()),
            samples,
            coded,
        };
        with(chunk, &mut sizes)?;
    }
    Ok(())
}

/// Sizes of samples, taken one after the other.
struct Sizes {
    /// The size of all of them, or `None` when each has its own.
    same: Option<u64>,
    /// How many are left.
    left: u64,
    /// Which one comes next.
    next: usize,
    /// Where the table's entries begin.
    first: usize,
    /// Bits of an entry: 4, 8, 16 or 32.
    bits: usize,
}

impl Sizes {
    fn read(bytes: &[u8], tables: Place) -> Result<Self, VideoProblem> {
        let wide = boxes::below(bytes, tables, &[b"stsz"])?;
        let compact = boxes::below(bytes, tables, &[b"stz2"])?;
        let (table, bits) = match (wide, compact) {
            (Some(table), None) => (table, 32),
            (None, Some(table)) => match table.number(bytes, 7, 1) {
                Some(4) => (table, 4),
                Some(8) => (table, 8),
                Some(16) => (table, 16),
                _ => return Err(VideoProblem::Unreadable),
            },
            _ => return Err(VideoProblem::Unreadable),
        };
        let count = table.number(bytes, 8, 4).ok_or(VideoProblem::Unreadable)?;
        let same = table
            .number(bytes, 4, 4)
            .filter(|&size| wide.is_some() && size > 0);
        if same.is_none() {
            // Entries of four bits stand two in a byte.
            let size = count.saturating_mul(bits).div_ceil(8);
            let room = table.end.saturating_sub(table.body + 12);
            if usize::try_from(size).map_or(true, |size| size > room) {
                return Err(VideoProblem::Unreadable);
            }
        }
        Ok(Self {
            same,
            left: count,
            next: 0,
            first: table.body + 12,
            bits: usize::try_from(bits).unwrap_or(32),
        })
    }

    /// Bytes of the next so many samples, or of all that are left; `None` when they are more than can be counted.
    fn take(&mut self, bytes: &[u8], samples: u64) -> Option<usize> {
        let samples = samples.min(self.left);
        self.left -= samples;
        if let Some(size) = self.same {
            return usize::try_from(size.checked_mul(samples)?).ok();
        }
        let mut sum: u64 = 0;
        for _ in 0..samples {
            sum = sum.checked_add(self.entry(bytes)?)?;
        }
        usize::try_from(sum).ok()
    }

    fn entry(&mut self, bytes: &[u8]) -> Option<u64> {
        let place = self.next;
        self.next += 1;
        if self.bits == 4 {
            let pair = boxes::number(bytes, self.first + place / 2, 1)?;
            return Some(if place.is_multiple_of(2) {
                pair >> 4
            } else {
                pair & 15
            });
        }
        let width = self.bits / 8;
        boxes::number(bytes, self.first + place * width, width)
    }
}

/// How many samples each chunk has: entries that hold from a chunk on.
struct Runs {
    count: usize,
    first: usize,
    /// The entry that comes next.
    next: usize,
    /// How many samples, and which description tells how they are coded.
    now: Option<(u64, u32)>,
}

impl Runs {
    fn read(bytes: &[u8], table: Place) -> Result<Self, VideoProblem> {
        let (count, first) = table.list(bytes, 4, 12)?;
        Ok(Self {
            count,
            first,
            next: 0,
            now: None,
        })
    }

    /// Samples of a chunk and how they are coded, the chunk counted from 0; chunks are asked for in order.
    fn of(&mut self, bytes: &[u8], chunk: usize) -> Option<(u64, u32)> {
        while self.next < self.count {
            let at = self.first + self.next * 12;
            let from = usize::try_from(boxes::number(bytes, at, 4)?).ok()?;
            if from > chunk + 1 {
                break;
            }
            let coded = u32::try_from(boxes::number(bytes, at + 8, 4)?).ok()?;
            self.now = Some((boxes::number(bytes, at + 4, 4)?, coded));
            self.next += 1;
        }
        self.now
    }
}
