//! Writing a copy.

use super::{BLOCK_MAX, FORMAT};
use crate::{Hash, merkle::Frontier, note};
use model::{
    MunicipalityId,
    archive::{Checkpoint, Entry, Part, Record},
};
use std::io::{self, Write};

/// Why a copy could not be written.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The receiver failed: disk full, connection lost.
    #[error("writing the copy: {0}")]
    Io(#[from] io::Error),
    /// A value that cannot be written in this layout, or entries that are not those of the log.
    #[error("{0} does not fit in the copy")]
    Unfit(&'static str),
}

/// A part as it goes into a copy.
#[derive(Clone, Debug)]
pub struct OpenedPart {
    /// The row.
    pub part: Part,
    /// Salt and content; `None` after lawful erasure.
    pub opened: Option<(Hash, Vec<u8>)>,
}

/// Writes a copy as a stream: entries in the order of the log, and each checkpoint right after the last entry it covers.
pub struct Writer<W: Write> {
    out: W,
    municipality: MunicipalityId,
    log: Frontier,
}

impl<W: Write> Writer<W> {
    /// Begins a copy of the log of `municipality`, whose checkpoints `key` checks.
    ///
    /// # Errors
    /// [`CopyError::Io`].
    pub fn new(mut out: W, municipality: &MunicipalityId, key: &note::Verifier) -> Result<Self, CopyError> {
        write!(out, "{FORMAT}\nmunicipality {municipality}\nkey {}\n", key.vkey())?;
        Ok(Self {
            out,
            municipality: municipality.clone(),
            log: Frontier::default(),
        })
    }

    /// Writes the next entry with its parts in order.
    ///
    /// # Errors
    /// [`CopyError::Io`]; [`CopyError::Unfit`] for another position than the next, and for values with line breaks.
    pub fn entry(&mut self, record: &Record, entry: &Entry, parts: &[OpenedPart]) -> Result<(), CopyError> {
        let leaf = Hash::try_from(entry.leaf.as_slice()).map_err(|_| CopyError::Unfit("leaf"))?;
        if u64::try_from(entry.seq) != Ok(self.log.size()) {
            return Err(CopyError::Unfit("seq"));
        }
        if record.id != entry.record || record.municipality != self.municipality {
            return Err(CopyError::Unfit("record"));
        }
        if record.opened_at.0 < 0 || entry.at.0 < 0 {
            return Err(CopyError::Unfit("time"));
        }
        let content = |p: &OpenedPart| p.opened.as_ref().map_or(0, |o| o.1.len() + 1000);
        if parts.iter().map(content).sum::<usize>() > BLOCK_MAX / 2 {
            return Err(CopyError::Unfit("size"));
        }
        writeln!(
            self.out,
            "entry {} {} {} {} {} {} {} {} {} {} {}",
            entry.seq,
            entry.id,
            hex::encode(leaf),
            word(&entry.kind, "kind")?,
            entry.at.0,
            hex::encode(&entry.commitment),
            record.id,
            record.kind.as_str(),
            record.opened_at.0,
            parts.len(),
            line(&record.subject, "subject")?,
        )?;
        for OpenedPart { part, opened } in parts {
            let (salt, length) = match opened {
                Some((salt, content)) => (hex::encode(salt), content.len().to_string()),
                None => ("-".to_owned(), "-".to_owned()),
            };
            writeln!(
                self.out,
                "part {} {} {salt} {length} {} {}",
                part.id,
                hex::encode(&part.commitment),
                word(&part.name, "part name")?,
                line(&part.content_type, "content type")?,
            )?;
            if let Some((_, content)) = opened {
                self.out.write_all(content)?;
                self.out.write_all(b"\n")?;
            }
        }
        self.log.push(leaf);
        Ok(())
    }

    /// Writes the checkpoint of the log as it stands in the copy.
    ///
    /// # Errors
    /// [`CopyError::Io`]; [`CopyError::Unfit`] when it states another size.
    pub fn checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<(), CopyError> {
        if u64::try_from(checkpoint.size) != Ok(self.log.size()) {
            return Err(CopyError::Unfit("checkpoint"));
        }
        writeln!(self.out, "checkpoint {}", checkpoint.note.len())?;
        self.out.write_all(checkpoint.note.as_bytes())?;
        Ok(())
    }

    /// Writes the last line and gives the receiver back. A copy without it is not whole.
    ///
    /// # Errors
    /// [`CopyError::Io`].
    pub fn finish(mut self) -> Result<W, CopyError> {
        writeln!(
            self.out,
            "end {} {}",
            self.log.size(),
            hex::encode(self.log.root())
        )?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// A value that ends with a space.
fn word<'a>(text: &'a str, what: &'static str) -> Result<&'a str, CopyError> {
    if text.contains(' ') {
        Err(CopyError::Unfit(what))
    } else {
        line(text, what)
    }
}

/// A value that ends its line.
fn line<'a>(text: &'a str, what: &'static str) -> Result<&'a str, CopyError> {
    let fits = !text.contains(['\n', '\r']);
    if fits {
        Ok(text)
    } else {
        Err(CopyError::Unfit(what))
    }
}
