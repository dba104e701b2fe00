//! The jobs that carry the workflows on, and their runner.
mod runner;
pub use runner::{restart, run_due, Runner};
