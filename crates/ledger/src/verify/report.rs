//! What verification found.

use crate::{Hash, attest::Attested};
use model::{EntryId, Id as _, PartId, RecordId, archive::Entry};
use std::fmt;

/// At most so many problems are listed; the rest is counted.
const LISTED: usize = 1_000;

/// Where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A record's row.
    Record(RecordId),
    /// A journal row.
    Entry {
        /// Position.
        seq: i64,
        /// Id.
        id: EntryId,
    },
    /// A position in the journal where no row is.
    Missing(i64),
    /// A part's row, its sealed bytes, or its blob.
    Part {
        /// Position of the entry.
        seq: i64,
        /// The entry.
        entry: EntryId,
        /// Position in the entry.
        position: i64,
        /// Id.
        id: PartId,
        /// Name of its blob, or empty.
        blob: String,
    },
    /// Rows of parts that belong to no entry.
    Parts,
    /// Stored size and frontier.
    Log,
    /// A checkpoint, by its size.
    Checkpoint(i64),
    /// A tile.
    Tile {
        /// Level.
        level: i64,
        /// Number.
        number: i64,
    },
    /// A blob that no part names, or a picture of a post.
    Blob(String),
    /// A working copy beside the archive, or a row that cannot be read: kind and id, e.g. `revision 01J…`.
    Copy(String),
}

impl Place {
    pub(crate) fn entry(entry: &Entry) -> Self {
        Self::Entry {
            seq: entry.seq,
            id: entry.id.clone(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(id) => write!(f, "record {id}"),
            Self::Entry { seq, id } => write!(f, "journal {seq} (entry {id})"),
            Self::Missing(seq) => write!(f, "journal {seq}"),
            Self::Part {
                seq,
                entry,
                position,
                id,
                blob,
            } => {
                write!(
                    f,
                    "journal {seq} (entry {entry}), part {position} ({})",
                    id.as_str()
                )?;
                if blob.is_empty() {
                    Ok(())
                } else {
                    write!(f, ", blob {blob}")
                }
            }
            Self::Parts => f.write_str("parts"),
            Self::Log => f.write_str("log"),
            Self::Checkpoint(size) => write!(f, "checkpoint {size}"),
            Self::Tile { level, number } => write!(f, "tile {level}/{number}"),
            Self::Blob(name) => write!(f, "blob {name}"),
            Self::Copy(name) => f.write_str(name),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What, as a stable key; the list is in `docs/operate/ledger.md`.
    pub key: &'static str,
}

/// What was lawfully erased by one decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasures {
    /// The entry that holds the decision.
    pub decision: EntryId,
    /// What it says, as written; empty without the key to open it with.
    pub said: String,
    /// How many whole records.
    pub records: u64,
    /// Single entries of records that stay.
    pub entries: Vec<EntryId>,
}

/// What was proved, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Journal rows.
    pub entries: u64,
    /// Parts.
    pub parts: u64,
    /// Parts that were not opened: erased, without a key, or of a record that is damaged.
    pub unopened: u64,
    /// Records, the erased ones too.
    pub records: u64,
    /// Bytes of opened content.
    pub bytes: u64,
    /// Checkpoints.
    pub checkpoints: u64,
    /// Tiles.
    pub tiles: u64,
    /// Records that were lawfully erased.
    pub erased: u64,
    /// What was lawfully erased, by decision, in the order in which they were made.
    pub erasures: Vec<Erasures>,
    /// What time stamping authorities and witnesses say of checkpoints.
    pub attested: Attested,
    /// Root of the log.
    pub root: Hash,
    /// What is wrong, at most 1,000.
    pub problems: Vec<Problem>,
    /// How many more problems there are.
    pub more: u64,
}

impl Report {
    /// Whether all holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.problems.is_empty()
    }

    pub(crate) fn add(&mut self, place: Place, key: &'static str) {
        self.push(Problem { place, key });
    }

    pub(crate) fn push(&mut self, problem: Problem) {
        if self.problems.len() < LISTED {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }
}
