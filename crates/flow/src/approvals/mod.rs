//! Deciding what others ask for.
mod decide;
pub use decide::{decide, Verdict};
