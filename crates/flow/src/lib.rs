//! The workflows, one verb per file, and the jobs that carry them on.
