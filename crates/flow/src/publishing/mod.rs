//! From an approved revision to a post on a network: never twice, never silently not at all.
mod decide;
mod schedule;
pub(crate) use decide::again;
pub use decide::{cancel, retry, send_held};
pub use schedule::schedule;
