//! Where the samples of a track lie (ISO/IEC 14496-12, 8.7), and what in the file belongs to none.

use super::VideoProblem;
use super::boxes::{self, Place};
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

    /// Marks every sample of the track with these tables; whether there are any. The work is linear in the tables and in the
    /// file.
    ///
    /// # Errors
    /// [`VideoProblem::Unreadable`] when one lies outside the file's data, or when all of them together
    /// are larger than the file.
    pub(super) fn mark_samples(
        &mut self,
        bytes: &[u8],
        tables: Place,
        layout: &Layout,
    ) -> Result<bool, VideoProblem> {
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
        let mut total: usize = 0;
        for chunk in 0..chunks {
            let samples = runs.of(bytes, chunk).ok_or(VideoProblem::Unreadable)?;
            let size = sizes.take(bytes, samples).ok_or(VideoProblem::Unreadable)?;
            if size == 0 {
                continue;
            }
            total = total.saturating_add(size);
            let from = boxes::number(bytes, first + chunk * width, width);
            let from = from.and_then(|from| usize::try_from(from).ok());
            let place = from.and_then(|from| Some((from, from.checked_add(size)?)));
            match place {
                Some((from, to)) if layout.holds(from, to) && total <= bytes.len() => self.mark(from, to),
                _ => return Err(VideoProblem::Unreadable),
            }
        }
        Ok(total > 0)
    }
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
    samples: Option<u64>,
}

impl Runs {
    fn read(bytes: &[u8], table: Place) -> Result<Self, VideoProblem> {
        let (count, first) = table.list(bytes, 4, 12)?;
        Ok(Self {
            count,
            first,
            next: 0,
            samples: None,
        })
    }

    /// Samples of a chunk, counted from 0; chunks are asked for in order.
    fn of(&mut self, bytes: &[u8], chunk: usize) -> Option<u64> {
        while self.next < self.count {
            let at = self.first + self.next * 12;
            let from = usize::try_from(boxes::number(bytes, at, 4)?).ok()?;
            if from > chunk + 1 {
                break;
            }
            self.samples = boxes::number(bytes, at + 4, 4);
            self.next += 1;
        }
        self.samples
    }
}
