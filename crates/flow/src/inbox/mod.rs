//! What others write, and our answers.
mod answer;
mod handle;
mod ingest;
mod thread;
pub use answer::{answer, check_answer};
pub use handle::{claim, close, release};
pub use ingest::{Ingested, ingest};
pub(crate) use thread::{record_of, root_of};
