//! CSV lists (RFC 4180) that open in a spreadsheet as they are.

use crate::{ExportError, OpenEntry};
use model::Id as _;
use model::archive::Record;
use sha2::{Digest as _, Sha256};
use std::io::Write;

/// Columns of the list of what an archive holds, one row for each part of each entry. Named as in JSON Lines.
pub const COLUMNS: [&str; 12] = [
    "seq",
    "at",
    "record",
    "record_kind",
    "subject",
    "entry",
    "kind",
    "part",
    "content_type",
    "bytes",
    "sha256",
    "text",
];

/// What parts the cells: spreadsheets in Norwegian and Swedish expect a semicolon, programs a comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `;`, with a byte order mark, so that a spreadsheet reads UTF-8.
    Semicolon,
    /// `,`, without one.
    Comma,
}

/// Writes rows to `out` as they come.
pub struct List<W: Write> {
    csv: csv::Writer<W>,
    cell: String,
}

impl<W: Write> List<W> {
    /// Starts a list with its column names.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn new(mut out: W, separator: Separator, columns: &[&str]) -> Result<Self, ExportError> {
        if separator == Separator::Semicolon {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut list = Self::resumed(out, separator);
        list.row(columns)?;
        Ok(list)
    }

    /// Adds a row, which must have as many cells as there are columns. A cell that a spreadsheet would take
    /// for a formula (`=`, `+`, `-`, `@` first) gets an apostrophe before it: the text comes from strangers.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), ExportError> {
        for cell in cells {
            let cell = cell.as_ref();
            let number = cell.parse::<f64>().is_ok();
            if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number {
                self.cell.clear();
                self.cell.push('\'');
                self.cell.push_str(cell);
                self.csv.write_field(&self.cell)?;
            } else {
                self.csv.write_field(cell)?;
            }
        }
        self.csv.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Adds the rows of a journal entry; the list began with [`COLUMNS`]. `text` is the content, when it is UTF-8.
    /// Erased parts have no bytes, no digest and no text.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn entry(&mut self, record: &Record, open: &OpenEntry) -> Result<(), ExportError> {
        let entry = &open.entry;
        for part in &open.parts {
            let content = part.content.as_deref();
            self.row(&[
                entry.seq.to_string().as_str(),
                &entry.at.rfc3339(),
                record.id.as_str(),
                record.kind.as_str(),
                &record.subject,
                entry.id.as_str(),
                &entry.kind,
                &part.part.name,
                &part.part.content_type,
                &content.map_or_else(String::new, |c| c.len().to_string()),
                &content.map_or_else(String::new, |c| hex::encode(Sha256::digest(c))),
                content
                    .and_then(|c| std::str::from_utf8(c).ok())
                    .unwrap_or_default(),
            ])?;
        }
        Ok(())
    }

    /// Hands on what was written so far.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn flush(&mut self) -> Result<(), ExportError> {
        Ok(self.csv.flush()?)
    }

    /// Goes on with a list that was begun before: no column names.
    pub fn resumed(out: W, separator: Separator) -> Self {
        Self {
            csv: csv_writer(out, separator),
            cell: String::new(),
        }
    }

    /// Flushes and gives the receiver back.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn finish(self) -> Result<W, ExportError> {
        self.csv
            .into_inner()
            .map_err(|e| ExportError::Io(std::io::Error::new(e.error().kind(), e.to_string())))
    }
}

fn csv_writer<W: Write>(out: W, separator: Separator) -> csv::Writer<W> {
    csv::WriterBuilder::new()
        .delimiter(match separator {
            Separator::Semicolon => b';',
            Separator::Comma => b',',
        })
        .terminator(csv::Terminator::CRLF)
        .from_writer(out)
}
