//! Reading packs: files to tables, tables to clauses, packs that extend packs.

mod adjust;
mod clauses;
mod digest;
mod document;
mod header;
mod lessons;
mod params;
mod problem;
mod reader;

pub(crate) use adjust::apply as apply_adjustments;
pub(crate) use clauses::read_clause;
pub(crate) use digest::digest;
pub(crate) use document::Document;
pub use header::About;
pub(crate) use header::{Pack, gather};
pub use lessons::Lesson;
pub(crate) use lessons::read as read_lessons;
pub use problem::PackProblem;
pub(crate) use problem::Problems;
pub(crate) use reader::{Context, Table};

/// Largest file of a pack, in bytes.
pub(crate) const MAX_FILE: usize = 256 * 1024;
/// Largest sum of a pack's files of clauses, in bytes.
pub(crate) const MAX_TOTAL: usize = 1024 * 1024;
/// Most days from which a parameter is another one, and most such days of all parameters together.
pub(crate) const MAX_CHANGES: usize = 16;
/// Most parts of a clause.
pub(crate) const MAX_PARTS: usize = 16;
/// Most files of a pack.
pub(crate) const MAX_FILES: usize = 64;
/// Deepest nesting of tables and lists in a file.
pub(crate) const MAX_DEPTH: usize = 16;
/// Most clauses in a pack with all it extends.
pub(crate) const MAX_CLAUSES: usize = 2_000;
/// Longest chain of packs that extend one another.
pub(crate) const MAX_CHAIN: usize = 8;
/// Most problems that are reported at once.
pub(crate) const MAX_PROBLEMS: usize = 100;
