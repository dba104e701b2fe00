//! What an approval is bound to.

use crate::{Error, Result};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// Hex SHA-256 of the canonical JSON of a value: keys sorted, no white space.
pub(crate) fn digest<T: Serialize>(value: &T) -> Result<String> {
    let canonical = serde_json::to_value(value).and_then(|v| serde_json::to_vec(&v));
    let canonical = canonical.map_err(|e| Error::Internal(e.to_string()))?;
    Ok(hex::encode(Sha256::digest(canonical)))
}
