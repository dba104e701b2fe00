//! Reading the blocks of a copy. Each line has one way to be written; another way is not read.

use super::BLOCK_MAX;
use memchr::memchr;

/// Longest line: a subject and a content type are far below it.
const LINE_MAX: usize = 16 * 1024;

/// One block.
#[derive(Debug)]
pub(super) enum Block<'a> {
    Entry(EntryBlock<'a>),
    /// The signed note.
    Checkpoint(&'a str),
    /// Number of entries and root in hex.
    End(i64, &'a str),
}

/// An entry with its parts.
#[derive(Debug)]
pub(super) struct EntryBlock<'a> {
    pub seq: i64,
    pub id: &'a str,
    /// In hex.
    pub leaf: &'a str,
    pub kind: &'a str,
    pub at: i64,
    /// In hex.
    pub commitment: &'a str,
    pub record: &'a str,
    pub record_kind: &'a str,
    pub opened_at: i64,
    pub subject: &'a str,
    pub parts: Vec<PartBlock<'a>>,
}

/// A part.
#[derive(Debug)]
pub(super) struct PartBlock<'a> {
    pub id: &'a str,
    pub commitment: [u8; 32],
    pub name: &'a str,
    pub content_type: &'a str,
    /// Salt and content; `None` after erasure.
    pub opened: Option<([u8; 32], &'a [u8])>,
}

/// Why no block was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// More bytes are needed, if there are any.
    More,
    /// These bytes are no block.
    Bad,
}

/// Bytes not read yet.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes were read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The next block. After a stop the reader stands where it stood.
    pub(super) fn block(&mut self) -> Result<Block<'a>, Stop> {
        let begin = self.at;
        let block = self.read();
        if block.is_err() {
            self.at = begin;
        }
        block
    }

    fn read(&mut self) -> Result<Block<'a>, Stop> {
        let line = self.line()?;
        let (word, rest) = line.split_once(' ').ok_or(Stop::Bad)?;
        match word {
            "entry" => self.entry(rest).map(Block::Entry),
            "checkpoint" => {
                let note = self.take(number(rest)?)?;
                let note = std::str::from_utf8(note).map_err(|_| Stop::Bad)?;
                Ok(Block::Checkpoint(note))
            }
            "end" => {
                let (entries, root) = rest.split_once(' ').ok_or(Stop::Bad)?;
                Ok(Block::End(number(entries)?, root))
            }
            _ => Err(Stop::Bad),
        }
    }

    fn entry(&mut self, rest: &'a str) -> Result<EntryBlock<'a>, Stop> {
        let mut fields = rest.splitn(11, ' ');
        let mut next = || fields.next().ok_or(Stop::Bad);
        let (seq, id, leaf, kind, at, commitment) = (next()?, next()?, next()?, next()?, next()?, next()?);
        let (record, record_kind, opened_at, count, subject) = (next()?, next()?, next()?, next()?, next()?);
        let count = number(count)?;
        let mut entry = EntryBlock {
            seq: number(seq)?,
            id,
            leaf,
            kind,
            at: number(at)?,
            commitment,
            record,
            record_kind,
            opened_at: number(opened_at)?,
            subject,
            parts: Vec::new(),
        };
        for _ in 0..count {
            entry.parts.push(self.part()?);
        }
        Ok(entry)
    }

    fn part(&mut self) -> Result<PartBlock<'a>, Stop> {
        let line = self.line()?;
        let mut fields = line.splitn(7, ' ');
        let mut next = || fields.next().ok_or(Stop::Bad);
        let (word, id, commitment, salt, length) = (next()?, next()?, next()?, next()?, next()?);
        let (name, content_type) = (next()?, next()?);
        if word != "part" {
            return Err(Stop::Bad);
        }
        let opened = if (salt, length) == ("-", "-") {
            None
        } else {
            let content = self.take(number(length)?)?;
            if self.take(1)? != b"\n" {
                return Err(Stop::Bad);
            }
            Some((hash(salt)?, content))
        };
        Ok(PartBlock {
            id,
            commitment: hash(commitment)?,
            name,
            content_type,
            opened,
        })
    }

    /// The next line without its end.
    pub(super) fn line(&mut self) -> Result<&'a str, Stop> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let window = rest.get(..LINE_MAX).unwrap_or(rest);
        let Some(end) = memchr(b'\n', window) else {
            return Err(if rest.len() < LINE_MAX {
                Stop::More
            } else {
                Stop::Bad
            });
        };
        self.at += end + 1;
        let line = window.get(..end).unwrap_or_default();
        std::str::from_utf8(line).map_err(|_| Stop::Bad)
    }

    fn take(&mut self, length: i64) -> Result<&'a [u8], Stop> {
        let length = usize::try_from(length)
            .ok()
            .filter(|n| *n <= BLOCK_MAX)
            .ok_or(Stop::Bad)?;
        let end = self.at + length;
        let bytes = self.bytes.get(self.at..end).ok_or(Stop::More)?;
        self.at = end;
        Ok(bytes)
    }
}

/// A number without sign and leading zeros.
fn number(text: &str) -> Result<i64, Stop> {
    let canonical = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| canonical).ok_or(Stop::Bad)
}

/// 32 bytes in lower-case hex.
pub(super) fn hash(text: &str) -> Result<[u8; 32], Stop> {
    let mut out = [0; 32];
    let lower = !text.bytes().any(|b| b.is_ascii_uppercase());
    hex::decode_to_slice(text, &mut out).map_err(|_| Stop::Bad)?;
    if lower { Ok(out) } else { Err(Stop::Bad) }
}
