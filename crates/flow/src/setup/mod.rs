//! First start: the one-time link, the municipality, the first administrator.
mod begin;
mod complete;
pub use begin::begin;
pub use complete::{complete, PackChoice, SetUp, packs};
