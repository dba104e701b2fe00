#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    clippy::string_slice
)]

mod accuracy;
mod bounds;
mod captions;
mod comments;
mod contrast;
mod cut_away;
mod damaged_video;
mod faces;
mod ffmpeg;
mod film;
mod hostile;
mod lines;
mod meaning;
mod metadata;
mod pages;
mod picture;
mod settings;
mod specs;
mod spent;
mod training;
mod video;
