//! The practice network: a public page of its own where "citizens" may comment.
mod board;
mod visit;
pub use board::StoreBoard;
pub use visit::{comment, thread, threads, PracticeThread, PracticeWord};
