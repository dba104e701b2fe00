//! WARC 1.1 (ISO 28500:2017).
//!
//! [`Writer`] writes single WARC records; [`Writer::entry`] writes a journal entry as we map it: each part a
//! `resource` (or, with an HTTP head, a `response`), and beside them one `metadata` record with the entry's
//! row, joined by `WARC-Concurrent-To`. [`check`] reads any such file and computes its digests anew.

pub mod cdx;
mod check;
mod entry;
mod page;
mod writer;

pub use check::{Checked, Fault, check};
pub use page::Page;
pub use writer::{Head, Packing, Writer};
