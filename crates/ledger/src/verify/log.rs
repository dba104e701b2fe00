//! Second step: the log's state, checkpoints, tiles and blob names, against the tree of the journal.

use super::{Place, Report, Trust};
use crate::{attest::Checker, merkle::Tree, note::Statement, tile, witness};
use model::archive::{Checkpoint, LogState, Tile};
use std::collections::HashSet;

/// Checks what is stated about the log. See [`super::Verifier::log`].
pub struct LogVerifier {
    trust: Trust,
    report: Report,
    /// Names of blobs that parts point to.
    blobs: HashSet<String>,
    /// What others say of checkpoints: place, kind and contents.
    said: Vec<(Place, String, Vec<(String, Vec<u8>)>)>,
    attested: Checker,
    tree: Tree,
    /// With positions missing no root can be recomputed.
    gaps: bool,
    tiles: HashSet<(i64, i64)>,
}

impl LogVerifier {
    pub(super) fn new(
        trust: Trust,
        mut report: Report,
        blobs: HashSet<String>,
        said: Vec<(Place, String, Vec<(String, Vec<u8>)>)>,
        tree: Tree,
        gaps: bool,
        state: &LogState,
    ) -> Self {
        let size = tree.size();
        report.root = tree.root_at(size).unwrap_or_default();
        if i64::try_from(size) != Ok(state.size) {
            report.add(Place::Log, "log-size-differs");
        } else if !gaps && tree.state_at(size).as_ref() != Ok(state) {
            report.add(Place::Log, "frontier-differs");
        }
        Self {
            trust,
            report,
            blobs,
            said,
            attested: Checker::default(),
            tree,
            gaps,
            tiles: HashSet::new(),
        }
    }

    /// Takes a stored checkpoint: its signature, its columns, and that it states this log.
    pub fn checkpoint(&mut self, stored: &Checkpoint) {
        self.report.checkpoints += 1;
        let place = Place::Checkpoint(stored.size);
        match self.trust.log_key.check(stored) {
            Ok(statement) => {
                self.attested.checkpoint(&stored.note, &statement);
                self.states(place, &statement);
            }
            Err(e) => self.report.add(place, e.key()),
        }
    }

    /// Takes a checkpoint that was kept elsewhere: shows a log that was cut short or rewritten as a whole.
    pub fn kept(&mut self, note: &str) {
        match witness::open(note, &self.trust.log_key, &self.trust.attestors.witnesses) {
            Ok(witness::Cosigned { statement, .. }) => {
                self.states(Place::Checkpoint(statement.size), &statement);
            }
            Err(e) => self.report.add(Place::Checkpoint(-1), e.key()),
        }
    }

    fn states(&mut self, place: Place, statement: &Statement) {
        let root = u64::try_from(statement.size)
            .ok()
            .and_then(|n| self.tree.root_at(n).ok());
        match root {
            _ if self.gaps => {}
            None => self.report.add(place, "checkpoint-beyond-log"),
            Some(root) if root != statement.root => self.report.add(place, "checkpoint-differs"),
            Some(_) => {}
        }
    }

    /// Takes a stored tile.
    pub fn tile(&mut self, stored: &Tile) {
        self.report.tiles += 1;
        let place = Place::Tile {
            level: stored.level,
            number: stored.number,
        };
        if stored.municipality != self.trust.municipality {
            self.report.add(place, "foreign-municipality");
            return;
        }
        if !self.tiles.insert((stored.level, stored.number)) {
            self.report.add(place, "tile-twice");
            return;
        }
        let expected = u32::try_from(stored.level)
            .ok()
            .zip(u64::try_from(stored.number).ok())
            .and_then(|(l, n)| tile::of_tree(&self.tree, l, n, self.tree.size()));
        if !self.gaps && expected.as_ref() != Some(&stored.hashes) {
            self.report.add(place, "tile-differs");
        }
    }

    /// Takes the name of a blob that lies in the store among the sealed parts.
    pub fn blob(&mut self, name: &str) {
        if !self.blobs.contains(name) {
            self.report.add(Place::Blob(name.to_owned()), "blob-unknown");
        }
    }

    /// Compares the number of stored part rows with those that came with their entries.
    pub fn stored_parts(&mut self, rows: u64) {
        if rows != self.report.parts {
            self.report.add(Place::Parts, "parts-without-entry");
        }
    }

    /// The report.
    #[must_use]
    pub fn finish(mut self) -> Report {
        if self.trust.tiles && !self.gaps {
            let (mut level, mut count) = (0, self.tree.size() / tile::WIDTH);
            while count > 0 {
                for number in (0..).take(usize::try_from(count).unwrap_or(usize::MAX)) {
                    if !self.tiles.contains(&(level, number)) {
                        self.report.add(Place::Tile { level, number }, "tile-missing");
                    }
                }
                level += 1;
                count /= tile::WIDTH;
            }
        }
        for (place, kind, contents) in std::mem::take(&mut self.said) {
            // A part that did not open was named already.
            if !contents.is_empty() {
                let (key, trust) = (&self.trust.log_key, &self.trust.attestors);
                let problem = self.attested.take(place, &kind, &contents, key, trust);
                problem.into_iter().for_each(|p| self.report.push(p));
            }
        }
        self.report.attested = self.attested.attested;
        self.report
    }
}
