//! The copy that anybody can check: a municipality's whole log in one stream, opened, with the salts of its
//! commitments. Written by [`Writer`], checked by [`verify`] with nothing but the log's public key.
//!
//! The layout is in `docs/operate/ledger.md`. Every byte of it is hashed into a leaf, compared with what was
//! recomputed, signed, or part of the one way to write the line it stands in; so no byte can be changed unseen.

mod block;
mod check;
mod erased;
mod report;
mod verify;
mod write;

pub use report::{CopyReport, Disposal};
pub use verify::{CopyTrust, verify};
pub use write::{CopyError, OpenedPart, Writer};

/// First line.
const FORMAT: &str = "rettesnor-copy/v1";

/// Largest block (an entry with its parts, or a checkpoint) in bytes. An entry with more is not written, and a length that
/// claims more is not believed.
const BLOCK_MAX: usize = 1 << 30;
