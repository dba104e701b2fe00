//! Ends a session.

use super::token;
use crate::{Flow, Result};

/// Ends the session of a token; no error when there is none.
///
/// # Errors
/// The database.
pub async fn sign_out(flow: &Flow, token: &str) -> Result<()> {
    let hash = token::hash(token);
    let tx = flow.store().begin().await?;
    if tx.session(&hash).await?.is_some() {
        tx.delete_session(&hash).await?;
        tx.commit().await?;
    }
    Ok(())
}
