//! Saves a draft.

use crate::{Actor, Error, FieldError, Flow, Result};
use model::person::Permission;
use model::post::{Post, PostState};
use model::{ChannelId, PostId};
use std::collections::BTreeMap;
use store::{StoreError, Tx};
use url::Url;

/// Longest draft, in characters: beyond every network's limit, short enough to check while typing.
const TEXT_MAX: usize = 20_000;
/// Most answers and longest answer, as a bound on what a form may store.
const ANSWERS_MAX: usize = 100;
const ANSWER_MAX: usize = 2_000;

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
/// Drafts are not journalled word by word: what counts is what is submitted.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Conflict` (the form's text is not lost: the page shows both), `Refused("not-a-draft")`,
/// `Invalid` (`link-form`, `language-form`, `channel-unknown`, `text-too-long` beyond 20,000 characters).
pub async fn save(flow: &Flow, actor: &Actor, post: &PostId, draft: Draft) -> Result<i64> {
    let tx = flow.store().begin().await?;
    let post = write(flow, &*tx, actor, post, draft).await?;
    tx.commit().await?;
    Ok(post.version)
}

/// Saves inside a transaction; also the first half of a submission.
pub(super) async fn write(
    flow: &Flow,
    tx: &dyn Tx,
    actor: &Actor,
    id: &PostId,
    draft: Draft,
) -> Result<Post> {
    actor.must(Permission::WritePost)?;
    let municipality = &actor.municipality.id;
    let mut post = tx.post(municipality, id).await?;
    if post.state != PostState::Draft {
        return Err(Error::refused("not-a-draft"));
    }
    if post.version != draft.version {
        return Err(Error::Conflict);
    }
    check_form(&draft)?;
    for channel in &draft.channels {
        match tx.channel(municipality, channel).await {
            Ok(_) => {}
            Err(StoreError::NotFound(_)) => return Err(Error::field("channels", "channel-unknown")),
            Err(other) => return Err(other.into()),
        }
    }
    post.text = draft.text.replace("\r\n", "\n");
    draft.link.trim().clone_into(&mut post.link);
    if !draft.lang.is_empty() {
        post.lang = draft.lang;
    }
    post.channels.clear();
    for channel in draft.channels {
        if !post.channels.contains(&channel) {
            post.channels.push(channel);
        }
    }
    post.answers = draft.answers;
    post.changed_at = flow.source().now();
    tx.update_post(&mut post).await?;
    Ok(post)
}

fn check_form(draft: &Draft) -> Result<()> {
    let mut wrong = Vec::new();
    if draft.text.chars().count() > TEXT_MAX {
        wrong.push(FieldError::new("text", "text-too-long").with("limit", TEXT_MAX));
    }
    let link = draft.link.trim();
    if !link.is_empty()
        && !Url::parse(link).is_ok_and(|u| matches!(u.scheme(), "http" | "https") && u.has_host())
    {
        wrong.push(FieldError::new("link", "link-form"));
    }
    if draft.answers.len() > ANSWERS_MAX || draft.answers.values().any(|a| a.chars().count() > ANSWER_MAX) {
        wrong.push(FieldError::new("answers", "text-too-long").with("limit", ANSWER_MAX));
    }
    // BCP 47 in its outer form; networks and browsers read it as such.
    let tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if draft.lang.len() > 35 || !draft.lang.chars().all(tag) {
        wrong.push(FieldError::new("lang", "language-form"));
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(wrong))
    }
}
