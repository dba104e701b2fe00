//! Tokens of links and cookies: only their hashes are stored.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use model::Source;
use sha2::{Digest as _, Sha256};

/// 32 unguessable bytes in base64url, 43 characters.
pub(crate) fn generate(source: &Source) -> String {
    URL_SAFE_NO_PAD.encode(source.bytes::<32>())
}

/// Hex SHA-256, the name under which a token is stored. Plain, since 256 random bits cannot be searched.
pub(crate) fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
