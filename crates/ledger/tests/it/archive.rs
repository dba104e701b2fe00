//! A small archive in memory, and every cell of it that a byte can be flipped in.

use crate::sealing::{master, municipality, record};
use ledger::{
    NewPart,
    attest::Attestors,
    copy::{OpenedPart, Writer},
    leaf, merkle,
    note::{LogKey, Verifier as LogVerifier},
    seal_entry, tile,
    verify::{Held, Report, Row, Trust, Verifier},
};
use model::{
    Id, Millis,
    archive::{Checkpoint, Entry, LogState, Part, Record, RecordKind, Tile},
    clock::Fixed,
};
use std::collections::BTreeMap;

#[derive(Clone)]
pub struct Archive {
    pub records: Vec<Record>,
    pub entries: Vec<Entry>,
    pub parts: Vec<Part>,
    pub blobs: BTreeMap<String, Vec<u8>>,
    pub log: LogState,
    pub checkpoints: Vec<Checkpoint>,
    pub tiles: Vec<Tile>,
    pub log_key: LogVerifier,
    pub attestors: Attestors,
}

impl Archive {
    /// `entries` entries over four records, the last of which was disposed of; a checkpoint at 5 and at the end.
    pub fn new(entries: i64) -> Self {
        let clock = Fixed::new(Millis(1_700_000_000_000), 42);
        let source = clock.source();
        let key = LogKey::generate(&source, &municipality());
        let keyed: Vec<_> = (0..4).map(|_| record(&source)).collect();
        let mut archive = Self {
            records: keyed.iter().map(|(r, _)| r.clone()).collect(),
            entries: Vec::new(),
            parts: Vec::new(),
            blobs: BTreeMap::new(),
            log: LogState::default(),
            checkpoints: Vec::new(),
            tiles: Vec::new(),
            log_key: key.verifier(),
            attestors: Attestors::default(),
        };
        for seq in 0..entries {
            clock.advance(1_000);
            let mut place = usize::try_from(seq % 4).unwrap();
            let data = format!("{{\"what\":{seq}}}");
            let mut parts = vec![NewPart {
                name: "data",
                content_type: "application/json",
                content: data.as_bytes(),
            }];
            if seq % 4 == 1 {
                parts.push(NewPart {
                    name: "raw",
                    content_type: "application/json",
                    content: b"[]",
                });
            }
            if seq == 2 {
                parts.push(NewPart {
                    name: "media/0",
                    content_type: "image/png",
                    content: b"a picture",
                });
            }
            let mut kind = "post.changed".to_owned();
            if seq == entries - 2 {
                (place, kind) = (0, leaf::DISPOSAL_DECIDED.to_owned());
            }
            if seq == entries - 1 {
                let decision = archive.entries.last().unwrap().id.clone();
                (place, kind) = (3, leaf::disposal_kind(&decision));
                parts.clear();
            }
            let (record, record_key) = &keyed[place];
            let mut sealed =
                seal_entry(&source, record, Some(record_key), &kind, source.now(), &parts).unwrap();
            if seq == 2 {
                // Small, but stored as a large part is.
                let media = &mut sealed.parts[1];
                media.blob = ledger::entry::blob_name(&media.id);
                sealed
                    .blobs
                    .push((media.blob.clone(), std::mem::take(&mut media.sealed)));
            }
            archive.log = sealed.place(&archive.log).unwrap();
            archive.entries.push(sealed.entry);
            archive.parts.extend(sealed.parts);
            archive.blobs.extend(sealed.blobs);
            for (level, number) in tile::completed_by(archive.log.size) {
                assert_eq!(level, 0);
                let leaves = archive
                    .entries
                    .iter()
                    .skip(usize::try_from(number * 256).unwrap());
                let leaves = leaves.map(|e| e.leaf.as_slice());
                archive
                    .tiles
                    .push(tile::from_leaves(&municipality(), number, leaves).unwrap());
            }
            if archive.log.size == 5 || seq == entries - 1 {
                archive
                    .checkpoints
                    .push(key.checkpoint(&archive.log, source.now()).unwrap());
            }
        }
        archive.erase(3);
        archive
    }

    pub fn erase(&mut self, record: usize) {
        self.records[record].key_wrapped = None;
        let id = self.records[record].id.clone();
        let gone: Vec<_> = self
            .entries
            .iter()
            .filter(|e| e.record == id)
            .map(|e| e.id.clone())
            .collect();
        for part in self.parts.iter_mut().filter(|p| gone.contains(&p.entry)) {
            part.sealed.clear();
            self.blobs.remove(&std::mem::take(&mut part.blob));
        }
    }

