//! When each sample of a track is shown (ISO/IEC 14496-12, 8.6.1 and 8.6.2).

use super::VideoProblem;
use super::boxes::{self, Place};

/// A sample and when it is shown, in the track's units.
pub(super) struct Sample {
    /// Its number, from 0, in the order of coding.
    pub number: u64,
    /// When it is decoded: those before it took so long.
    pub at: i64,
    /// When it is shown.
    pub from: i64,
    /// How long it is.
    pub length: u32,
    /// How much later than decoded it is shown, as it is written.
    pub offset: u32,
    /// Whether it can be decoded without any other.
    pub sync: bool,
}

/// The samples of a track, in the order of coding.
#[derive(Clone)]
pub(super) struct Times<'a> {
    bytes: &'a [u8],
    lengths: Runs,
    offsets: Option<Runs>,
    /// Where the numbers of samples that stand for themselves are, how many, and which comes next.
    sync: Option<(usize, usize, usize)>,
    next: u64,
    samples: u64,
    at: i64,
    /// Length of a sample that the table has no room for: as the one before.
    usual: u32,
}

impl<'a> Times<'a> {
    /// The times of so many samples of the track with these tables.
    ///
    /// # Errors
    /// [`VideoProblem::Unreadable`] when a table claims more than it holds.
    pub(super) fn read(bytes: &'a [u8], tables: Place, samples: u64) -> Result<Self, VideoProblem> {
        let table = |kind| boxes::below(bytes, tables, &[kind]);
        let lengths = table(b"stts")?.ok_or(VideoProblem::Unreadable)?;
        let offsets = table(b"ctts")?.map(|place| Runs::read(bytes, place));
        let sync = table(b"stss")?.map(|place| place.list(bytes, 4, 4));
        Ok(Self {
            bytes,
            lengths: Runs::read(bytes, lengths)?,
            offsets: offsets.transpose()?,
            sync: sync.transpose()?.map(|(count, first)| (first, count, 0)),
            next: 0,
            samples,
            at: 0,
            usual: 0,
        })
    }

    /// Whether a sample stands for itself. Without a list all do; but then none is shown in another order than it was coded in.
    fn is_sync(&mut self, number: u64) -> bool {
        let Some((first, count, next)) = &mut self.sync else {
            return number == 0 || self.offsets.is_none();
        };
        while *next < *count {
            let told = boxes::number(self.bytes, *first + *next * 4, 4).unwrap_or_default();
            if told > number {
                return told == number + 1;
            }
            *next += 1;
        }
        false
    }
}

impl Iterator for Times<'_> {
    type Item = Sample;

    fn next(&mut self) -> Option<Sample> {
        if self.next >= self.samples {
            return None;
        }
        let number = self.next;
        self.next += 1;
        if let Some(length) = self.lengths.next(self.bytes) {
            self.usual = length;
        }
        let offset = self.offsets.as_mut().and_then(|offsets| offsets.next(self.bytes));
        let offset = offset.unwrap_or_default();
        let at = self.at;
        self.at = at.saturating_add(i64::from(self.usual));
        Some(Sample {
            number,
            at,
            // Programs write them below zero, whatever the table's version.
            from: at.saturating_add(i64::from(offset.cast_signed())),
            length: self.usual,
            offset,
            sync: self.is_sync(number),
        })
    }
}

/// A table of numbers, each for so many samples that follow each other.
#[derive(Clone)]
struct Runs {
    first: usize,
    count: usize,
    next: usize,
    left: u64,
    value: u32,
}

impl Runs {
    fn read(bytes: &[u8], table: Place) -> Result<Self, VideoProblem> {
        let (count, first) = table.list(bytes, 4, 8)?;
        Ok(Self {
            first,
            count,
            next: 0,
            left: 0,
            value: 0,
        })
    }

    fn next(&mut self, bytes: &[u8]) -> Option<u32> {
        while self.left == 0 && self.next < self.count {
            let at = self.first + self.next * 8;
            self.left = boxes::number(bytes, at, 4)?;
            self.value = u32::try_from(boxes::number(bytes, at + 4, 4)?).ok()?;
            self.next += 1;
        }
        self.left = self.left.checked_sub(1)?;
        Some(self.value)
    }
}
