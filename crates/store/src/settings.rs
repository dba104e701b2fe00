//! Settings of the installation: fingerprint of the key-encryption key, one-time setup link, …

use crate::Result;
use async_trait::async_trait;

/// Reads settings.
#[async_trait]
pub trait SettingRead {
    /// The value under `key`.
    async fn setting(&self, key: &str) -> Result<Option<String>>;
}

/// Writes settings.
#[async_trait]
pub trait SettingWrite {
    /// Sets the value under `key`.
    async fn put_setting(&self, key: &str, value: &str) -> Result<()>;
    /// Removes the value under `key`; `false` when there was none (so that one of two wins).
    async fn take_setting(&self, key: &str) -> Result<bool>;
}
