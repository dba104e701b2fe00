//! A channel as we hold it: for networks that show visitors nothing.

use crate::{Flow, Result};
use model::Millis;
use model::channel::Channel;
use model::item::Visibility;
use serde::{Deserialize, Serialize};

/// Posts that are taken, newest first, and comments under each.
const POSTS: usize = 50;
const COMMENTS: usize = 200;

/// What stands on the channel, as far as we know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnData {
    /// Name of the channel.
    pub name: String,
    /// Word of its network.
    pub network: String,
    /// Handle.
    pub handle: String,
    /// Public address.
    pub url: String,
    /// When this was put together, in milliseconds.
    pub made_at: Millis,
    /// Newest first.
    pub posts: Vec<OwnPost>,
}

/// One of our posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPost {
    /// Text.
    pub text: String,
    /// Address that it ends with; may be empty.
    pub link: String,
    /// Address of the post; may be empty.
    pub url: String,
    /// When it was published.
    pub published_at: Option<Millis>,
    /// What its pictures show, in order.
    pub pictures: Vec<String>,
    /// Visible comments, as written.
    pub comments: Vec<OwnComment>,
}

/// A visible comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnComment {
    /// Who wrote it.
    pub author: String,
    /// Text.
    pub text: String,
    /// When.
    pub written_at: Millis,
}

/// What stands on a channel, as far as we know.
pub(super) async fn own(flow: &Flow, channel: &Channel) -> Result<OwnData> {
    let whose = &channel.municipality;
    let read = flow.store().read().await?;
    let mut posts = Vec::new();
    for publication in read.published_on(whose, &channel.id, Millis(0), POSTS).await? {
        let content = read.revision(whose, &publication.revision).await?.content;
        let items = read
            .items_of_publication(whose, &publication.id, COMMENTS)
            .await?;
        let seen = items.into_iter().filter(|i| i.visibility == Visibility::Visible);
        posts.push(OwnPost {
            text: content.text,
            link: content.link,
            url: publication.url,
            published_at: publication.published_at,
            pictures: content.media.into_iter().map(|m| m.note.alt).collect(),
            comments: seen
                .map(|i| OwnComment {
                    author: i.author_name,
                    text: i.text,
                    written_at: i.written_at,
                })
                .collect(),
        });
    }
    Ok(OwnData {
        name: channel.name.clone(),
        network: channel.network.as_str().to_owned(),
        handle: channel.handle.clone(),
        url: channel.url.clone(),
        made_at: flow.source().now(),
        posts,
    })
}
