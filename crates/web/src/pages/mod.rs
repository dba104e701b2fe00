//! The pages, one folder per area, one verb per file.

pub mod health;
pub mod language;
pub mod start;