    /// The copy that anybody can check.
    pub fn copy(&self) -> Vec<u8> {
        let mut copy = Writer::new(Vec::new(), &municipality(), &self.log_key).unwrap();
        for entry in &self.entries {
            let record = self.records.iter().find(|r| r.id == entry.record).unwrap();
            let key = master().unwrap(record).ok();
            let parts = self.parts.iter().filter(|p| p.entry == entry.id);
            let opened = parts.map(|part| OpenedPart {
                part: part.clone(),
                opened: key.as_ref().map(|key| {
                    let sealed = self.blobs.get(&part.blob).unwrap_or(&part.sealed);
                    ledger::open_salted(key, part, sealed).unwrap()
                }),
            });
            copy.entry(record, entry, &opened.collect::<Vec<_>>()).unwrap();
            for checkpoint in self.checkpoints.iter().filter(|c| c.size == entry.seq + 1) {
                copy.checkpoint(checkpoint).unwrap();
            }
        }
        copy.finish().unwrap()
    }

    /// The root that the stored state gives.
    pub fn root(&self) -> Vec<u8> {
        merkle::root(&self.log).unwrap().to_vec()
    }

    pub fn trust(&self) -> Trust {
        Trust {
            municipality: municipality(),
            log_key: self.log_key.clone(),
            master: Some(master()),
            tiles: true,
            attestors: self.attestors.clone(),
            threads: 2,
        }
    }

    pub fn verify(&self) -> Report {
        self.verify_with(self.trust(), &[])
    }

    pub fn verify_with(&self, trust: Trust, kept: &[String]) -> Report {
        let mut verifier = Verifier::new(trust);
        verifier.records(&self.records);
        let mut entries = self.entries.clone();
        entries.sort_by_key(|e| e.seq);
        let mut parts: BTreeMap<&str, Vec<&Part>> = BTreeMap::new();
        for part in &self.parts {
            parts.entry(part.entry.as_str()).or_default().push(part);
        }
        let rows: Vec<Row> = entries
            .into_iter()
            .map(|entry| {
                let mut mine = parts.get(entry.id.as_str()).cloned().unwrap_or_default();
                mine.sort_by_key(|p| p.position);
                let parts = mine
                    .into_iter()
                    .map(|p| Held {
                        part: p.clone(),
                        blob: self.blobs.get(&p.blob).cloned(),
                    })
                    .collect();
                Row { entry, parts }
            })
            .collect();
        rows.chunks(100).for_each(|batch| verifier.entries(batch));
        let mut log = verifier.log(&self.log);
        self.checkpoints.iter().for_each(|c| log.checkpoint(c));
        self.tiles.iter().for_each(|t| log.tile(t));
        self.blobs.keys().for_each(|b| log.blob(b));
        kept.iter().for_each(|note| log.kept(note));
        log.stored_parts(self.parts.len() as u64);
        log.finish()
    }

