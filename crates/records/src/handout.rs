//! What is handed out in answer to a request for access: a zip with a list as CSV and HTML. Files carry no time of their
//! own and nothing of where they come from.

use crate::ExportError;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file in the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Name.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// The files as a zip, in order. The same files give the same bytes.
///
/// # Errors
/// [`ExportError`] when a file is too large for the format.
pub fn zip(files: &[File]) -> Result<Vec<u8>, ExportError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for file in files {
        zip.start_file(file.name.as_str(), options)
            .map_err(std::io::Error::other)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish().map_err(std::io::Error::other)?.into_inner())
}

/// A table as CSV (RFC 4180, UTF-8 with a byte order mark, as spreadsheets here expect). A cell that a spreadsheet would
/// take for a formula gets an apostrophe before it.
pub fn csv<'a>(head: &[String], rows: impl Iterator<Item = &'a [String; 8]>) -> Vec<u8> {
    let mut out = String::from("\u{FEFF}");
    line(&mut out, head);
    for row in rows {
        line(&mut out, row);
    }
    out.into_bytes()
}

fn line(out: &mut String, cells: &[String]) {
    let cell = |text: &String| {
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        format!(
            "\"{}{}\"",
            if formula { "'" } else { "" },
            text.replace('"', "\"\"")
        )
    };
    out.push_str(&cells.iter().map(cell).collect::<Vec<_>>().join(","));
    out.push_str("\r\n");
}

/// A table as a page that needs nothing else. A cell of the last column is the name of a file beside it.
pub fn html<'a>(
    lang: &str,
    title: &str,
    head: &[String],
    rows: impl Iterator<Item = &'a [String; 8]>,
) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{}</title></head>\n<body>\n<h1>{}</h1>\n<table>\n<thead><tr>",
        escaped(lang),
        escaped(title),
        escaped(title)
    );
    for cell in head {
        out.push_str(&format!("<th scope=\"col\">{}</th>", escaped(cell)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        let last = row.len().saturating_sub(1);
        for (n, cell) in row.iter().enumerate() {
            let text = escaped(cell);
            if n == last && !cell.is_empty() {
                out.push_str(&format!("<td><a href=\"{text}\">{text}</a></td>"));
            } else {
                out.push_str(&format!("<td>{text}</td>"));
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</body>\n</html>\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
