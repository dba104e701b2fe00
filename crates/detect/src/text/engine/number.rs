//! Groups of digits, read as numbers.

use super::gap::Gap;
use super::pass::Pass;
use super::word::wide;
use crate::Span;

/// Digits that stand together.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Where its digits begin among all digits, and how many they are.
    pub(super) first: u32,
    pub(super) len: u32,
    /// To the group before.
    pub gap: Gap,
    /// A plus sign stands directly before it.
    pub plus: bool,
    /// A letter, slash, underscore, decimal comma … touches it: part of something longer.
    pub glued_before: bool,
    /// The same after it.
    pub glued_after: bool,
}

impl Group {
    /// Where, in bytes.
    #[must_use]
    pub fn span(&self) -> Span {
        Span {
            start: wide(self.start),
            end: wide(self.end),
        }
    }

    /// How many digits.
    #[must_use]
    pub fn count(&self) -> usize {
        wide(self.len)
    }
}

/// Groups read as one number.
#[derive(Clone, Copy, Debug)]
pub struct Number<'p> {
    /// Values 0–9.
    pub digits: &'p [u8],
    /// The groups it is written in, at least one.
    pub groups: &'p [Group],
    /// Index of its first group.
    pub first: usize,
    /// Byte range in the text.
    pub span: Span,
    /// No other digits stand beside it on its line.
    pub alone: bool,
}

impl Number<'_> {
    /// Whether it is written in groups of these lengths.
    #[must_use]
    pub fn is_shaped(&self, lengths: &[usize]) -> bool {
        self.groups.len() == lengths.len()
            && self
                .groups
                .iter()
                .zip(lengths)
                .all(|(group, len)| group.count() == *len)
    }

    /// Whether all its groups are parted by one of these.
    #[must_use]
    pub fn is_parted_by(&self, gaps: &[Gap]) -> bool {
        self.groups.iter().skip(1).all(|group| gaps.contains(&group.gap))
    }

    /// Written in one piece.
    #[must_use]
    pub fn is_solid(&self) -> bool {
        self.groups.len() == 1
    }

    /// The gap before the last group.
    #[must_use]
    pub fn last_gap(&self) -> Gap {
        match self.groups {
            [_, .., last] => last.gap,
            _ => Gap::Break,
        }
    }

    /// Whether a plus sign stands directly before it.
    #[must_use]
    pub fn has_plus(&self) -> bool {
        self.groups.first().is_some_and(|group| group.plus)
    }

    /// The digits `from..from + len` as a value; 0 outside.
    #[must_use]
    pub fn value(&self, from: usize, len: usize) -> u32 {
        let digits = self.digits.get(from..from + len).unwrap_or_default();
        digits
            .iter()
            .fold(0, |value, digit| value * 10 + u32::from(*digit))
    }

    /// The same digit all through: a place holder.
    #[must_use]
    pub fn is_monotonous(&self) -> bool {
        let first = self.digits.first();
        self.digits.iter().all(|digit| Some(digit) == first)
    }
}

/// Groups that one number may be written in.
const MAX_GROUPS: usize = 12;

impl Pass {
    /// Groups of digits, by place.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Digits of a group.
    #[must_use]
    pub fn digits_of(&self, group: &Group) -> &[u8] {
        let first = wide(group.first);
        self.digits.get(first..first + group.count()).unwrap_or_default()
    }

    /// Every way to read the group at `start` and those after it as a number of `least` to `most` digits that stands for
    /// itself: nothing touches it, and it is not cut out of a row of digits joined by hyphens or full stops.
    pub fn numbers_from(&self, start: usize, least: usize, most: usize) -> impl Iterator<Item = Number<'_>> {
        let groups = self.groups.get(start..).unwrap_or_default();
        let first = groups
            .first()
            .copied()
            .filter(|group| !group.glued_before && group.gap.ends_number())
            .filter(|group| {
                // Out of the middle of a row of single digits nobody reads a number.
                let before = start.checked_sub(1).and_then(|before| self.groups.get(before));
                let single = |group: &Group| group.count() == 1;
                !(group.gap == Gap::Space && single(group) && before.is_some_and(single))
            });
        let mut total = 0;
        groups
            .iter()
            .take(if first.is_some() { MAX_GROUPS } else { 0 })
            .enumerate()
            .take_while(move |(i, group)| {
                total += group.count();
                total <= most && (*i == 0 || group.gap.joins_digits())
            })
            .filter_map(move |(i, last)| {
                let first = first?;
                let digits = self.digits.get(wide(first.first)..wide(last.first + last.len))?;
                let after = groups.get(i + 1).map_or(Gap::Break, |next| next.gap);
                (digits.len() >= least && after.ends_number() && !last.glued_after).then_some(Number {
                    digits,
                    groups: groups.get(..=i)?,
                    first: start,
                    span: Span {
                        start: first.span().start,
                        end: last.span().end,
                    },
                    alone: [first.gap, after]
                        .iter()
                        .all(|gap| !matches!(gap, Gap::Space | Gap::Dot | Gap::Hyphen | Gap::Plus)),
                })
            })
    }
}