    /// Every cell with the places of which verification must name one.
    pub fn cells(&mut self) -> Vec<(&'static str, Vec<String>, Cell<'_>)> {
        let mut cells = Vec::new();
        for r in &mut self.records {
            let place = vec![format!("record {}", r.id)];
            cells.push(("record.id", place.clone(), id(&mut r.id)));
            cells.push(("record.municipality", place.clone(), id(&mut r.municipality)));
            cells.push(("record.kind", place.clone(), Cell::Kind(&mut r.kind)));
            cells.push(("record.subject", place.clone(), Cell::Text(&mut r.subject)));
            cells.push(("record.opened_at", place.clone(), Cell::Int(&mut r.opened_at.0)));
            if let Some(key) = &mut r.key_wrapped {
                cells.push(("record.key_wrapped", place, Cell::Bytes(key)));
            }
        }
        let mut seqs = BTreeMap::new();
        for e in &mut self.entries {
            let place = vec![format!("journal {} ", e.seq)];
            let moved = vec![format!("journal {}", e.seq), format!("(entry {})", e.id)];
            seqs.insert(e.id.clone(), place[0].clone());
            cells.push(("entry.id", place.clone(), id(&mut e.id)));
            cells.push(("entry.municipality", place.clone(), id(&mut e.municipality)));
            cells.push(("entry.record", place.clone(), id(&mut e.record)));
            cells.push(("entry.kind", place.clone(), Cell::Text(&mut e.kind)));
            cells.push(("entry.at", place.clone(), Cell::Int(&mut e.at.0)));
            cells.push(("entry.commitment", place.clone(), Cell::Bytes(&mut e.commitment)));
            cells.push(("entry.leaf", place, Cell::Bytes(&mut e.leaf)));
            cells.push(("entry.seq", moved, Cell::Int(&mut e.seq)));
        }
        for p in &mut self.parts {
            let entry = vec![seqs[&p.entry].clone()];
            cells.push(("part.id", entry.clone(), id(&mut p.id)));
            cells.push(("part.municipality", entry.clone(), id(&mut p.municipality)));
            cells.push(("part.name", entry.clone(), Cell::Text(&mut p.name)));
            cells.push((
                "part.content_type",
                entry.clone(),
                Cell::Text(&mut p.content_type),
            ));
            cells.push(("part.commitment", entry.clone(), Cell::Bytes(&mut p.commitment)));
            cells.push(("part.sealed", entry.clone(), Cell::Bytes(&mut p.sealed)));
            cells.push(("part.blob", entry.clone(), Cell::Text(&mut p.blob)));
            cells.push(("part.position", entry.clone(), Cell::Int(&mut p.position)));
            cells.push(("part.entry", entry, id(&mut p.entry)));
        }
        for blob in self.blobs.values_mut() {
            cells.push(("blob", vec![", blob part/".to_owned()], Cell::Bytes(blob)));
        }
        cells.push(("log.size", vec!["log".to_owned()], Cell::Int(&mut self.log.size)));
        cells.push((
            "log.frontier",
            vec!["log".to_owned()],
            Cell::Bytes(&mut self.log.frontier),
        ));
        for c in &mut self.checkpoints {
            let place = vec![format!("checkpoint {}", c.size)];
            cells.push(("checkpoint.municipality", place.clone(), id(&mut c.municipality)));
            cells.push(("checkpoint.root", place.clone(), Cell::Bytes(&mut c.root)));
            cells.push(("checkpoint.note", place.clone(), Cell::Text(&mut c.note)));
            cells.push(("checkpoint.at", place, Cell::Int(&mut c.at.0)));
            cells.push((
                "checkpoint.size",
                vec!["checkpoint ".to_owned()],
                Cell::Int(&mut c.size),
            ));
        }
        for t in &mut self.tiles {
            let place = vec!["tile ".to_owned()];
            cells.push(("tile.municipality", place.clone(), id(&mut t.municipality)));
            cells.push(("tile.level", place.clone(), Cell::Int(&mut t.level)));
            cells.push(("tile.number", place.clone(), Cell::Int(&mut t.number)));
            cells.push(("tile.hashes", place, Cell::Bytes(&mut t.hashes)));
        }
        cells
    }
}

/// A stored value.
pub enum Cell<'a> {
    Bytes(&'a mut Vec<u8>),
    Text(&'a mut String),
    Int(&'a mut i64),
    Kind(&'a mut RecordKind),
    Id(String, Box<dyn FnMut(&str) -> bool + 'a>),
}

fn id<T: Id>(id: &mut T) -> Cell<'_> {
    let text = id.as_str().to_owned();
    let set = move |new: &str| match T::parse(new) {
        Ok(parsed) => {
            let changed = parsed.as_str() != id.as_str();
            *id = parsed;
            changed
        }
        Err(_) => false,
    };
    Cell::Id(text, Box::new(set))
}

impl Cell<'_> {
    /// Bytes that can be flipped.
    pub fn len(&self) -> usize {
        match self {
            Cell::Bytes(b) => b.len(),
            Cell::Text(t) => t.len(),
            Cell::Int(_) => 8,
            Cell::Kind(_) => 1,
            Cell::Id(text, _) => text.len(),
        }
    }

    /// Flips one bit; false when the result could not be stored or read (no text, no id), which the store tells by itself.
    pub fn flip(&mut self, byte: usize, bit: u8) -> bool {
        let flipped = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            bytes[byte] ^= 1 << bit;
            String::from_utf8(bytes).ok()
        };
        match self {
            Cell::Bytes(b) => b[byte] ^= 1 << bit,
            Cell::Text(t) => match flipped(t) {
                Some(new) => **t = new,
                None => return false,
            },
            Cell::Int(i) => **i ^= 1 << (byte * 8 + usize::from(bit)),
            Cell::Kind(k) => **k = RecordKind::Channel,
            Cell::Id(text, set) => return flipped(text).is_some_and(|new| set(&new)),
        }
        true
    }
}
