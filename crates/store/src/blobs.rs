//! Large bytes, named by what they are.

use crate::Result;
use async_trait::async_trait;

/// Keeps bytes under the hex SHA-256 of them. What `put` answered survives a power cut.
#[async_trait]
pub trait Blobs: Send + Sync {
    /// Keeps `bytes`; their name. Keeping the same bytes twice is one blob.
    async fn put(&self, bytes: &[u8]) -> Result<String>;
    /// The bytes under `name`. [`crate::StoreError::NotFound`] when there are none, [`crate::StoreError::Corrupt`] when
    /// they are no longer what the name says.
    async fn get(&self, name: &str) -> Result<Vec<u8>>;
    /// Whether there are bytes under `name`.
    async fn exists(&self, name: &str) -> Result<bool>;
    /// All names, sorted.
    async fn list(&self) -> Result<Vec<String>>;
    /// Removes the bytes for good, for disposal; nothing happens when there are none.
    async fn remove(&self, name: &str) -> Result<()>;
}
