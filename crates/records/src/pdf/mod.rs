//! PDF/A: a thread, a case or a report as pages that anyone can read in a hundred years.
//!
//! [`write`] makes PDF/A-2b, or PDF/A-3b when files are attached: fonts embedded, colours defined, metadata as XMP, the
//! reading order and the alternative texts of pictures in the structure tree. Everything shown comes in as text; there
//! is no word of its own in here but what [`Labels`] brings.
//!
//! What is not public is taken out here and nowhere later: a [`Text`] with redactions is turned into bars of one length
//! before a single letter is measured, and a picture with boxes is painted over in its pixels and made anew. Nothing
//! of it reaches the file: not as text under a bar, not in the metadata, not in an older revision, of which there is
//! none.
//!
//! Letters that the embedded fonts lack are shown by their code point in brackets. Scripts that run from right to left
//! are shown letter by letter in the order in which they are stored.

mod file;
mod font;
mod input;
mod layout;
mod metadata;
mod picture;

pub use input::{Area, Attachment, Block, Document, Labels, Picture, Redaction, Relation, Text};

use crate::ExportError;
use std::io::Write;

/// Writes a document.
///
/// # Errors
/// [`ExportError::Io`]; [`ExportError::Unfit`] when a picture has boxes and cannot be read, so that they cannot be
/// painted, and when the title or language is empty.
pub fn write(document: &Document, labels: &Labels, out: &mut impl Write) -> Result<(), ExportError> {
    if document.title.shown().trim().is_empty() {
        return Err(ExportError::unfit("title", ""));
    }
    if document.lang.is_empty()
        || !document
            .lang
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    {
        return Err(ExportError::unfit("lang", &document.lang));
    }
    let mut fonts = font::Fonts::new();
    let pages = layout::pages(document, labels, &mut fonts)?;
    out.write_all(&file::assemble(document, pages, &fonts)?)?;
    Ok(())
}
