//! Makes the one-time set-up link.

use crate::access::token;
use crate::{Flow, Result};

/// Setting that holds the hash of the newest token.
pub(super) const SETTING: &str = "setup-token";

/// The token of the set-up link when no municipality exists yet, `None` otherwise. Each call makes a new token and
/// forgets the one before (only its hash is kept), so that the newest printed link is the one that works.
///
/// # Errors
/// The database.
pub async fn begin(flow: &Flow) -> Result<Option<String>> {
    let tx = flow.store().begin().await?;
    if !tx.municipalities().await?.is_empty() {
        return Ok(None);
    }
    let token = token::generate(flow.source());
    tx.put_setting(SETTING, &token::hash(&token)).await?;
    tx.commit().await?;
    Ok(Some(token))
}
