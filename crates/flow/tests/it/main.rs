#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice
)]

//! The workflows from the outside, each on SQLite and on PostgreSQL, with a clock that stands where the test puts it.

mod access;
mod approvals;
mod archive;
mod bench;
mod channels;
mod guideline;
mod jobs;
mod people;
mod setup;
