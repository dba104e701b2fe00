//! Verification of all that a store holds of one municipality, as a stream of batches.
//!
//! Three steps, in this order, so that nothing has to be held in memory but a hash and a key or two per row:
//! [`Verifier::records`] (all of them), [`Verifier::entries`] (in the order of `seq`), then
//! [`Verifier::log`], which gives a [`LogVerifier`] for checkpoints, tiles and blob names, and the
//! [`Report`]. The caller reads the store; nothing here does.

mod log;
mod report;
mod row;

pub use log::LogVerifier;
pub use report::{Erasures, Place, Problem, Report};

use crate::attest::Attestors;
use crate::{Hash, LedgerError, MasterKey, RecordKey, commit, leaf, merkle::Tree, note};
use model::{
    EntryId, MunicipalityId, RecordId,
    archive::{Entry, LogState, Part, Record},
};
use std::collections::{HashMap, HashSet};

/// What the verifier relies on.
#[derive(Clone, Debug)]
pub struct Trust {
    /// Whose archive it is.
    pub municipality: MunicipalityId,
    /// Public key of the log, best from a place outside the archive.
    pub log_key: note::Verifier,
    /// Opens the payloads; without it they stay closed and only entries, log and checkpoints are proved.
    pub master: Option<MasterKey>,
    /// Whether every complete tile must be stored.
    pub tiles: bool,
    /// Whom to believe besides the log.
    pub attestors: Attestors,
    /// How many threads check a batch, at least 1.
    pub threads: usize,
}

/// A part as stored, with the bytes of its blob when it has one.
#[derive(Clone, Debug)]
pub struct Held {
    /// The row.
    pub part: Part,
    /// Bytes in the blob store; `None` when the part has no blob, or the blob is missing.
    pub blob: Option<Vec<u8>>,
}

/// An entry as stored, with its parts in the order of `position`.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row.
    pub entry: Entry,
    /// Its parts.
    pub parts: Vec<Held>,
}

/// What is known of a record.
struct Known {
    digest: Hash,
    key: Key,
    entries: u64,
    disposed: bool,
}

enum Key {
    Open(RecordKey),
    /// No master key was given.
    Closed,
    Erased,
    /// It does not open; the record was named already.
    Bad,
}

/// First step: records and journal.
pub struct Verifier {
    trust: Trust,
    report: Report,
    records: HashMap<RecordId, Known>,
    /// Entries that hold a decision to dispose, with their record, and what was erased by it.
    decisions: HashMap<EntryId, (RecordId, Erasures)>,
    /// Entries that do not fit their record and parts, by record.
    uncommitted: HashMap<RecordId, Vec<Place>>,
    missing: HashSet<RecordId>,
    /// Entries without payload in records that are not erased, with their record and parts.
    empty: HashMap<EntryId, (RecordId, Vec<Place>)>,
    blobs: HashSet<String>,
    /// What others say of checkpoints: place, kind and contents.
    attested: Vec<(Place, String, Vec<(String, Vec<u8>)>)>,
    /// Stored leaf hashes in order.
    leaves: Vec<Hash>,
    /// Leaf hashes that follow from their rows, where these differ from the stored ones.
    derived: Vec<(usize, Hash)>,
    next: i64,
    gaps: bool,
}

impl Verifier {
    /// Starts with nothing seen.
    #[must_use]
    pub fn new(trust: Trust) -> Self {
        Self {
            trust,
            report: Report::default(),
            records: HashMap::new(),
            decisions: HashMap::new(),
            uncommitted: HashMap::new(),
            missing: HashSet::new(),
            empty: HashMap::new(),
            blobs: HashSet::new(),
            attested: Vec::new(),
            leaves: Vec::new(),
            derived: Vec::new(),
            next: 0,
            gaps: false,
        }
    }

