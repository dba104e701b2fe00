//! The repositories from the outside, each verb on SQLite and on PostgreSQL.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice
)]

#[macro_use]
mod both;
mod approvals;
mod archive;
mod blobs;
mod cases;
mod channels;
mod crises;
mod duties;
mod exports;
mod given;
mod guideline;
mod inbox;
mod jobs;
mod log;
mod moderation;
mod municipalities;
mod open;
mod packs;
mod people;
mod posts;
mod practice;
mod prepare_all;
mod publications;
mod retention;
mod rows;
mod search;
mod search_fields;
mod sessions;
mod settings;
