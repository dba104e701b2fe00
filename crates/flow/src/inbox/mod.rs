//! What others write, and our answers.
mod answer;
mod handle;
mod ingest;
pub use answer::{answer, check_answer};
pub use handle::{claim, close, release};
pub use ingest::{ingest, Ingested};