    /// Takes some of the records, in any order; all of them before the first entry.
    pub fn records(&mut self, batch: &[Record]) {
        let master = self.trust.master.as_ref();
        let keys = row::spread(self.trust.threads, batch, |record| match master {
            _ if record.key_wrapped.is_none() => Ok(Key::Erased),
            Some(master) => master.unwrap(record).map(Key::Open),
            None => Ok(Key::Closed),
        });
        for (record, key) in batch.iter().zip(keys) {
            let place = || Place::Record(record.id.clone());
            self.report.records += 1;
            if record.municipality != self.trust.municipality {
                self.report.add(place(), "foreign-municipality");
            }
            let key = key.unwrap_or_else(|e| {
                let wrong = matches!(e, LedgerError::WrongKey { .. });
                self.report
                    .add(place(), if wrong { "wrong-key" } else { "record-damaged" });
                Key::Bad
            });
            if matches!(key, Key::Erased) {
                self.report.erased += 1;
            }
            let known = Known {
                digest: commit::record(record),
                key,
                entries: 0,
                disposed: false,
            };
            if self.records.insert(record.id.clone(), known).is_some() {
                self.report.add(place(), "record-twice");
            }
        }
    }

    /// Takes the next entries, in the order of `seq` from 0.
    pub fn entries(&mut self, batch: &[Row]) {
        let (trust, records) = (&self.trust, &self.records);
        let checked = row::spread(trust.threads, batch, |row| {
            row::check(trust, records.get(&row.entry.record), row)
        });
        for (row, found) in batch.iter().zip(checked) {
            let entry = &row.entry;
            self.sequence(entry);
            self.report.entries += 1;
            self.report.parts += u64::try_from(row.parts.len()).unwrap_or(u64::MAX);
            self.report.bytes += found.bytes;
            self.report.unopened += found.unopened;
            if leaf::is_attestation(&entry.kind) {
                let place = Place::entry(entry);
                self.attested.push((place, entry.kind.clone(), found.contents));
            } else if entry.kind == leaf::DISPOSAL_DECIDED {
                self.decision(entry, &found.contents);
            }
            let known = self.records.contains_key(&entry.record);
            if !known && found.problems.is_empty() && self.missing.insert(entry.record.clone()) {
                self.report
                    .add(Place::Record(entry.record.clone()), "record-missing");
            }
            for problem in found.problems {
                self.report.push(problem);
            }
            if found.uncommitted {
                let places = self.uncommitted.entry(entry.record.clone()).or_default();
                places.push(Place::entry(entry));
            }
            if found.derived != found.stored {
                self.derived.push((self.leaves.len(), found.derived));
            }
            self.leaves.push(found.stored);
            for held in row.parts.iter().filter(|h| !h.part.blob.is_empty()) {
                self.blobs.insert(held.part.blob.clone());
            }
            if found.empty {
                let held = row.parts.iter().map(|h| row::place(row, h)).collect();
                self.empty.insert(entry.id.clone(), (entry.record.clone(), held));
            }
            if let Some((erased, decision)) = leaf::erasure(&entry.kind) {
                self.erasure(entry, &erased, &decision);
            }
            let decided = leaf::disposal_decision(&entry.kind).map(|d| {
                let decided = self.decided(&d);
                decided.is_some_and(|erasures| {
                    erasures.records += 1;
                    true
                })
            });
            if let Some(known) = self.records.get_mut(&entry.record) {
                known.entries += 1;
                known.disposed |= decided.is_some();
            }
            if decided == Some(false) {
                self.report.add(Place::entry(entry), "disposal-without-decision");
            }
        }
    }

    /// An entry that says that another entry of its record was erased. Where the whole record is gone, nothing shows.
    fn erasure(&mut self, entry: &Entry, erased: &EntryId, decision: &EntryId) {
        let whole = self
            .records
            .get(&entry.record)
            .is_some_and(|known| matches!(known.key, Key::Erased));
        let same = |(record, _): &(RecordId, Vec<Place>)| *record == entry.record;
        let there = whole || self.empty.get(erased).is_some_and(same);
        match self.decided(decision) {
            None => self.report.add(Place::entry(entry), "disposal-without-decision"),
            Some(_) if !there => self.report.add(Place::entry(entry), "not-erased"),
            Some(erasures) => {
                erasures.entries.push(erased.clone());
                self.empty.remove(erased);
            }
        }
    }

