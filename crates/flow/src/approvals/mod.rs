//! Deciding what others ask for.
mod ask;
mod decide;
mod digest;
pub(crate) use ask::{Request, ask, cancel, steps_of};
pub(crate) use decide::told;
pub use decide::{Verdict, decide};
pub(crate) use digest::digest;
