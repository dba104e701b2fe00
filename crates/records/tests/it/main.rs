//! Tests of the export formats.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice
)]

mod bagit;
mod boxes;
mod dias;
mod eark;
mod jsonl;
mod list;
mod noark;
mod pdf;
mod peer;
mod sample;
mod wacz;
mod warc;
