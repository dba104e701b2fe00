//! A table as a file that spreadsheets open as it is.

use crate::{Error, Result};
use records::list::{List, Separator};

/// The rows as CSV with semicolons.
///
/// # Errors
/// Internal, when it cannot be written.
pub fn spreadsheet(columns: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let write = |out: &mut Vec<u8>| {
        let mut list = List::new(out, Separator::Semicolon, &columns)?;
        for row in rows {
            list.row(row)?;
        }
        list.finish().map(|_| ())
    };
    write(&mut out).map_err(|e| Error::Internal(e.to_string()))?;
    Ok(out)
}
