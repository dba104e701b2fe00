//! What a visitor of the practice page sees and does.

use super::LAST_ID;
use crate::access::token;
use crate::{Error, Flow, Result};
use model::municipality::Municipality;
use model::practice::{PracticeComment, PracticePicture, PracticePost};
use model::{Millis, PracticeCommentId, PracticePostId};
use serde::Serialize;
use store::{Cursor, LoginAttempt};

/// Threads on the page.
const THREADS: usize = 30;
/// Longest comment and name, in characters.
const TEXT_MAX: usize = 500;
const NAME_MAX: usize = 60;
/// Comments a minute from one address.
const PER_MINUTE: i64 = 30;

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
    /// Pictures, or a video.
    pub pictures: Vec<PracticePicture>,
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

async fn municipality(read: &dyn store::Read, slug: &str) -> Result<Municipality> {
    read.municipality_by_slug(slug).await?.ok_or(Error::NotFound)
}

/// The newest 30 threads of a municipality's practice network, by the municipality's slug.
///
/// # Errors
/// `NotFound` for an unknown slug.
pub async fn threads(flow: &Flow, slug: &str) -> Result<(Municipality, Vec<PracticeThread>)> {
    let read = flow.store().read().await?;
    let municipality = municipality(&*read, slug).await?;
    let posts = read
        .practice_posts(&municipality.id, None, None, THREADS)
        .await?
        .items;
    let threads = shown(&*read, &municipality, posts).await?;
    Ok((municipality, threads))
}

/// One thread.
///
/// # Errors
/// `NotFound`.
pub async fn thread(
    flow: &Flow,
    slug: &str,
    post: &PracticePostId,
) -> Result<(Municipality, PracticeThread)> {
    let read = flow.store().read().await?;
    let municipality = municipality(&*read, slug).await?;
    let post = read.practice_post(&municipality.id, post).await?;
    if post.removed {
        return Err(Error::NotFound);
    }
    let thread = shown(&*read, &municipality, vec![post])
        .await?
        .pop()
        .ok_or(Error::NotFound)?;
    Ok((municipality, thread))
}

async fn shown(
    read: &dyn store::Read,
    municipality: &Municipality,
    posts: Vec<PracticePost>,
) -> Result<Vec<PracticeThread>> {
    let ids: Vec<_> = posts.iter().map(|p| p.id.clone()).collect();
    let comments = read.practice_comments(&municipality.id, &ids).await?;
    let channels = read.channels(&municipality.id).await?;
    Ok(posts
        .into_iter()
        .map(|post| {
            let under: Vec<_> = comments
                .iter()
                .filter(|c| c.post == post.id && !c.removed)
                .collect();
            let channel = channels
                .iter()
                .find(|c| c.id == post.channel)
                .map(|c| c.name.clone())
                .unwrap_or_default();
            PracticeThread {
                hidden: under.iter().filter(|c| c.hidden).count(),
                comments: under.iter().filter(|c| !c.hidden).map(|c| word(c)).collect(),
                post: PracticeWord {
                    id: post.id.to_string(),
                    author: channel.clone(),
                    official: true,
                    text: post.text,
                    at: post.created_at,
                    pictures: post.pictures,
                },
                channel,
            }
        })
        .collect())
}

fn word(c: &PracticeComment) -> PracticeWord {
    PracticeWord {
        id: c.id.to_string(),
        author: c.author.clone(),
        official: c.official,
        text: c.text.clone(),
        at: c.created_at,
        pictures: Vec::new(),
    }
}

/// A picture or video of a post that stands on the practice page.
///
/// # Errors
/// `NotFound`.
pub async fn picture(flow: &Flow, slug: &str, post: &PracticePostId, blob: &str) -> Result<PracticePicture> {
    let read = flow.store().read().await?;
    let municipality = municipality(&*read, slug).await?;
    let post = read.practice_post(&municipality.id, post).await?;
    let mut pictures = post.pictures.into_iter();
    let picture = pictures.find(|p| p.blob == blob && !post.removed);
    picture.ok_or(Error::NotFound)
}

