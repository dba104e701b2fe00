//! What others say of checkpoints, as it lies in the journal: time stamps and cosigned checkpoints.
//!
//! Each is an entry in the record of the log itself, so that it is sealed, committed to, copied and exported like all
//! else. It speaks of a checkpoint that came before it.

use crate::verify::{Place, Problem};
use crate::{Hash, LedgerError, note, stamp, witness};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, HashMap};

/// Kind of the entry with a time stamp; its part [`TOKEN`] is the authority's answer over the checkpoint's note.
pub const STAMPED: &str = "checkpoint.stamped";
/// Kind of the entry with a cosigned checkpoint; its part [`NOTE`] is the note with the lines of witnesses.
pub const WITNESSED: &str = "checkpoint.witnessed";
/// Name of the part with the time stamp.
pub const TOKEN: &str = "token";
/// Name of the part with the cosigned note.
pub const NOTE: &str = "note";
/// At most so many time stamps are listed.
const LISTED: usize = 1_000;

/// Whom to believe besides the log.
#[derive(Clone, Debug, Default)]
pub struct Attestors {
    /// Root certificates of time stamping authorities. Without any, stamps are checked as far as they go by themselves.
    pub roots: stamp::Roots,
    /// Keys of witnesses.
    pub witnesses: Vec<witness::Witness>,
}

/// What was attested, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attested {
    /// Time stamps, at most 1,000: size of the log and what the stamp says.
    pub stamps: Vec<(i64, stamp::Stamp)>,
    /// How many more there are.
    pub more_stamps: u64,
    /// By witness: how many cosigned checkpoints, the largest size, and when that was seen (seconds since 1970).
    pub witnesses: BTreeMap<String, (u64, i64, u64)>,
    /// Lines of witnesses whose keys were not given.
    pub unknown: u64,
}

/// Collects checkpoints, then what is said of them.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    /// Size by the SHA-256 of the note.
    notes: HashMap<Hash, i64>,
    roots: HashMap<i64, Hash>,
    pub(crate) attested: Attested,
}

impl Checker {
    /// Takes a checkpoint that holds.
    pub(crate) fn checkpoint(&mut self, note: &str, statement: &note::Statement) {
        self.notes.insert(Sha256::digest(note).into(), statement.size);
        self.roots.insert(statement.size, statement.root);
    }

    /// Takes what an entry of one of the two kinds holds.
    pub(crate) fn take(
        &mut self,
        place: Place,
        kind: &str,
        contents: &[(String, Vec<u8>)],
        log: &note::Verifier,
        trust: &Attestors,
    ) -> Option<Problem> {
        let part = |name: &str| {
            let found = contents.iter().find(|(n, _)| n == name);
            found.map_or(&[][..], |(_, bytes)| bytes.as_slice())
        };
        let taken = if kind == STAMPED {
            self.stamp(part(TOKEN), &trust.roots)
        } else {
            self.cosigned(part(NOTE), log, &trust.witnesses)
        };
        taken.err().map(|key| Problem { place, key })
    }

    fn stamp(&mut self, token: &[u8], roots: &stamp::Roots) -> Result<(), &'static str> {
        let stamp = stamp::verify(token, None, roots).map_err(stamp::StampError::key)?;
        let size = self.notes.get(&stamp.digest);
        let size = *size.ok_or_else(|| stamp::StampError::WrongDigest.key())?;
        if self.attested.stamps.len() < LISTED {
            self.attested.stamps.push((size, stamp));
        } else {
            self.attested.more_stamps += 1;
        }
        Ok(())
    }

    fn cosigned(
        &mut self,
        note: &[u8],
        log: &note::Verifier,
        witnesses: &[witness::Witness],
    ) -> Result<(), &'static str> {
        let text = std::str::from_utf8(note).map_err(|_| LedgerError::BadNote("text").key())?;
        let cosigned = witness::open(text, log, witnesses).map_err(|e| e.key())?;
        let statement = cosigned.statement;
        if self.roots.get(&statement.size) != Some(&statement.root) {
            return Err("checkpoint-differs");
        }
        self.attested.unknown += cosigned.unknown;
        for line in cosigned.cosignatures {
            let seen = self.attested.witnesses.entry(line.witness).or_default();
            seen.0 += 1;
            if statement.size >= seen.1 {
                (seen.1, seen.2) = (statement.size, line.time);
            }
        }
        Ok(())
    }
}
