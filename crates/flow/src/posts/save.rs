//! Saves a draft.
use crate::{Actor, Error, Flow, Result};
use model::{ChannelId, PostId};
use std::collections::BTreeMap;

/// What the composer sends.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Text.
    pub text: String,
    /// Address on the own website.
    pub link: String,
    /// Language tag; empty keeps the municipality's.
    pub lang: String,
    /// Channels.
    pub channels: Vec<ChannelId>,
    /// Answers to the pack's questions.
    pub answers: BTreeMap<String, String>,
    /// Version the form was made from.
    pub version: i64,
}

/// Saves; returns the new version. Only drafts can be changed ([`super::reopen`] makes a draft of a submitted post).
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Conflict` (the form's text is not lost: the page shows both), `Refused("not-a-draft")`,
/// `Invalid` (`link-form`, `channel-unknown`, `text-too-long` beyond 20,000 characters).
pub async fn save(flow: &Flow, actor: &Actor, post: &PostId, draft: Draft) -> Result<i64> {
    let _ = (flow, actor, post, draft);
    Err(Error::Internal("save".into()))
}
