//! The practice network: a public page of its own where "citizens" may comment.
mod board;
mod visit;
pub use board::{StoreBoard, account};
pub use visit::{PracticeThread, PracticeWord, comment, picture, remove_comment, thread, threads};

/// Sorts after every ULID under every collation: "after all that changed at this instant".
const LAST_ID: &str = "ZZZZZZZZZZZZZZZZZZZZZZZZZZ";
