//! Full-text search over what we wrote and what was written to us.

use crate::{Cursor, Page, Result};
use async_trait::async_trait;
use model::{Millis, MunicipalityId};

model::words! {
    /// What a hit is.
    SearchKind {
        /// A revision of a post.
        Revision = "revision",
        /// An item in the inbox (newest version).
        Item = "item",
    }
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchFilter {
    /// Words as typed; each must be there as a word or as the beginning of one. Case and accents do not matter.
    pub text: String,
    /// Of this kind only.
    pub kind: Option<SearchKind>,
}

/// A stretch of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Text as it was written.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// A hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Kind.
    pub kind: SearchKind,
    /// Revision id or item id.
    pub subject: String,
    /// What its page is under: post id or item id.
    pub parent: String,
    /// When it was written.
    pub at: Millis,
    /// About 160 characters around the first word found, in order, with what was found marked.
    pub snippet: Vec<Piece>,
}

/// Searches.
#[async_trait]
pub trait SearchRead {
    /// A page, newest first. A text without any word finds nothing.
    async fn search(
        &self,
        municipality: &MunicipalityId,
        filter: &SearchFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Hit>>;
}

/// Takes out of the search. (Items and revisions get in when they are stored.)
#[async_trait]
pub trait SearchWrite {
    /// Forgets a text, for disposal.
    async fn unindex(&self, municipality: &MunicipalityId, kind: SearchKind, subject: &str) -> Result<()>;
}
