//! CSV lists (RFC 4180) that open in a spreadsheet as they are.

use crate::ExportError;
use std::io::Write;

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
        let delimiter = match separator {
            Separator::Semicolon => {
                out.write_all("\u{feff}".as_bytes())?;
                b';'
            }
            Separator::Comma => b',',
        };
        let csv = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let mut list = Self {
            csv,
            cell: String::new(),
        };
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
