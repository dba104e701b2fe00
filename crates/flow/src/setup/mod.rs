//! First start: the one-time link, the municipality, the first administrator.
mod begin;
mod complete;
mod slug;
pub use begin::begin;
pub use complete::{PackChoice, SetUp, complete, packs};
