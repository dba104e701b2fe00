//! Tests of the ledger.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice
)]

mod archive;
mod copy;
mod merkle;
mod note;
mod sealing;
mod stamp;
mod tamper;
mod tile;
mod verify;
mod witness;
