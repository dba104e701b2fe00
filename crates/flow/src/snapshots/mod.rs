//! Snapshots of channels' pages: asked for by a person or opened as a duty, made by a job, kept in the channel's record.

mod keep;
mod make;
mod own;
mod read;
mod take;

pub use own::{OwnComment, OwnData, OwnPost};
pub use read::{Erased, File, Shown, file, list, own_data, shown};
pub use take::take;

pub(crate) use make::run;
pub(crate) use take::promise;

/// Kind of the journal's entries.
pub(crate) const KIND: &str = "channel.snapshot";

/// Names of the parts of a snapshot's entry, with their media types and the endings of their files.
pub(crate) const PARTS: &[(&str, &str, &str)] = &[
    ("picture", "image/png", "png"),
    ("print", "application/pdf", "pdf"),
    ("page", "multipart/related", "mhtml"),
    ("web-archive", "application/warc", "warc.gz"),
    ("own-data", "application/json", "json"),
];
