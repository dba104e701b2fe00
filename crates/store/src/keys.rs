//! A small text outside the database with the keys that wrap records' keys.

use crate::Result;

/// Where the text lies. Its old bytes must not be left anywhere.
pub trait KeyFile: Send + Sync {
    /// The text; `None` when there is none yet.
    fn read(&self) -> Result<Option<String>>;
    /// Replaces the text, so that either the old or the new one is there after a power cut, and destroys the old one.
    fn replace(&self, text: &str) -> Result<()>;
}
