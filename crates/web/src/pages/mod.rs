//! The pages, one folder per area, one verb per file.

pub mod access;
pub mod health;
pub mod language;
pub mod me;
pub mod setup;
pub mod start;
