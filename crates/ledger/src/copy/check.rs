//! One block of a copy: what can be checked without its neighbours, so on any thread.

use super::block::{Block, EntryBlock, PartBlock, Reader, hash};
use crate::verify::{Place, Problem};
use crate::{Hash, commit, leaf, merkle};
use model::{EntryId, Id as _, PartId, RecordId};

/// What a block gave, in the order of the copy.
#[derive(Debug)]
pub(super) enum Event {
    Entry(Leaf),
    Checkpoint(String),
    End(i64, String),
}

/// An entry that was checked.
#[derive(Debug)]
pub(super) struct Leaf {
    pub seq: i64,
    pub hash: Hash,
    pub at: i64,
    pub parts: u64,
    pub bytes: u64,
    pub problems: Vec<Problem>,
    /// What few entries have.
    pub rare: Option<Box<Rare>>,
}

/// What the rest of the copy must be compared with.
#[derive(Debug)]
pub(super) struct Rare {
    pub id: String,
    pub record: String,
    pub kind: String,
    /// Parts that were erased.
    pub erased: u64,
    /// Contents by name, of an entry whose kind is looked into.
    pub contents: Vec<(String, Vec<u8>)>,
}

/// Checks the whole blocks of a chunk.
pub(super) fn chunk(municipality: &str, bytes: &[u8]) -> Vec<Event> {
    let mut reader = Reader::new(bytes);
    let mut events = Vec::new();
    while let Ok(block) = reader.block() {
        events.push(match block {
            Block::Entry(entry) => Event::Entry(check(municipality, &entry)),
            Block::Checkpoint(note) => Event::Checkpoint(note.to_owned()),
            Block::End(entries, root) => Event::End(entries, root.to_owned()),
        });
    }
    events
}

fn check(municipality: &str, entry: &EntryBlock<'_>) -> Leaf {
    let mut problems = Vec::new();
    let mut bytes = 0;
    for (position, part) in (0_i64..).zip(&entry.parts) {
        let Some((salt, content)) = part.opened else {
            continue;
        };
        if commit::part(&salt, part.name, content) == part.commitment {
            bytes += u64::try_from(content.len()).unwrap_or(u64::MAX);
        } else {
            problems.push(Problem {
                place: place_of_part(entry, position, part),
                key: "payload-differs",
            });
        }
    }
    let mut wrong = |key| {
        problems.push(Problem {
            place: place(entry),
            key,
        });
    };
    let opened_at = entry.opened_at;
    let digest = commit::record_of(
        municipality,
        entry.record,
        entry.record_kind,
        entry.subject,
        opened_at,
    );
    let parts = entry.parts.iter();
    let committed = commit::entry_of(
        &digest,
        parts.map(|p| (p.id, p.name, p.content_type, p.commitment.as_slice())),
    );
    if hash(entry.commitment) != Ok(committed) {
        wrong("commitment-differs");
    }
    if leaf::check_kind(entry.kind).is_err() {
        wrong("bad-entry-kind");
    }
    let derived = merkle::leaf_hash(&leaf::bytes_of(
        entry.id,
        entry.record,
        entry.kind,
        entry.at,
        entry.commitment,
    ));
    let stored = hash(entry.leaf);
    if stored != Ok(derived) {
        wrong("entry-differs");
    }
    Leaf {
        seq: entry.seq,
        hash: stored.unwrap_or(derived),
        at: entry.at,
        parts: u64::try_from(entry.parts.len()).unwrap_or(u64::MAX),
        bytes,
        problems,
        rare: rare(entry),
    }
}

fn rare(entry: &EntryBlock<'_>) -> Option<Box<Rare>> {
    let erased = entry.parts.iter().filter(|p| p.opened.is_none()).count();
    let looked_into = leaf::is_looked_into(entry.kind);
    (erased > 0 || looked_into).then(|| {
        let opened = entry.parts.iter().filter(|_| looked_into);
        let contents = opened.filter_map(|p| Some((p.name.to_owned(), p.opened?.1.to_vec())));
        Box::new(Rare {
            id: entry.id.to_owned(),
            record: entry.record.to_owned(),
            kind: entry.kind.to_owned(),
            erased: u64::try_from(erased).unwrap_or(u64::MAX),
            contents: contents.collect(),
        })
    })
}

fn place(entry: &EntryBlock<'_>) -> Place {
    match EntryId::parse(entry.id) {
        Ok(id) => Place::Entry { seq: entry.seq, id },
        Err(_) => Place::Copy(format!("journal {}", entry.seq)),
    }
}

fn place_of_part(entry: &EntryBlock<'_>, position: i64, part: &PartBlock<'_>) -> Place {
    match (EntryId::parse(entry.id), PartId::parse(part.id)) {
        (Ok(id), Ok(part)) => Place::Part {
            seq: entry.seq,
            entry: id,
            position,
            id: part,
            blob: String::new(),
        },
        _ => Place::Copy(format!("journal {}, part {position}", entry.seq)),
    }
}

/// The record's place, or its text when it is no id.
pub(super) fn record_place(record: &str) -> Place {
    RecordId::parse(record).map_or_else(|_| Place::Copy(format!("record {record}")), Place::Record)
}
