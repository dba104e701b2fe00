//! The pages, one folder per area, one verb per file.

pub mod access;
pub mod approvals;
pub mod archive;
pub mod cases;
pub mod channels;
pub mod common;
pub mod crisis;
pub mod duties;
pub mod guideline;
pub mod guidelines;
pub mod health;
pub mod inbox;
pub mod jobs;
pub mod language;
pub mod me;
pub mod packs;
pub mod people;
pub mod posts;
pub mod practice;
pub mod public;
pub mod requests;
pub mod retention;
pub mod settings;
pub mod setup;
pub mod start;
pub mod waivers;
