//! Reading packs: files to tables, tables to clauses, packs that extend packs.

mod adjust;
mod clauses;
mod digest;
mod header;
mod problem;
mod reader;

pub(crate) use adjust::apply as apply_adjustments;
pub(crate) use clauses::read_clause;
pub(crate) use digest::digest;
pub(crate) use header::{Pack, gather};
pub use problem::PackProblem;
pub(crate) use problem::Problems;
pub(crate) use reader::{Context, Document, Table};

/// Largest file of a pack, in bytes.
pub(crate) const MAX_FILE: usize = 256 * 1024;
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
