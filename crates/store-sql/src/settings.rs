//! Settings of the installation.

use crate::session::Session;
use crate::value::args;
use async_trait::async_trait;
use store::{Result, SettingRead, SettingWrite};

const GET: &str = "SELECT value FROM settings WHERE key = $1";
const PUT: &str = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
const TAKE: &str = "DELETE FROM settings WHERE key = $1";

/// Every statement of this file, for the test that prepares them all.
pub(crate) const STATEMENTS: &[&str] = &[GET, PUT, TAKE];

#[async_trait]
impl SettingRead for Session {
    async fn setting(&self, key: &str) -> Result<Option<String>> {
        let row = self.conn().await.opt(GET, args![key]).await?;
        row.map(|r| r.text("value")).transpose()
    }
}

#[async_trait]
impl SettingWrite for Session {
    async fn put_setting(&self, key: &str, value: &str) -> Result<()> {
        self.conn().await.run(PUT, args![key, value]).await?;
        Ok(())
    }

    async fn take_setting(&self, key: &str) -> Result<bool> {
        Ok(self.conn().await.run(TAKE, args![key]).await? > 0)
    }
}