/// A "citizen" comments, under a name of her choice. Limited to 30 a minute from one `client`. Returns the comment's id.
///
/// # Errors
/// `NotFound`; `Invalid` (`required`, `text-too-long` beyond 500 characters); `Refused("practice-too-many")`.
pub async fn comment(
    flow: &Flow,
    slug: &str,
    post: &PracticePostId,
    name: &str,
    text: &str,
    client: &str,
) -> Result<PracticeCommentId> {
    let (name, text) = (name.trim(), text.trim());
    for (field, value, most) in [("name", name, NAME_MAX), ("text", text, TEXT_MAX)] {
        if value.is_empty() {
            return Err(Error::field(field, "required"));
        }
        if value.chars().count() > most {
            return Err(Error::field(field, "text-too-long"));
        }
    }
    let now = flow.source().now();
    let tx = flow.store().begin().await?;
    let municipality = municipality_in(&*tx, slug).await?;
    let post = tx.practice_post(&municipality.id, post).await?;
    if post.removed {
        return Err(Error::NotFound);
    }
    let key = format!("practice:{}", token::hash(client));
    if tx.failed_logins(&key, now.plus(-Millis::MINUTE)).await? >= PER_MINUTE {
        return Err(Error::refused("practice-too-many"));
    }
    tx.record_login(&LoginAttempt {
        key,
        at: now,
        success: false,
    })
    .await?;
    let comment = PracticeComment {
        id: flow.source().id(),
        municipality: municipality.id.clone(),
        channel: post.channel.clone(),
        post: post.id.clone(),
        parent: None,
        author: name.to_owned(),
        official: false,
        text: text.to_owned(),
        key: String::new(),
        hidden: false,
        removed: false,
        created_at: now,
        changed_at: next_change(&*tx, &post, now).await?,
    };
    tx.insert_practice_comment(&comment).await?;
    tx.commit().await?;
    Ok(comment.id)
}

/// The author of a comment takes it back: it is gone from the page, and the next poll hears of it. The municipality's own
/// words cannot be taken back so.
///
/// # Errors
/// `NotFound`.
pub async fn remove_comment(flow: &Flow, slug: &str, comment: &PracticeCommentId) -> Result<()> {
    let tx = flow.store().begin().await?;
    let municipality = municipality_in(&*tx, slug).await?;
    let mut comment = tx.practice_comment(&municipality.id, comment).await?;
    if comment.official {
        return Err(Error::NotFound);
    }
    let post = tx.practice_post(&municipality.id, &comment.post).await?;
    comment.removed = true;
    comment.changed_at = next_change(&*tx, &post, flow.source().now()).await?;
    tx.update_practice_comment(&comment).await?;
    tx.commit().await?;
    Ok(())
}

async fn municipality_in(tx: &dyn store::Tx, slug: &str) -> Result<Municipality> {
    tx.municipality_by_slug(slug).await?.ok_or(Error::NotFound)
}

/// A time of change later than any other on the channel, since polling goes by it. Takes the log's lock, so that of two
/// changes at once the one with the earlier time is seen first: a poll in between would pass over it for ever.
async fn next_change(tx: &dyn store::Tx, post: &PracticePost, now: Millis) -> Result<Millis> {
    tx.lock_log(&post.municipality).await?;
    // One after another, or a poll between two commits would go past the one that comes later with an earlier time.
    tx.lock_log(&post.municipality).await?;
    let mut at = now;
    loop {
        // Two comments in one millisecond are rare, so this is one look-up nearly always.
        let after = Cursor {
            at: at.0.saturating_sub(1),
            id: LAST_ID.to_owned(),
        };
        let page = tx
            .practice_comments_changed(&post.municipality, &post.channel, Some(&after), 1000)
            .await?;
        match page.items.iter().map(|c| c.changed_at).max() {
            Some(latest) if latest >= at => at = latest.plus(1),
            _ => return Ok(at),
        }
    }
}