    /// An entry with a decision to dispose.
    fn decision(&mut self, entry: &Entry, contents: &[(String, Vec<u8>)]) {
        let data = contents.iter().find(|(name, _)| name == "data");
        let erasures = Erasures {
            decision: entry.id.clone(),
            said: data.map_or_else(String::new, |(_, said)| {
                String::from_utf8_lossy(said).into_owned()
            }),
            records: 0,
            entries: Vec::new(),
        };
        self.decisions
            .insert(entry.id.clone(), (entry.record.clone(), erasures));
    }

    /// What an earlier entry decided on, when it is readable still.
    fn decided(&mut self, decision: &EntryId) -> Option<&mut Erasures> {
        let (record, erasures) = self.decisions.get_mut(decision)?;
        let known = self.records.get(record)?;
        (!matches!(known.key, Key::Erased)).then_some(erasures)
    }

    fn sequence(&mut self, entry: &Entry) {
        if entry.seq != self.next {
            self.gaps = true;
            if entry.seq > self.next {
                self.report.add(Place::Missing(self.next), "entry-missing");
            }
            self.report.add(Place::entry(entry), "seq-differs");
        }
        self.next = entry.seq.saturating_add(1);
    }

    /// Closes the journal and goes on to the log, whose stored state is given.
    #[must_use]
    pub fn log(mut self, state: &LogState) -> LogVerifier {
        for (id, known) in &self.records {
            let place = || Place::Record(id.clone());
            if known.entries == 0 {
                self.report.add(place(), "record-without-entries");
            }
            match (&known.key, known.disposed) {
                (Key::Erased, false) => self.report.add(place(), "erased-without-decision"),
                (Key::Open(_) | Key::Closed | Key::Bad, true) => {
                    self.report.add(place(), "not-erased");
                }
                _ => {}
            }
            let places = self.uncommitted.remove(id).unwrap_or_default();
            // What all entries of a record have in common is the record's row.
            if places.len() > 1 && u64::try_from(places.len()) == Ok(known.entries) {
                self.report.add(place(), "record-damaged");
            } else {
                places
                    .into_iter()
                    .for_each(|p| self.report.add(p, "parts-differ"));
            }
        }
        for place in std::mem::take(&mut self.empty)
            .into_values()
            .flat_map(|(_, held)| held)
        {
            self.report.add(place, "payload-missing");
        }
        let done = |e: &Erasures| e.records > 0 || !e.entries.is_empty();
        self.report.erasures = std::mem::take(&mut self.decisions)
            .into_values()
            .map(|(_, erasures)| erasures)
            .filter(done)
            .collect();
        // Ids are in the order in which they were made.
        self.report.erasures.sort_by(|a, b| a.decision.cmp(&b.decision));
        let tree = self.tree(state);
        LogVerifier::new(
            self.trust,
            self.report,
            self.blobs,
            self.attested,
            tree,
            self.gaps,
            state,
        )
    }

    /// The tree of the stored leaf hashes or, when some differ from their rows and only so the stored state is
    /// met, that of the hashes that follow from the rows: one changed byte then has one place, not hundreds.
    fn tree(&mut self, state: &LogState) -> Tree {
        let build = |leaves: &[Hash]| {
            let mut tree = Tree::new();
            leaves.iter().for_each(|leaf| tree.push(*leaf));
            tree
        };
        let stored = build(&self.leaves);
        if self.derived.is_empty() || stored.state_at(stored.size()).as_ref() == Ok(state) {
            return stored;
        }
        for (at, leaf) in &self.derived {
            if let Some(place) = self.leaves.get_mut(*at) {
                *place = *leaf;
            }
        }
        let derived = build(&self.leaves);
        if derived.state_at(derived.size()).as_ref() == Ok(state) {
            derived
        } else {
            stored
        }
    }
}
