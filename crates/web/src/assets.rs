//! Style sheets, scripts and fonts, from the binary, under an address that changes with their content.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "static"]
#[exclude = "*.md"]
struct Files;

/// The assets' common address.
#[derive(Debug)]
pub struct Assets {
    digest: String,
}

impl Default for Assets {
    fn default() -> Self {
        Self::new()
    }
}

impl Assets {
    /// Digests all assets once. One digest for all, so that a style sheet can name a font relative to itself.
    #[must_use]
    pub fn new() -> Self {
        let mut names: Vec<_> = Files::iter().collect();
        names.sort();
        let mut hasher = Sha256::new();
        for name in names {
            if let Some(file) = Files::get(&name) {
                hasher.update(name.as_bytes());
                hasher.update(file.metadata.sha256_hash());
            }
        }
        Self {
            digest: hex::encode(hasher.finalize()).chars().take(12).collect(),
        }
    }

    /// What every asset's address begins with, e.g. `/static/0123456789ab`.
    #[must_use]
    pub fn prefix(&self) -> String {
        format!("/static/{}", self.digest)
    }
}

/// `GET /static/{digest}/{*path}`.
pub(crate) async fn serve(
    State(web): State<crate::Web>,
    Path((digest, path)): Path<(String, String)>,
) -> Response {
    let Some(file) = Files::get(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // An old page may ask with an old digest: it gets the new file, but nobody keeps it. Debug builds read from disk.
    let keep = digest == web.assets.digest && !cfg!(debug_assertions);
    let cache = if keep {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mime = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "text/plain; charset=utf-8",
    };
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(mime)),
            (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        ],
        file.data.into_owned(),
    )
        .into_response()
}
