//! What checking a copy found.

use crate::{Hash, attest::Attested, verify::Problem};

/// At most so many problems, disposals and other finds are listed; the rest is counted.
pub(super) const LISTED: usize = 1_000;

/// A record that was lawfully erased, or one entry of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disposal {
    /// Position of the entry that says so.
    pub seq: i64,
    /// When, in milliseconds.
    pub at: i64,
    /// Id of the record.
    pub record: String,
    /// Id of the entry that was erased; `None` when all of the record was.
    pub entry: Option<String>,
    /// Id of the entry with the decision.
    pub decision: String,
    /// What the decision says, as it was written down (JSON); empty when it is not there.
    pub said: String,
}

/// What was proved, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopyReport {
    /// Whose log, as the copy says and its key's name confirms.
    pub municipality: String,
    /// The log's public key as the copy says it; equal to the given one when that was given.
    pub key: String,
    /// Entries; each one's leaf is in the log with `root`.
    pub entries: u64,
    /// Parts.
    pub parts: u64,
    /// Parts whose content is erased.
    pub erased: u64,
    /// Bytes of content whose commitment was recomputed.
    pub bytes: u64,
    /// Time of the first entry, in milliseconds.
    pub first_at: i64,
    /// Time of the last entry, in milliseconds.
    pub last_at: i64,
    /// Checkpoints in the copy, each the beginning of the next.
    pub checkpoints: u64,
    /// Entries that the newest signed checkpoint covers.
    pub signed: u64,
    /// Checkpoints kept elsewhere that the log contains.
    pub kept: u64,
    /// Records and entries that were lawfully erased, at most 1,000.
    pub disposals: Vec<Disposal>,
    /// How many more there are.
    pub more_disposals: u64,
    /// What time stamping authorities and witnesses say of its checkpoints.
    pub attested: Attested,
    /// Root of the log.
    pub root: Hash,
    /// What is wrong, at most 1,000.
    pub problems: Vec<Problem>,
    /// How many more problems there are.
    pub more: u64,
}

impl CopyReport {
    /// Whether all holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.problems.is_empty()
    }

    pub(super) fn push(&mut self, problem: Problem) {
        if self.problems.len() < LISTED {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }
}
