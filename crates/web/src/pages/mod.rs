//! The pages, one folder per area, one verb per file.

pub mod access;
pub mod archive;
pub mod common;
pub mod health;
pub mod inbox;
pub mod language;
pub mod me;
pub mod posts;
pub mod practice;
pub mod setup;
pub mod start;
pub mod channels;
pub mod people;
pub mod public;
pub mod settings;
