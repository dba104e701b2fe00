//! Tests of the networks: counting and marking on their own, calls against scripted servers, and the whole
//! way against real ones.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stderr
)]

mod atproto_real;
mod bluesky;
mod browser;
mod cut;
mod guard;
mod mastodon;
mod mastodon_real;
mod practice;
mod secrets;
mod support;
mod text;
mod video_bluesky;
mod video_mastodon;
