//! One entry with its parts: what can be checked without its neighbours, so on any thread.

use super::{Held, Key, Known, Place, Problem, Row, Trust};
use crate::{Hash, commit, leaf, part};

/// What one row gave.
pub(super) struct Found {
    /// Leaf hash as stored (that of the row when it is not even 32 bytes).
    pub stored: Hash,
    /// Leaf hash that follows from the row.
    pub derived: Hash,
    pub bytes: u64,
    pub unopened: u64,
    /// Parts are empty though the record is not erased: only an erasure of this entry explains that.
    pub empty: bool,
    /// Record and parts do not give the commitment, and nothing listed explains it.
    pub uncommitted: bool,
    /// Contents by name, of what others say of checkpoints and of decisions to erase.
    pub contents: Vec<(String, Vec<u8>)>,
    pub problems: Vec<Problem>,
}

/// Maps a batch on several threads, keeping its order.
pub(super) fn spread<T: Sync, R: Send>(threads: usize, batch: &[T], each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let share = batch.len().div_ceil(threads.max(1)).max(1);
    if batch.len() <= share {
        return batch.iter().map(each).collect();
    }
    let each = &each;
    std::thread::scope(|scope| {
        let workers: Vec<_> = batch
            .chunks(share)
            .map(|chunk| scope.spawn(move || chunk.iter().map(each).collect::<Vec<_>>()))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| match worker.join() {
                Ok(results) => results,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

pub(super) fn check(trust: &Trust, record: Option<&Known>, row: &Row) -> Found {
    let entry = &row.entry;
    let derived = leaf::hash(entry);
    let stored = Hash::try_from(entry.leaf.as_slice());
    let mut found = Found {
        stored: stored.unwrap_or(derived),
        derived,
        bytes: 0,
        unopened: 0,
        empty: false,
        uncommitted: false,
        contents: Vec::new(),
        problems: Vec::new(),
    };
    let mut wrong = |key| {
        found.problems.push(Problem {
            place: Place::entry(entry),
            key,
        })
    };
    if entry.municipality != trust.municipality {
        wrong("foreign-municipality");
    }
    if stored.is_err() {
        wrong("leaf-differs");
    }
    if leaf::check_kind(&entry.kind).is_err() {
        wrong("bad-entry-kind");
    }
    let Some(record) = record else {
        if derived != found.stored {
            wrong("entry-differs");
        }
        return found;
    };
    let expected = commit::entry(&record.digest, row.parts.iter().map(|h| &h.part));
    let mut committed = expected.as_slice() == entry.commitment;
    if derived != found.stored {
        let mut mended = entry.clone();
        mended.commitment = expected.to_vec();
        if !committed && leaf::hash(&mended) == found.stored {
            wrong("commitment-differs");
            found.derived = found.stored;
            committed = true;
        } else {
            wrong("entry-differs");
            if !committed {
                return found;
            }
        }
    }
    let before = found.problems.len();
    let gone = |held: &Held| held.part.sealed.is_empty() && held.part.blob.is_empty();
    found.empty = !matches!(record.key, Key::Erased) && !row.parts.is_empty() && row.parts.iter().all(gone);
    for (position, held) in (0_i64..).zip(&row.parts) {
        match part(trust, record, row, position, held) {
            Ok(Some(opened)) => {
                found.bytes += opened.content_bytes();
                if leaf::is_looked_into(&entry.kind) {
                    found
                        .contents
                        .push((held.part.name.clone(), opened.into_content()));
                }
            }
            Ok(None) => found.unopened += 1,
            Err("payload-missing") if found.empty => {}
            Err(key) => found.problems.push(Problem {
                place: place(row, held),
                key,
            }),
        }
    }
    // A damaged part or record was named already, and explains why the commitment does not fit.
    found.uncommitted = !committed && found.problems.len() == before && !matches!(record.key, Key::Bad);
    found
}

/// The content; `None` when there is no key to open it with.
fn part(
    trust: &Trust,
    record: &Known,
    row: &Row,
    position: i64,
    held: &Held,
) -> Result<Option<part::Opened>, &'static str> {
    let part = &held.part;
    if part.municipality != trust.municipality {
        return Err("foreign-municipality");
    }
    if part.entry != row.entry.id || part.position != position {
        return Err("position-differs");
    }
    if matches!(record.key, Key::Erased) {
        let gone = part.sealed.is_empty() && part.blob.is_empty();
        return if gone { Ok(None) } else { Err("not-erased") };
    }
    let sealed = match (part.sealed.is_empty(), part.blob.is_empty(), &held.blob) {
        (false, true, _) => &part.sealed,
        (true, false, Some(blob)) => blob,
        (true, false, None) => return Err("blob-missing"),
        (true, true, _) => return Err("payload-missing"),
        (false, false, _) => return Err("payload-twice"),
    };
    let Key::Open(key) = &record.key else {
        return Ok(None);
    };
    let opened = part::open(key, part, sealed).map_err(|_| "payload-damaged")?;
    if opened.commitment.as_slice() != part.commitment {
        return Err("commitment-differs");
    }
    Ok(Some(opened))
}

pub(super) fn place(row: &Row, held: &Held) -> Place {
    Place::Part {
        seq: row.entry.seq,
        entry: row.entry.id.clone(),
        position: held.part.position,
        id: held.part.id.clone(),
        blob: held.part.blob.clone(),
    }
}
