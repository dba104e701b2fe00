//! The web side as its users meet it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice
)]

mod access;
mod archive;
mod desk;
mod door;
mod duties;
mod guideline;
mod house;
mod inbox;
mod links;
mod office;
mod packs;
mod pictures;
mod places;
mod posts;
mod requests;
mod slow;
mod texts;
