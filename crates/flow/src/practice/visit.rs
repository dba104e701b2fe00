//! What a visitor of the practice page sees and does.
use crate::{Error, Flow, Result};
use model::{Millis, PracticePostId};
use serde::Serialize;

/// A post or comment as a visitor sees it.
#[derive(Clone, Debug, Serialize)]
pub struct PracticeWord {
    /// Id.
    pub id: String,
    /// Who.
    pub author: String,
    /// True for the municipality's own words.
    pub official: bool,
    /// Text.
    pub text: String,
    /// When.
    pub at: Millis,
    /// Pictures: address path and alt text.
    pub pictures: Vec<(String, String)>,
}

/// A post with its visible comments.
#[derive(Clone, Debug, Serialize)]
pub struct PracticeThread {
    /// Name of the channel.
    pub channel: String,
    /// The post.
    pub post: PracticeWord,
    /// Visible comments in order.
    pub comments: Vec<PracticeWord>,
    /// How many comments are hidden.
    pub hidden: usize,
}

/// The newest 30 threads of a municipality's practice network, by the municipality's slug.
///
/// # Errors
/// `NotFound` for an unknown slug.
pub async fn threads(flow: &Flow, slug: &str) -> Result<Vec<PracticeThread>> {
    let _ = (flow, slug);
    Err(Error::Internal("threads".into()))
}

/// One thread.
///
/// # Errors
/// `NotFound`.
pub async fn thread(flow: &Flow, slug: &str, post: &PracticePostId) -> Result<PracticeThread> {
    let _ = (flow, slug, post);
    Err(Error::Internal("thread".into()))
}

/// A "citizen" comments, under a name of her choice. Limited to 30 a minute and municipality from one `client`.
///
/// # Errors
/// `NotFound`; `Invalid` (`required`, `text-too-long` beyond 500 characters); `Refused("practice-too-many")`.
pub async fn comment(flow: &Flow, slug: &str, post: &PracticePostId, name: &str, text: &str, client: &str) -> Result<String> {
    let _ = (flow, slug, post, name, text, client);
    Err(Error::Internal("comment".into()))
}
