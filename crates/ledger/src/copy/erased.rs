//! What was erased, and by which decision, gathered while a copy is read: a little memory for each erased record and for
//! each erased entry that its decision is still to come for.

use super::check::{Rare, record_place};
use super::report::Disposal;
use crate::leaf;
use crate::verify::{Place, Problem};
use model::{EntryId, Id as _};
use std::collections::{HashMap, HashSet};

/// Longest text of a decision that is kept for the report.
const SAID: usize = 4_000;

/// Erasures and decisions so far.
#[derive(Default)]
pub(super) struct Erased {
    /// What readable decisions say, by the id of their entry.
    decisions: HashMap<String, String>,
    /// Entries with erased parts that no decision was seen for yet, by their record.
    undecided: HashMap<String, Vec<Gone>>,
    /// Records that were disposed of.
    disposed: HashSet<String>,
}

/// An entry with erased parts.
struct Gone {
    id: String,
    seq: i64,
    /// Whether nothing of it is left.
    whole: bool,
}

impl Erased {
    /// Takes an entry of which something is erased; `parts` is how many parts it has.
    pub(super) fn gone(&mut self, seq: i64, rare: &Rare, parts: u64) {
        if !self.disposed.contains(&rare.record) {
            let gone = Gone {
                id: rare.id.clone(),
                seq,
                whole: rare.erased == parts,
            };
            self.undecided.entry(rare.record.clone()).or_default().push(gone);
        }
    }

    /// Takes a decision that can be read.
    pub(super) fn decision(&mut self, rare: Rare) {
        let data = rare.contents.iter().find(|(name, _)| name == "data");
        let said = data
            .map(|(_, bytes)| String::from_utf8_lossy(bytes))
            .unwrap_or_default();
        self.decisions.insert(rare.id, said.chars().take(SAID).collect());
    }

    /// Takes the entry that says that its record is gone, or another entry of its record; `None` when it says neither.
    pub(super) fn said(&mut self, seq: i64, at: i64, rare: &Rare) -> Option<(Disposal, Option<Problem>)> {
        let (entry, decision) = match leaf::erasure(&rare.kind) {
            Some((entry, decision)) => (Some(entry.to_string()), decision),
            None => (None, leaf::disposal_decision(&rare.kind)?),
        };
        let said = self.decisions.get(decision.as_str()).cloned();
        let was_there = self.settle(&rare.record, entry.as_deref());
        let (place, key) = match &entry {
            None => (record_place(&rare.record), "disposal-without-decision"),
            Some(_) if said.is_none() => (place(seq, &rare.id), "disposal-without-decision"),
            Some(_) => (place(seq, &rare.id), "not-erased"),
        };
        let wrong = said.is_none() || !was_there;
        let disposal = Disposal {
            seq,
            at,
            record: rare.record.clone(),
            entry,
            decision: decision.to_string(),
            said: said.unwrap_or_default(),
        };
        Some((disposal, wrong.then_some(Problem { place, key })))
    }

    /// Strikes out what a decision is about; whether it is erased.
    fn settle(&mut self, record: &str, entry: Option<&str>) -> bool {
        let Some(entry) = entry else {
            self.undecided.remove(record);
            self.disposed.insert(record.to_owned());
            return true;
        };
        let Some(of_record) = self.undecided.get_mut(record) else {
            return false;
        };
        let Some(at) = of_record.iter().position(|gone| gone.id == entry) else {
            return false;
        };
        of_record.swap_remove(at).whole
    }

    /// What is erased and no decision says why.
    pub(super) fn undecided(self) -> Vec<Problem> {
        let mut gone: Vec<Gone> = self.undecided.into_values().flatten().collect();
        gone.sort_by_key(|gone| gone.seq);
        let problem = |gone: Gone| Problem {
            place: place(gone.seq, &gone.id),
            key: "erased-without-decision",
        };
        gone.into_iter().map(problem).collect()
    }
}

fn place(seq: i64, id: &str) -> Place {
    match EntryId::parse(id) {
        Ok(id) => Place::Entry { seq, id },
        Err(_) => Place::Copy(format!("journal {seq}")),
    }
}
