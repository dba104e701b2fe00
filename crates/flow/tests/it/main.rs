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
mod asked;
mod attest;
mod bench;
mod bluesky_real;
mod cases;
mod changes;
mod channels;
mod cluster;
mod crises;
mod decided;
mod disposal;
mod duties;
mod duties_known;
mod duty_pack;
mod erased;
mod exports;
mod faults;
#[path = "../../../detect/tests/it/ffmpeg.rs"]
mod ffmpeg;
mod forgotten;
mod full;
mod full_database;
mod guideline;
mod handover;
mod inbox;
mod jobs;
mod known;
mod links;
mod lossy;
mod mastodon_real;
mod mending;
mod moderation;
mod net;
mod obliged;
mod pack_zip;
mod packs;
mod people;
mod pictures;
mod posts;
mod practice;
mod public_archive;
mod publishing;
mod real;
mod reconciliation;
mod referral;
mod requests;
mod retention;
mod rules;
mod search;
mod seen;
mod setup;
mod snapshots;
mod strangers;
mod town;
mod videos;
mod waivers;
mod words;
mod working;
